import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, labelled, unhex, utf8 } from "../modules/bytes.js";
import { replyRecipient } from "../modules/code.js";
import { BadManifest, changes, checkInForce, checkKeyLog, checkManifest, recipientKind, recipientsKind } from "../modules/manifest.js";
import { ed25519 } from "../site/vendor.js";
import { vectors } from "../testing/ready.js";

const seed = unhex(vectors.manifest.root_seed);
const root = unhex(vectors.manifest.root);
const recipient = (number, kind) => replyRecipient({ reply: new Uint8Array(32).fill(number) }, kind);
const [one, two, quantum] = await Promise.all([recipient(1, "x25519"), recipient(2, "x25519"), recipient(1, "pq")]);
const TAGGED = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e";

function signed(change = {}, words) {
  const text = words ?? JSON.stringify({ ...JSON.parse(vectors.manifest.manifest), ...change });
  return { manifest: text, signature: hex(ed25519.sign(labelled("manifest", utf8(text)), seed)) };
}
const reason = (act) => {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof BadManifest, String(error));
    return error.reason;
  }
  return "accepted";
};
const holders = (...recipients) => recipients.map((each) => ({ label: "K", recipient: each, since: "2026-11-01" }));

test("the list that the group's key signed is read", () => {
  const read = checkManifest({ manifest: vectors.manifest.manifest, signature: vectors.manifest.signature }, root);
  assert.equal(read.keyholders.length, 2);
  assert.equal(read.hash, vectors.manifest.hash);
});

test("one changed letter, another key or no signature refuses the list", () => {
  const good = signed();
  assert.equal(reason(() => checkManifest({ ...good, manifest: good.manifest.replace("Keyholder 1", "Keyholder 2") }, root)), "signature");
  assert.equal(reason(() => checkManifest({ ...good, signature: good.signature.replace(/^../, "00") }, root)), "signature");
  assert.equal(reason(() => checkManifest({ ...good, signature: "" }, root)), "signature");
  assert.equal(reason(() => checkManifest({ manifest: good.manifest }, root)), "shape");
  assert.equal(reason(() => checkManifest(null, root)), "shape");
  assert.equal(reason(() => checkManifest(good, ed25519.getPublicKey(new Uint8Array(32)))), "signature");
});

test("a mix of kinds, a tagged recipient, one twice, none or too many is refused, even signed", () => {
  const table = [
    ["mix", [one, quantum]],
    ["recipient", [one, TAGGED]],
    ["recipient", [one.toUpperCase()]],
    ["recipient", [one.slice(0, -1) + (one.endsWith("q") ? "p" : "q")]],
    ["twice", [one, one]],
    ["number", []],
    ["number", Array.from({ length: 11 }, (_, at) => one + at)],
  ];
  for (const [why, list] of table) {
    assert.equal(reason(() => recipientsKind(list)), why);
    assert.equal(reason(() => checkManifest(signed({ keyholders: holders(...list) }), root)), why);
  }
  assert.equal(reason(() => checkManifest(signed({ kind: "pq" }), root)), "kind");
});

test("both kinds of recipient are known, and nothing else is", () => {
  assert.equal(recipientKind(two), "x25519");
  assert.equal(recipientKind(quantum), "pq");
  for (const other of [TAGGED, "", "age1", "ssh-ed25519 AAAA", `${one} `, "AGE-SECRET-KEY-1ABC"]) assert.equal(recipientKind(other), null);
});

test("a list of another group, without a day or valid for years is refused", () => {
  assert.equal(reason(() => checkManifest(signed({ group: "0".repeat(64) }), root)), "group");
  assert.equal(reason(() => checkManifest(signed({ made_on: "yesterday" }), root)), "day");
  assert.equal(reason(() => checkManifest(signed({ valid_until: "2029-01-01" }), root)), "too long");
  assert.equal(reason(() => checkManifest(signed({}, "[]"), root)), "shape");
  assert.equal(reason(() => checkManifest(signed({}, "{"), root)), "shape");
  assert.equal(reason(() => checkManifest(signed({ number: 2 }), root)), "previous");
});

test("a list out of date is not used", () => {
  const read = checkManifest(signed(), root);
  assert.equal(checkInForce(read, "2027-05-01"), read);
  assert.equal(reason(() => checkInForce(read, "2027-05-02")), "out of date");
});

test("the key log is a chain: nothing left out, swapped or grafted", () => {
  const first = signed();
  const hash = checkManifest(first, root).hash;
  const second = signed({ number: 2, previous: hash, keyholders: holders(one), changed_on: "2026-11-20" });
  const third = signed({ number: 3, previous: checkManifest(second, root).hash });
  const log = (...lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const read = checkKeyLog(log(first, second, third), root);
  assert.deepEqual(read.map((each) => each.number), [1, 2, 3]);
  assert.deepEqual(changes(read[0], read[1]), { added: [], removed: [two] });
  assert.equal(reason(() => checkKeyLog(log(first, third), root)), "gap");
  assert.equal(reason(() => checkKeyLog(log(second, first), root)), "gap");
  assert.equal(reason(() => checkKeyLog(log(first, signed({ number: 2, previous: "0".repeat(64) })), root)), "previous");
  assert.equal(reason(() => checkKeyLog("x\n", root)), "shape");
});
