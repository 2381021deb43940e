import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { hex, random, unhex } from "../modules/bytes.js";
import { sha256hex } from "../modules/hash.js";
import { wordlist } from "../site/vendor.js";
import { BadWords, BRITISH, decodeCode, encodeCode, fingerprintWords, sameWord } from "../modules/words.js";
import { vectors } from "../testing/ready.js";

const WORDS = vectors.code.words;
const reasonOf = (typed) => {
  try {
    decodeCode(typed);
  } catch (error) {
    assert.ok(error instanceof BadWords);
    return error.reason;
  }
  return "accepted";
};

test("the list is the English BIP39 list, word for word", () => {
  assert.equal(wordlist.length, 2048);
  assert.equal(sha256hex(new TextEncoder().encode(wordlist.join("\n") + "\n")), "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
  assert.equal(new Set(wordlist.map((word) => word.slice(0, 4))).size, 2048);
});

test("a code comes back from its words however they are typed", () => {
  const wanted = vectors.code.entropy;
  for (const typed of [
    WORDS,
    WORDS.toUpperCase(),
    `  ${WORDS.replaceAll(" ", "   ")}\n`,
    WORDS.split(" ").map((word) => word.slice(0, 4)).join(" "),
    WORDS.split(" ").map((word, at) => `${at + 1}. ${word},`).join("\n"),
    WORDS.replaceAll(" ", "\u00a0"),
  ]) assert.equal(hex(decodeCode(typed)), wanted, typed);
});

test("sixteen bytes of chance are twelve words and back, a hundred times", () => {
  for (let count = 0; count < 100; count += 1) {
    const entropy = random(16);
    assert.deepEqual(decodeCode(encodeCode(entropy).join(" ")), entropy);
  }
});

test("every bit of a code is left to chance", () => {
  const codes = Array.from({ length: 200 }, () => decodeCode(encodeCode(random(16)).join(" ")));
  assert.equal(new Set(codes.map(hex)).size, 200);
  for (let bit = 0; bit < 128; bit += 1) {
    const set = codes.filter((code) => code[bit >> 3] & (128 >> (bit & 7))).length;
    assert.ok(set > 40 && set < 160, `bit ${bit} is set in ${set} of 200 codes`); // by chance, once in 10^17 runs
  }
});

// The page itself is walked by browsers, which see one code; here is only that all of it is asked for.
test("the page asks chance for the whole of a code", async () => {
  const page = await readFile(new URL("../modules/source.js", import.meta.url), "utf8");
  const made = [...page.matchAll(/entropy\s*(?:\?\?|\|\|)?=(?!=)\s*([^;]+);/g)].map((found) => found[1]);
  assert.deepEqual(made, ["random(16)", 'decodeCode(byId("code").value)']);
});

test("known codes of the standard are read", () => {
  assert.equal(hex(decodeCode("legal winner thank year wave sausage worth useful legal winner thank yellow")), "7f".repeat(16));
  assert.equal(encodeCode(unhex("00".repeat(16))).at(-1), "about");
});

test("what is wrong with typed words is said", () => {
  assert.equal(reasonOf(""), "count");
  assert.equal(reasonOf(WORDS.split(" ").slice(1).join(" ")), "count");
  assert.equal(reasonOf(WORDS.replace("rocket", "rockot")), "unknown");
  assert.equal(reasonOf(WORDS.replace("rocket", "roc")), "unknown");
  assert.equal(reasonOf(WORDS.replace("rocket", "rocketry")), "unknown");
  assert.equal(reasonOf(WORDS.replace("valley legal", "legal valley")), "checksum");
});

test("every word that is spelled otherwise in Britain is taken as that, whole and by its beginning", () => {
  const codes = [];
  const pairs = Object.entries(BRITISH);
  assert.ok(pairs.length >= 28);
  for (const [british, word] of pairs) {
    assert.ok(wordlist.includes(word) && !wordlist.includes(british), british);
    assert.deepEqual(wordlist.filter((one) => one !== word && one.slice(0, 4) === british.slice(0, 4)), [], british);
    const others = wordlist.find((last) => reasonOf(`${`${word} `.repeat(11)}${last}`) === "accepted");
    const typed = (spelled) => hex(decodeCode(`${`${spelled} `.repeat(11)}${others}`));
    for (const spelled of [british, british.toUpperCase(), british.normalize("NFD"), british.slice(0, 4)]) assert.equal(typed(spelled), typed(word), spelled);
    assert.ok(sameWord(` ${british} `, word));
    assert.ok(!sameWord(british, "rocket"));
    codes.push(typed(word));
  }
  assert.equal(new Set(codes).size, pairs.length);
  assert.equal(reasonOf(`colourful ${"rocket ".repeat(11)}`), "unknown");
  assert.equal(reasonOf(`constructor ${"rocket ".repeat(11)}`), "unknown");
});

test("most single wrong words are caught by the check", () => {
  const parts = WORDS.split(" ");
  const caught = wordlist.filter((word) => word !== parts[3] && reasonOf([...parts.slice(0, 3), word, ...parts.slice(4)].join(" ")) === "checksum");
  assert.ok(caught.length > 2047 * 0.9, `${caught.length}`);
});

test("a word that is asked back may be shortened to four letters", () => {
  assert.ok(sameWord(" Rocket ", "rocket"));
  assert.ok(sameWord("rock", "rocket"));
  assert.ok(!sameWord("roc", "rocket"));
  assert.ok(!sameWord("", "rocket"));
  assert.ok(!sameWord("socket", "rocket"));
});

test("fingerprint words are eight, so that nobody takes them for a code", () => {
  assert.equal(fingerprintWords(unhex(vectors.manifest.root)).length, 8);
});
