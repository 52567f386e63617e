// Opens EPUBs in real readers, foliate-js and epub.js, in Chromium without a network:
// readers.mjs FOLDER-OF-NODE-MODULES FOLDER-OF-OUTPUTS [FOLDER-FOR-SCREENSHOTS].
// The table of contents and the page list are those of the book and lead somewhere; every letter is set
// in a font of the book; no file begins with a blank page; pages turn to the side to which the language
// is read, from the first to the last. Damaged books fail. Each reader is loaded once, in one page of
// one Chromium, and opens one book after the other.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, outputs, screenshots] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const JSZip = require("jszip");
const ORIGIN = "http://readers.invalid";
const SIZE = { width: 600, height: 800 };
const MOST_PAGES = 400;
const types = { ".js": "text/javascript", ".html": "text/html" };

// What runs in the page: each closes the book before and makes window.reader.
async function open_foliate() {
	await import("/foliate-js/view.js");
	const blob = await (await fetch("/book.epub")).blob();
	window.reader?.close();
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
		close() {
			view.close();
			view.remove();
		},
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
	if (!window.ePub) {
		await load("/jszip/dist/jszip.min.js");
		await load("/epubjs/dist/epub.min.js");
	}
	window.reader?.close();
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
		await rendition.reportLocation();
		await new Promise((done) => requestAnimationFrame(done));
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
		close() {
			book.destroy();
			place.remove();
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

// A picture of the page, a quarter as wide and as high unless it is whole.
async function picture(session, whole) {
	const clip = { x: 0, y: 0, ...SIZE, scale: whole ? 1 : 0.25 };
	return (await session.send("Page.captureScreenshot", { format: "png", clip, optimizeForSpeed: !whole })).data;
}

// The share of pixels that are not of the commonest color.
async function share_of_ink(page, data) {
	return page.evaluate(async (data) => {
		const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
		const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
		context.drawImage(bitmap, 0, 0);
		const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
		const counts = new Map();
		for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
		return 1 - Math.max(...counts.values()) / pixels.length;
	}, data);
}

// The picture as electronic paper shows it: in so many greys, each pixel's error spread to those after
// it (Floyd and Steinberg).
async function on_paper(page, data, greys) {
	return Buffer.from(await page.evaluate(async ([data, greys]) => {
		const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
		const { width, height } = bitmap, canvas = Object.assign(document.createElement("canvas"), { width, height });
		const context = canvas.getContext("2d");
		context.drawImage(bitmap, 0, 0);
		const image = context.getImageData(0, 0, width, height), grey = new Float32Array(width * height);
		for (let i = 0; i < grey.length; i++) grey[i] = 0.2126 * image.data[4 * i] + 0.7152 * image.data[4 * i + 1] + 0.0722 * image.data[4 * i + 2];
		const step = 255 / (greys - 1);
		for (let i = 0; i < grey.length; i++) {
			const level = Math.min(255, Math.max(0, Math.round(grey[i] / step) * step)), error = grey[i] - level;
			const x = i % width;
			image.data.fill(level, 4 * i, 4 * i + 3);
			if (x + 1 < width) grey[i + 1] += (error * 7) / 16;
			if (x > 0) grey[i + width - 1] += (error * 3) / 16;
			grey[i + width] += (error * 5) / 16;
			if (x + 1 < width) grey[i + width + 1] += error / 16;
		}
		context.putImageData(image, 0, 0);
		return canvas.toDataURL().split(",")[1];
	}, [data, greys]), "base64");
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

// Yields what is wrong with one file of the book, and puts what it saw into the sum.
async function* judge_file(page, session, book, index, sum, shot) {
	await page.evaluate(async (index) => {
		await reader.show(index);
		await reader.content().fonts.ready;
	}, index);
	const broken = await page.evaluate(() => [...reader.content().fonts].filter((font) => font.status === "error").map((font) => font.family));
	yield* broken.map((family) => `the font ${family} is not read`);
	const { strange, count } = await strange_fonts(session);
	yield* strange.map((font) => `${book.files[index]}: ${font}`);
	sum.texts += count;
	const png = await picture(session, Boolean(shot));
	if ((await share_of_ink(page, png)) < 0.005) yield `${book.files[index]} begins with a blank page`;
	if (shot) {
		fs.writeFileSync(shot(book.files[index]), Buffer.from(png, "base64"));
		for (const greys of [16, 2]) fs.writeFileSync(shot(`${book.files[index]}-${greys}-greys`), await on_paper(page, png, greys));
	}
	sum.ends ||= await page.evaluate(side_of_the_end);
}

// Pictures of the references in a dark mode.
async function shoot_dark(page, session, book, shot) {
	await page.evaluate(async (index) => {
		await reader.show(index);
		await reader.dye("html { background: #1c1c1e !important; color: #d0d0d0 !important; } a { color: #8ab4f8 !important; }");
		await new Promise((done) => setTimeout(done, 100));
	}, book.files.indexOf("references"));
	fs.writeFileSync(shot("references-dark"), Buffer.from(await picture(session, true), "base64"));
}

// Yields what is wrong with a book in a reader.
async function* judge(page, session, book, reader, shot) {
	const differs = (what, ...sides) => {
		const [got, wanted] = sides.map((side) => JSON.stringify(side).replace(/\s+/g, " "));
		return got === wanted ? [] : [`${what}: ${got}, not ${wanted}`];
	};
	await page.evaluate(`(${readers[reader]})()`);
	const seen = await page.evaluate(() => ({ toc: reader.toc, pages: reader.pages, direction: reader.direction, sections: reader.sections }));
	yield* differs("table of contents", seen.toc, book.toc);
	yield* differs("page list", seen.pages, reader === "epubjs" ? book.pages.map(({ href }) => ({ href })) : book.pages);
	if (!book.toc.length || !book.pages.length) yield "no table of contents or no page list";
	yield* differs("direction", seen.direction, book.direction);
	yield* differs("files", seen.sections, book.files.length);
	const hrefs = [...book.toc, ...book.pages].map(({ href }) => href);
	const lost = await page.evaluate(async (hrefs) => {
		const leads = await Promise.all(hrefs.map((href) => reader.leads(href)));
		return hrefs.filter((_, i) => !leads[i]);
	}, hrefs);
	yield* lost.map((href) => `${href} leads nowhere`);
	const sum = { texts: 0, ends: "" };
	for (let index = 0; index < seen.sections; index++) yield* judge_file(page, session, book, index, sum, shot);
	if (sum.texts < 10) yield `only ${sum.texts} elements with text`;
	if (shot && book.files.includes("references")) await shoot_dark(page, session, book, shot);
	const side = book.direction === "rtl" ? "left" : "right";
	const places = await turn(page, side);
	if (sum.ends !== side && places.length > seen.sections) yield `pages go on to the side "${sum.ends}"`;
	if (places.length < seen.sections) yield `only ${places.length} pages can be turned`;
	if (places.some((place, i) => i && place <= places[i - 1])) yield `pages turn back: ${places}`;
}

// A page that gets nothing but its reader and the book in open.bytes.
async function open_page(browser) {
	const context = await browser.newContext({ viewport: SIZE, serviceWorkers: "block" });
	const page = await context.newPage(), open = { page };
	await page.route("**/*", (route) => {
		const url = new URL(route.request().url());
		if (url.origin !== ORIGIN) return route.abort();
		if (url.pathname === "/book.epub") return route.fulfill({ body: open.bytes });
		if (url.pathname === "/index.html") return route.fulfill({ contentType: "text/html", body: '<!DOCTYPE html><style>body { margin: 0 } foliate-view { display: block; height: 100vh }</style>' });
		const file = path.join(modules, url.pathname);
		return fs.existsSync(file) ? route.fulfill({ path: file, contentType: types[path.extname(file)] }) : route.abort();
	});
	await page.goto(`${ORIGIN}/index.html`);
	await page.evaluate((most) => {
		globalThis.MOST = most;
		const wait = setTimeout; // foliate waits a tenth of a second after each page, for the eye
		globalThis.setTimeout = (done, time, ...rest) => wait(done, Math.min(time ?? 0, 10), ...rest);
	}, MOST_PAGES);
	open.session = await context.newCDPSession(page);
	await open.session.send("DOM.enable");
	await open.session.send("CSS.enable");
	return open;
}

// What is wrong with a book in the page's reader; only the first thing when that is enough.
async function judge_in(open, bytes, reader, { shot, first } = {}) {
	const faults = [];
	open.bytes = bytes;
	try {
		for await (const fault of judge(open.page, open.session, await facts(bytes), reader, shot)) {
			faults.push(fault);
			if (first) break;
		}
	} catch (error) {
		faults.push(String(error.stack ?? error));
	}
	return faults;
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

// Everything that one reader is given: every book, and damaged ones when no pictures are wanted.
async function judge_all(browser, reader, files) {
	const open = await open_page(browser);
	for (const name of files) {
		const bytes = fs.readFileSync(path.join(outputs, name)), stem = path.basename(name, ".epub");
		const shot = screenshots && ((part) => path.join(screenshots, `${stem}-${reader}-${part}.png`));
		verdict(`${stem} ${reader}`, await judge_in(open, bytes, reader, { shot }));
	}
	const bytes = fs.readFileSync(path.join(outputs, files[0]));
	for (const [fault, [entry, change]] of Object.entries(screenshots ? {} : controls)) {
		const faults = await judge_in(open, await damaged(bytes, entry, change), reader, { first: true });
		verdict(`control: ${fault} ${reader}`, faults.length ? [] : ["the fault passes"]);
	}
}

const files = fs.readdirSync(outputs, { recursive: true, withFileTypes: false }).map(String).filter((name) => name.endsWith(".epub")).sort();
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" "),
});
await Promise.all(Object.keys(readers).map((reader) => judge_all(browser, reader, files)));
await browser.close();
