// Sets a text with typst: typst.mjs MODULES FONT LANG TEXT MEASURE PDF.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";

const [modules, font, lang, text, measure, pdf] = process.argv.slice(2);
const require = createRequire(resolve(modules, "index.js"));
const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler");
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [dirname(font)] }] });
const paragraphs = readFileSync(text, "utf8").split(/\n\s*\n/).map((p) => p.trim()).filter(Boolean);
const source = `#set page(paper: "a4", margin: (left: 20mm, right: ${190 - measure}mm, top: 22mm, bottom: 24mm))
#set text(font: "Noto Serif", size: 11pt, lang: "${lang}", hyphenate: true)
#set par(justify: true, leading: 15pt - 1em * 0.7, spacing: 15pt)
${paragraphs.map((p) => `#${JSON.stringify(p)}`).join("\n\n")}
`;
writeFileSync(pdf, compiler.pdf({ mainFileContent: source }));
