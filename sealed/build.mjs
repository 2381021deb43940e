// Makes the scripts in site/ and HASHES: `npm ci && npm run build`. The same sources give the same bytes on every machine.
// `node build.mjs FOLDER` writes the scripts there instead and leaves HASHES alone: the test that compares uses it.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { scriptFrom, SCRIPTS } from "./scripts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const site = join(here, "site");
const elsewhere = process.argv[2];
const packages = ["age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@noble/post-quantum", "@scure/base", "@scure/bip39"];

const versions = await Promise.all(
  packages.map(async (name) => {
    const read = JSON.parse(await readFile(join(here, "node_modules", name, "package.json"), "utf8"));
    return `${name} ${read.version} (${read.license})`;
  }),
);

await build({
  absWorkingDir: here,
  entryPoints: ["vendor.js"],
  outfile: join(elsewhere ?? site, "vendor.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  charset: "ascii",
  legalComments: "none",
  banner: { js: `/* Built by sealed/build.mjs from ${versions.join(", ")}. Their licences: sealed/LICENCES.txt */` },
  logLevel: "warning",
});

for (const name of SCRIPTS) await writeFile(join(elsewhere ?? site, name), await scriptFrom(join(here, "modules"), name));

if (!elsewhere) {
  const names = (await readdir(site)).sort((a, b) => (a < b ? -1 : 1));
  const lines = await Promise.all(
    names.map(async (name) => `${createHash("sha256").update(await readFile(join(site, name))).digest("hex")}  ${name}\n`),
  );
  await writeFile(join(here, "HASHES"), lines.join(""));
  // The keyholder's command holds what a server wants signed against the same list.
  await writeFile(join(here, "..", "keyholder", "dueregard_keyholder", "HASHES"), lines.join(""));
}

// The licences of what is in the bundle travel with it.
if (!elsewhere) {
  const texts = await Promise.all(
    packages.map(async (name) => {
      const folder = join(here, "node_modules", name);
      const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
      return `${name}\n${"=".repeat(name.length)}\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
    }),
  );
  await writeFile(join(here, "LICENCES.txt"), texts.join("\n\n"));
}
