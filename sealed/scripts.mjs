// Makes the pages' own scripts: the modules one after the other, word for word, so that whoever reads a delivered script reads what
// was reviewed. Only the lines of import, the word `export` and lists of exports are left out. Needs Node and no package.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const SCRIPTS = ["source.js", "keyholder.js", "worker.js"]; // each delivered under the name of the module that begins it

const IMPORT = /^import (?:\{ (.+) \} from )?"(.+)";$/;
const EXPORTED = /^export (?=async |function|class |const |let )/;
const EXPORT_LIST = /^export \{ [\w, ]+ \};$/;
const NAME = /^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+)/;
const BUNDLE = "../site/vendor.js";

// The text of one script, from the modules in `folder`.
export async function scriptFrom(folder, first) {
  const modules = [];
  await collect(folder, first, modules, []);
  const taken = modules.flatMap((one) => one.fromBundle);
  refuseTwice([...new Set(taken), ...modules.flatMap((one) => one.names)], first);
  const names = modules.map((one) => one.name).join(", ");
  return [
    "// Made by sealed/build.mjs from these modules, in this order and word for word, without their lines of import and export:",
    `// ${names}`,
    "",
    `import { ${[...new Set(taken)].sort().join(", ")} } from "./vendor.js";`,
    ...modules.flatMap((one) => ["", "", `// == ${one.name} ==`, "", one.text]),
    "",
  ].join("\n");
}

// What a module needs comes before it.
async function collect(folder, name, modules, above) {
  if (modules.some((one) => one.name === name)) return;
  if (above.includes(name)) throw new Error(`these modules need one another: ${[...above, name].join(", ")}`);
  const read = readModule(name, await readFile(join(folder, name), "utf8"));
  for (const needed of read.needs) await collect(folder, needed, modules, [...above, name]);
  modules.push(read);
}

function readModule(name, text) {
  const module = { name, needs: [], fromBundle: [], names: [] };
  const kept = [];
  for (const line of text.split("\n")) {
    const found = IMPORT.exec(line);
    if (found) {
      const [, taken = "", from] = found;
      if (/ as |[^\w, ]/.test(taken)) throw new Error(`${name} gives another name to what it imports: ${line}`);
      if (from === BUNDLE) module.fromBundle.push(...taken.split(", "));
      else module.needs.push(from.replace("./", ""));
    } else if (!EXPORT_LIST.test(line)) {
      if (/^(?:import|export)\b/.test(line) && !EXPORTED.test(line)) throw new Error(`${name} has a line that cannot be joined: ${line}`);
      const named = NAME.exec(line);
      if (named) module.names.push(named[1]);
      kept.push(line.replace(EXPORTED, ""));
    }
  }
  return { ...module, text: kept.join("\n").replace(/\n{3,}/g, "\n\n").trim() };
}

function refuseTwice(names, script) {
  const twice = names.filter((one, at) => names.indexOf(one) !== at);
  if (twice.length > 0) throw new Error(`${script}: two modules have a name in common, so one of them needs another: ${twice.join(", ")}`);
}
