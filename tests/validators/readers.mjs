// Opens EPUBs in real readers, foliate-js and epub.js, in Chromium without a network:
// readers.mjs FOLDER-OF-NODE-MODULES FOLDER-OF-OUTPUTS [FOLDER-FOR-SCREENSHOTS].
// The table of contents and the page list are those of the book and lead somewhere; every letter is set
// in a font of the book; no file begins with a blank page; pages turn to the side to which the language
// is read, from the first to the last. Damaged books fail.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const [modules, outputs, screenshots] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const JSZip = require("jszip");
const ORIGIN = "http://readers.invalid";
const SIZE = { width: 600, height: 800 };
const MOST_PAGES = 400;
const types = { ".js": "text/javascript", ".html": "text/html" };

// What runs in the page: each makes window.reader.
async function open_foliate() {
	await import("/foliate-js/view.js");
	const blob = await (await fetch("/book.epub")).blob();
	const view = document.createElement("foliate-view");
	document.body.append(view);
	await view.open(new File([blob], "book.epub", { type: "application/epub+zip" }));
	await view.init({});
	const flat = (items) => (items ?? []).flatMap((item) => [item, ...flat(item.subitems)]);
	const entries = (items) => flat(items).map(({ label, href }) => ({ label: label.trim(), href: href.replace(/^EPUB\//, "") }));
	window.reader = {
		toc: entries(view.book.toc),
		pages: entries(view.book.pageList),
		direction: view.book.dir,
		sections: view.book.sections.length,
		forward: (side) => (side === "left" ? view.goLeft() : view.goRight()),
		position: () => view.lastLocation.fraction,
		show: (index) => view.goTo(index),
		content: () => view.renderer.getContents()[0].doc,
		dye: (css) => view.renderer.setStyles(css),
		async leads(href) {
			const { index, anchor } = view.resolveNavigation(`EPUB/${href}`) ?? {};
			if (index === undefined) return false;
			const found = anchor(await view.book.sections[index].createDocument());
			return href.includes("#") ? found?.nodeType === 1 : true;
		},
	};
}

async function open_epubjs() {
	const load = (url) => new Promise((done, failed) => {
		const script = Object.assign(document.createElement("script"), { src: url, onload: done, onerror: failed });
		document.head.append(script);
	});
	await load("/jszip/dist/jszip.min.js");
	await load("/epubjs/dist/epub.min.js");
	const book = window.ePub(await (await fetch("/book.epub")).arrayBuffer());
	await book.ready;
	const place = document.createElement("div"); // with the body itself, epub.js scrolls the window
	document.body.append(place);
	const rendition = book.renderTo(place, { width: innerWidth, height: innerHeight, flow: "paginated", spread: "none" });
	await rendition.display(0);
	const direction = book.packaging.metadata.direction;
	const flat = (items) => items.flatMap((item) => [item, ...flat(item.subitems)]);
	const settled = async (turn) => {
		await turn;
		await new Promise((done) => setTimeout(done, 20));
		await rendition.reportLocation();
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	};
	window.reader = {
		toc: flat(book.navigation.toc).map(({ label, href }) => ({ label: label.trim(), href })),
		pages: book.pageList.pageList.map(({ href }) => ({ href })),
		direction,
		sections: book.spine.length,
		// epub.js leaves the sides to its user: right is next unless the book runs from right to left
		forward: (side) => settled(side === (direction === "rtl" ? "left" : "right") ? rendition.next() : rendition.prev()),
		position() {
			const { index, displayed } = rendition.currentLocation().start;
			return index + (displayed.page - 1) / MOST;
		},
		show: (index) => settled(rendition.display(book.spine.get(index).href)),
		content: () => rendition.getContents()[0].document,
		dye(css) {
			rendition.getContents()[0].addStylesheetCss(css, "dye");
		},
		async leads(href) {
			const [file, id] = href.split("#");
			const section = book.spine.get(file);
			if (!section) return false;
			const doc = await section.load(book.load.bind(book)).then(() => section.document);
			return id === undefined || Boolean(doc.getElementById(id));
		},
	};
}

const readers = { foliate: open_foliate, epubjs: open_epubjs };

// What the book itself says, read without a reader.
async function facts(bytes) {
	const zip = await JSZip.loadAsync(bytes);
	const read = (name) => zip.file(`EPUB/${name}`).async("string");
	const nav = await read("nav.xhtml"), opf = await read("package.opf");
	const plain = (html) => html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
	const list = (type) => [...(new RegExp(`<nav epub:type="${type}".*?</nav>`, "s").exec(nav)?.[0] ?? "").matchAll(/<a[^>]* href="([^"]*)"[^>]*>(.*?)<\/a>/gs)]
		.map(([, href, label]) => ({ label: plain(label), href }));
	const lang = /<dc:language>(.*?)</.exec(opf)[1];
	const files = [...opf.matchAll(/idref="file-(.*?)-xhtml"/g)].map(([, name]) => name);
	const locale = new Intl.Locale(lang);
	return { lang, files, toc: list("toc"), pages: list("page-list"), direction: (locale.getTextInfo?.() ?? locale.textInfo).direction };
}

// The elements with text of their own below a node of the DevTools protocol, frames included.
function with_text(node, inside = false, found = []) {
	const within = inside || node.localName === "body";
	if (within && node.children?.some((kid) => kid.nodeType === 3 && kid.nodeValue.trim())) found.push(node);
	for (const kid of [...(node.children ?? []), ...(node.shadowRoots ?? []), ...(node.contentDocument ? [node.contentDocument] : [])])
		if (!["script", "style"].includes(kid.localName)) with_text(kid, within && !node.contentDocument, found);
	return found;
}

// The fonts of the machine in which text of the page is set.
async function strange_fonts(session) {
	const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
	const strange = new Set();
	const nodes = with_text(root);
	for (const node of nodes) {
		const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId: node.nodeId });
		for (const font of fonts)
			if (!font.isCustomFont) strange.add(`${font.familyName} sets ${font.glyphCount} glyphs of <${node.localName}>`);
	}
	return { strange: [...strange], count: nodes.length };
}

// The share of pixels that are not of the commonest color.
async function share_of_ink(page, png) {
	return page.evaluate(async (data) => {
		const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
		const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
		context.drawImage(bitmap, 0, 0);
		const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
		const counts = new Map();
		for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
		return 1 - Math.max(...counts.values()) / pixels.length;
	}, png.toString("base64"));
}

// Where the last text of the file in view stands, seen from the first.
function side_of_the_end() {
	const doc = window.reader.content();
	const walker = doc.createTreeWalker(doc.body, 4, (n) => (n.data.trim() ? 1 : 3));
	const range = doc.createRange();
	const at = (node) => (range.selectNodeContents(node), range.getClientRects()[0]?.left ?? 0);
	const first = walker.nextNode();
	let last = first;
	for (let node = first; node; node = walker.nextNode()) last = node;
	const way = first ? at(last) - at(first) : 0;
	return Math.abs(way) < innerWidth / 2 ? "" : way < 0 ? "left" : "right";
}

// The pages from first to last, turned at the side to which the language is read.
async function turn(page, side) {
	return page.evaluate(async ([side, most]) => {
		const { reader } = window;
		await reader.show(0);
		const places = [reader.position()];
		for (let i = 0; i < most; i++) {
			await reader.forward(side);
			const place = reader.position();
			if (place === places.at(-1)) break;
			places.push(place);
		}
		return places;
	}, [side, MOST_PAGES]);
}

async function judge(page, session, book, reader, shot) {
	const faults = [];
	const same = (what, ...sides) => {
		const [got, wanted] = sides.map((side) => JSON.stringify(side).replace(/\s+/g, " "));
		if (got !== wanted) faults.push(`${what}: ${got}, not ${wanted}`);
	};
	await page.goto(`${ORIGIN}/index.html`);
	await page.evaluate(`globalThis.MOST = ${MOST_PAGES}; (${readers[reader]})()`);
	const seen = await page.evaluate(() => ({ toc: reader.toc, pages: reader.pages, direction: reader.direction, sections: reader.sections }));
	same("table of contents", seen.toc, book.toc);
	same("page list", seen.pages, reader === "epubjs" ? book.pages.map(({ href }) => ({ href })) : book.pages);
	if (!book.toc.length || !book.pages.length) faults.push("no table of contents or no page list");
	same("direction", seen.direction, book.direction);
	same("files", seen.sections, book.files.length);
	for (const { href } of [...book.toc, ...book.pages])
		if (!(await page.evaluate((href) => reader.leads(href), href))) faults.push(`${href} leads nowhere`);
	let texts = 0, ends = "";
	for (let index = 0; index < seen.sections; index++) {
		await page.evaluate(async (index) => {
			await reader.show(index);
			await reader.content().fonts.ready;
		}, index);
		const broken = await page.evaluate(() => [...reader.content().fonts].filter((font) => font.status === "error").map((font) => font.family));
		faults.push(...broken.map((family) => `the font ${family} is not read`));
		const { strange, count } = await strange_fonts(session);
		faults.push(...strange.map((font) => `${book.files[index]}: ${font}`));
		texts += count;
		const png = await page.screenshot();
		if ((await share_of_ink(page, png)) < 0.005) faults.push(`${book.files[index]} begins with a blank page`);
		if (shot) fs.writeFileSync(shot(book.files[index]), png);
		ends ||= await page.evaluate(side_of_the_end);
	}
	if (texts < 10) faults.push(`only ${texts} elements with text`);
	const side = book.direction === "rtl" ? "left" : "right";
	if (shot) {
		await page.evaluate(async (index) => {
			await reader.show(index);
			await reader.dye("html { background: #1c1c1e !important; color: #d0d0d0 !important; } a { color: #8ab4f8 !important; }");
			await new Promise((done) => setTimeout(done, 100));
		}, book.files.indexOf("references"));
		fs.writeFileSync(shot("references-dark"), await page.screenshot());
	}
	const places = await turn(page, side);
	if (ends !== side && places.length > seen.sections) faults.push(`pages go on to the side "${ends}"`);
	if (places.length < seen.sections) faults.push(`only ${places.length} pages can be turned`);
	if (places.some((place, i) => i && place <= places[i - 1])) faults.push(`pages turn back: ${places}`);
	return faults;
}

async function judge_in(browser, bytes, reader, shot) {
	const context = await browser.newContext({ viewport: SIZE, serviceWorkers: "block" });
	try {
		const page = await context.newPage();
		await page.route("**/*", (route) => {
			const url = new URL(route.request().url());
			if (url.origin !== ORIGIN) return route.abort();
			if (url.pathname === "/book.epub") return route.fulfill({ body: bytes });
			if (url.pathname === "/index.html") return route.fulfill({ contentType: "text/html", body: '<!DOCTYPE html><style>body { margin: 0 } foliate-view { display: block; height: 100vh }</style>' });
			return route.fulfill({ path: path.join(modules, url.pathname), contentType: types[path.extname(url.pathname)] });
		});
		const session = await context.newCDPSession(page);
		await session.send("DOM.enable");
		await session.send("CSS.enable");
		return await judge(page, session, await facts(bytes), reader, shot);
	} catch (error) {
		return [String(error.stack ?? error)];
	} finally {
		await context.close();
	}
}

function verdict(name, faults) {
	console.log(`${faults.length ? "not ok" : "ok"} ${name}`);
	for (const fault of faults.slice(0, 12)) console.log(`  ${fault.replace(/\n/g, "\n  ")}`);
}

// A book with a file changed; change gets its bytes as text, and null takes the file away.
async function damaged(bytes, name, change) {
	const zip = await JSZip.loadAsync(bytes);
	for (const entry of Object.values(zip.files).filter((file) => name.test(file.name))) {
		const text = change(await entry.async("string"));
		if (text === null) zip.remove(entry.name);
		else zip.file(entry.name, text);
	}
	return zip.generateAsync({ type: "nodebuffer" });
}

const other = { ltr: "rtl", rtl: "ltr" };
const controls = {
	"a font is gone": [/\.[ot]tf$/, () => null],
	"a file is blank": [/cover\.xhtml$/, (text) => text.replace(/<body.*<\/body>/s, "<body><p> </p></body>")],
	"a page leads nowhere": [/article\.xhtml$/, (text) => text.replace(/id="page_/g, 'id="leaf_')],
	"pages turn the wrong way": [/package\.opf$/, (text) => text.replace(/(page-progression-direction=")(...)/, (_, name, way) => name + other[way])],
	"text runs the wrong way": [/\.xhtml$/, (text) => text.replace(/ dir="(...)"/g, (_, way) => ` dir="${other[way]}"`)],
};

const files = fs.readdirSync(outputs, { recursive: true, withFileTypes: false }).map(String).filter((name) => name.endsWith(".epub")).sort();
const work = [];
for (const name of files) {
	const bytes = fs.readFileSync(path.join(outputs, name));
	const stem = path.basename(name, ".epub");
	for (const reader of Object.keys(readers)) {
		const shot = screenshots && ((part) => path.join(screenshots, `${stem}-${reader}-${part}.png`));
		work.push(async (browser) => verdict(`${stem} ${reader}`, await judge_in(browser, bytes, reader, shot)));
	}
	for (const [fault, [entry, change]] of name === files[0] && !screenshots ? Object.entries(controls) : [])
		work.push(async (browser) => {
			const faults = await judge_in(browser, await damaged(bytes, entry, change), "foliate");
			verdict(`control: ${fault}`, faults.length ? [] : ["the fault passes"]);
		});
}
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" "),
});
await Promise.all(Array.from({ length: os.availableParallelism?.() ?? os.cpus().length }, async () => {
	for (let one = work.shift(); one; one = work.shift()) await one(browser);
}));
await browser.close();
