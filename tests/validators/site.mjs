// Opens the language page from its file in Chromium, without a network:
// site.mjs FOLDER-OF-NODE-MODULES FOLDER-OF-OUTPUTS [FOLDER-FOR-SCREENSHOTS].
// axe-core finds nothing, light and dark, wide and narrow; every output is linked and every link opens;
// cards have the direction of their language; typing in any script finds; keys reach every link;
// targets are large; without script all is there; on paper it is a sheet for each handout at the most.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, outputs, screenshots] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const AXE = path.resolve(modules, "@daisy/axe-core-for-ace/axe.min.js");
const file = path.resolve(outputs, "index.html");
const url = pathToFileURL(file).href;
const PHONE = { width: 360, height: 740 }, TABLET = { width: 1024, height: 768 };
const TARGET = 44; // px, the least height of what a finger must hit

function verdict(name, faults) {
	console.log(`${faults.length ? "not ok" : "ok"} ${name}`);
	for (const fault of faults.slice(0, 12)) console.log(`  ${fault}`);
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM,
	args: "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update".split(" "),
});

// Runs a test in a page of its own; what it returns are its faults. html replaces the page's text.
async function look(name, options, test, html) {
	let faults;
	const context = await browser.newContext({ viewport: TABLET, offline: true, ...options });
	try {
		const page = await context.newPage();
		const asked = [];
		page.on("request", (request) => asked.push(request.url()));
		page.on("pageerror", (error) => asked.push(String(error)));
		await page.goto(url);
		if (html !== undefined) await page.setContent(html);
		faults = await test(page);
		faults.push(...asked.filter((one) => one !== url).map((one) => `asks for ${one}`));
	} catch (error) {
		faults = [String(error.stack ?? error)];
	} finally {
		await context.close();
	}
	return { name, faults };
}

async function axe(page) {
	await page.evaluate(fs.readFileSync(AXE, "utf8"));
	const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
	const { violations, passes } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
	const faults = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 120)}`));
	return passes.length < 10 ? [...faults, `only ${passes.length} rules were tried`] : faults;
}

const shown = (page) => page.evaluate(() => [...document.querySelectorAll(".language")].filter((card) => card.offsetParent).map((card) => card.lang));

async function searching(page) {
	const faults = [];
	const cards = await page.evaluate(() => [...document.querySelectorAll(".language")].map((card) => ({
		lang: card.lang,
		words: [".native", ".english", ".title"].map((part) => card.querySelector(part)?.textContent ?? ""),
	})));
	for (const { lang, words } of cards)
		for (const word of words.filter(Boolean)) {
			await page.fill("#search", word.toUpperCase());
			if (!(await shown(page)).includes(lang)) faults.push(`"${word}" does not find ${lang}`);
		}
	for (const link of await page.$$("nav a")) {
		const lang = await link.getAttribute("lang");
		await link.click();
		if ((await shown(page)).some((one) => one !== lang)) faults.push(`the link ${lang} shows other languages`);
	}
	await page.fill("#search", "qqqq");
	if ((await shown(page)).length) faults.push("nonsense finds something");
	const none = await page.evaluate(() => document.querySelector(".search").dataset.none);
	if ((await page.textContent(".search [role=status]")) !== none) faults.push("it is not said that nothing was found");
	await page.press("#search", "Escape");
	if ((await shown(page)).length !== cards.length) faults.push("Escape does not show all again");
	return faults;
}

async function keys(page) {
	const count = await page.evaluate(() => document.querySelectorAll("a").length);
	const reached = [];
	await page.press("body", "Tab");
	for (let i = 0; i <= count; i++) {
		reached.push(await page.evaluate(() => {
			const { activeElement: at } = document;
			const { outlineStyle, outlineWidth } = getComputedStyle(at);
			return { name: at.id || at.getAttribute("href"), seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
		}));
		await page.keyboard.press("Tab");
	}
	const faults = reached.filter(({ seen }) => !seen).map(({ name }) => `the focus is not seen on ${name}`);
	if (reached[0].name !== "search") faults.push(`the first key reaches ${reached[0].name}`);
	if (new Set(reached.map(({ name }) => name)).size !== count + 1) faults.push("the keys do not reach all links");
	return faults;
}

// Links and outputs are the same files.
async function links(page) {
	const hrefs = await page.evaluate(() => [...document.querySelectorAll(".files a")].map((link) => decodeURI(link.getAttribute("href"))));
	const made = fs.readdirSync(outputs, { recursive: true }).map(String).filter((name) => /\.(pdf|epub|txt|html)$/.test(name) && name !== "index.html");
	return [
		...hrefs.filter((href) => !made.includes(href)).map((href) => `${href} does not exist`),
		...made.filter((name) => !hrefs.includes(name)).map((name) => `${name} is not linked`),
	];
}

const directions = (page) => page.evaluate(() => [...document.querySelectorAll(".language")].flatMap((card) => {
	const locale = new Intl.Locale(card.lang);
	const { direction } = locale.getTextInfo?.() ?? locale.textInfo;
	const native = card.querySelector(".native").getBoundingClientRect(), box = card.getBoundingClientRect();
	const right = box.right - native.right < native.left - box.left;
	return getComputedStyle(card).direction !== direction || right !== (direction === "rtl") ? [`${card.lang} runs the wrong way`] : [];
}));

const targets = (page) => page.evaluate((least) => [
	...[...document.querySelectorAll("a, input")].filter((target) => target.getBoundingClientRect().height < least).map((target) => `${target.outerHTML.slice(0, 80)} is too small`),
	...(document.documentElement.scrollWidth > innerWidth ? ["the page is wider than the screen"] : []),
], TARGET);

async function paper(page) {
	const handouts = await page.locator("section:has(.language)").count();
	const pdf = await page.pdf({ preferCSSPageSize: true });
	const count = (pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length;
	if (screenshots) fs.writeFileSync(path.join(screenshots, "site.pdf"), pdf);
	return count >= 1 && count <= handouts ? [] : [`${count} sheets for ${handouts} handouts`];
}

const html = fs.readFileSync(file, "utf8");
const every = [
	["axe light", {}, axe],
	["axe dark", { colorScheme: "dark" }, axe],
	["axe narrow", { viewport: PHONE }, axe],
	["search", {}, searching],
	["keys", {}, keys],
	["links", {}, links],
	["directions", {}, directions],
	["targets on a phone", { viewport: PHONE }, targets],
	["targets on a tablet", {}, targets],
	["without script", { javaScriptEnabled: false }, links],
	["sheets of paper", {}, paper],
];
// Faults that must be found.
const controls = [
	["pale text", axe, html.replace("--quiet: #4a525b", "--quiet: #c0c0c0")],
	["a link leads nowhere", links, html.replace(/href="[^"#][^"]*"/, 'href="gone.pdf"')],
	["text runs the wrong way", directions, html.replace(/(<li class="language" lang="[^"]*" dir=)"ltr"/, '$1"rtl"')],
	["searching does nothing", searching, html.replace("card.hidden = ", "card.title = ")],
	["no focus is seen", keys, html.replace("outline: 3px", "outline: 0")],
	["small targets", targets, html.replace("min-height: 3rem", "min-height: 0; max-height: 20px")],
];

if (screenshots) {
	const shots = { phone: { viewport: PHONE }, tablet: {}, "tablet-dark": { colorScheme: "dark" } };
	for (const [name, options] of Object.entries(shots))
		await look(name, options, async (page) => {
			await page.screenshot({ path: path.join(screenshots, `site-${name}.png`), fullPage: true });
			return [];
		});
	await look("paper", {}, paper);
} else {
	for (const [name, options, test] of every) {
		const { faults } = await look(name, options, test);
		verdict(name, faults);
	}
	for (const [name, test, broken] of controls) {
		const { faults } = broken === html ? { faults: [] } : await look(name, {}, test, broken);
		verdict(`control: ${name}`, faults.length ? [] : ["the fault passes"]);
	}
}
await browser.close();
