// Sets a source of Typst's: typst.mjs MODULES FONTS SOURCE PDF. MODULES: where npm put the compiler.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, fonts, source, pdf] = process.argv.slice(2);
const { NodeCompiler } = createRequire(resolve(modules, "index.js"))("@myriaddreamin/typst-ts-node-compiler");
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] });
writeFileSync(pdf, compiler.pdf({ mainFileContent: readFileSync(source, "utf8") }));
