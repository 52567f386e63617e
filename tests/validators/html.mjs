// Opens HTML pages of handouts in Chromium, without a network:
// html.mjs FOLDER-OF-NODE-MODULES PAGE... [--pictures FOLDER].
// axe-core finds nothing, light and dark; the page asks for nothing but itself; it is as narrow as a
// phone; its links lead somewhere; no text is too small; it says its language and direction. Damaged
// pages fail.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...rest] = process.argv.slice(2);
const at = rest.indexOf("--pictures");
const pages = at < 0 ? rest : rest.slice(0, at), pictures = at < 0 ? undefined : rest[at + 1];
const require = createRequire(path.resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const AXE = fs.readFileSync(path.resolve(modules, "@daisy/axe-core-for-ace/axe.min.js"), "utf8");
const PHONE = { width: 320, height: 640 };
const SMALLEST = 12; // px

// What axe-core finds.
async function violations(page) {
	await page.evaluate(AXE);
	const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
	const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
	const faults = found.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 120)}`));
	return found.passes.length < 10 ? [...faults, `only ${found.passes.length} rules were tried`] : faults;
}

// What is wrong with the page as it is laid out.
function layout(smallest) {
	const faults = [], root = document.documentElement, text = document.createTreeWalker(document.body, 4);
	if (root.scrollWidth > innerWidth) faults.push(`the page is ${root.scrollWidth} px wide on a screen of ${innerWidth}`);
	for (const link of document.querySelectorAll('a[href^="#"]'))
		if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) faults.push(`${link.hash} leads nowhere`);
	const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
	faults.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `the id ${id} stands twice`));
	const direction = new Intl.Locale(root.lang), wanted = (direction.getTextInfo?.() ?? direction.textInfo).direction;
	if (root.dir !== wanted) faults.push(`the direction is "${root.dir}", not "${wanted}"`);
	const small = new Set();
	while (text.nextNode())
		if (text.currentNode.data.trim() && parseFloat(getComputedStyle(text.currentNode.parentElement).fontSize) < smallest)
			small.add(text.currentNode.parentElement.localName);
	faults.push(...[...small].map((name) => `text of <${name}> is too small`));
	if (document.querySelectorAll("script, link[rel=stylesheet], iframe, object").length) faults.push("it is not of one piece");
	return faults;
}

async function judge(browser, file, html) {
	const faults = [], url = pathToFileURL(file).href, context = await browser.newContext({ viewport: PHONE, offline: true });
	try {
		const page = await context.newPage();
		page.on("request", (request) => /^(?:data|about):/.test(request.url()) || request.url() === url || faults.push(`asks for ${request.url()}`));
		page.on("pageerror", (error) => faults.push(String(error)));
		page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
		await (html === undefined ? page.goto(url) : page.setContent(html));
		for (const colorScheme of ["light", "dark"]) {
			await page.emulateMedia({ colorScheme });
			faults.push(...(await violations(page)).map((fault) => `${colorScheme}: ${fault}`));
			if (pictures) await page.screenshot({ path: path.join(pictures, `${path.basename(file, ".html")}-${colorScheme}.png`), fullPage: true });
		}
		await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
		faults.push(...(await page.evaluate(layout, SMALLEST)));
	} catch (error) {
		faults.push(String(error.stack ?? error));
	} finally {
		await context.close();
	}
	return faults;
}

function verdict(name, faults) {
	console.log(`${faults.length ? "not ok" : "ok"} ${name}`);
	for (const fault of faults.slice(0, 12)) console.log(`  ${fault.replace(/\n/g, "\n  ")}`);
}

const controls = {
	"a file from elsewhere": (html) => html.replace("</main>", '<img src="https://example.org/a.png" alt="A picture"/></main>'),
	"an image without words": (html) => html.replace("</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="/></main>'),
	"a page too wide": (html) => html.replace("</main>", '<p style="width: 50em">wide</p></main>'),
	"a link to nowhere": (html) => html.replace(/ id="imprint"/, ""),
	"grey on dark": (html) => html.replace("<article>", '<article><p style="color: #595959; background: #121212">A grey line</p>'),
	"the other direction": (html) => html.replace(/dir="(...)"/, (_, way) => `dir="${way === "ltr" ? "rtl" : "ltr"}"`),
	"small text": (html) => html.replace("</main>", '<p style="font-size: 9px">small</p></main>'),
};

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM,
	args: "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update".split(" "),
});
for (const file of pages) verdict(path.basename(file), await judge(browser, file));
for (const [fault, damage] of pictures ? [] : Object.entries(controls)) {
	const html = fs.readFileSync(pages[0], "utf8"), damaged = damage(html);
	verdict(`control: ${fault}`, damaged !== html && (await judge(browser, pages[0], damaged)).length ? [] : ["the fault passes"]);
}
await browser.close();
