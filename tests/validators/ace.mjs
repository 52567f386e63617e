// Gives EPUBs to Ace, one after the other, in one process with one browser:
// ace.mjs FOLDER-OF-NODE-MODULES EPUB...; an EPUB after "--bad" must fail.
import { createRequire } from "node:module";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const [modules, ...epubs] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");
const winston = require("winston");
const kept = { ...runner, launch: async () => {}, close: async () => {} };

// What Ace has against a book.
async function faults(epub) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ace-"));
	try {
		const [, report] = await ace(epub, { cwd: process.cwd(), outdir: folder, silent: true, initLogger: false }, kept);
		const found = report.assertions.flatMap(({ "earl:testSubject": { url }, assertions }) =>
			(assertions ?? []).map((one) => `${url}: ${one["earl:test"]["dct:title"]}: ${one["earl:result"]["dct:description"]}`.replace(/\s+/g, " ")));
		const outcome = report["earl:result"]["earl:outcome"];
		if (outcome !== "pass" && !found.length) found.push(`the outcome is "${outcome}"`);
		return found;
	} catch (error) {
		return [String(error.stack ?? error)];
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

winston.configure({ transports: [new winston.transports.Console({ silent: true })] });
await runner.launch();
let bad = false;
for (const epub of epubs) {
	if (epub === "--bad") {
		bad = true;
		continue;
	}
	const found = await faults(epub), name = path.basename(epub);
	if (bad) console.log(found.length ? `ok control: ${name}` : `not ok control: ${name}: the fault passes`);
	else console.log(`${found.length ? "not ok" : "ok"} ${name}`);
	for (const fault of bad ? [] : found.slice(0, 12)) console.log(`  ${fault.replace(/\n/g, "\n  ")}`);
	bad = false;
}
await runner.close();
process.exit(0);
