import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, random, unhex, utf8 } from "../modules/bytes.js";
import { deriveCode, replyIdentities, replyIdentity, replyRecipient } from "../modules/code.js";
import { sha256, sha256hex } from "../modules/hash.js";
import { memoNote, readMemo, writeMemo } from "../modules/memo.js";
import { Refused, readMessage, readReply, sealableMessage, sealableReply } from "../modules/message.js";
import { frame, unframe } from "../modules/padding.js";
import { bodyOf } from "../modules/submission.js";
import { vectors } from "../testing/ready.js";

const root = unhex(vectors.manifest.root);
const group = vectors.manifest.group;
const manifest = { group, hash: vectors.manifest.hash, kind: "x25519" };
const reason = (act) => {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof Refused, String(error.stack));
    return error.reason;
  }
  return "accepted";
};

async function thread(words = "first") {
  const derived = deriveCode(random(16), root);
  const body = await bodyOf({ derived, manifest, text: words, described: [] });
  const framed = sealableMessage(body, derived.sign);
  const hash = sha256hex(framed); // stands for the hash of the sealed file
  const before = { thread: body.thread, sign: body.sign, seq: 0, hash };
  const followUp = (change = {}, note = { seq: 0, prev: hash }) =>
    bodyOf({ derived, manifest, text: "second", described: [], note }).then((next) => sealableMessage({ ...next, ...change }, derived.sign));
  return { derived, body, framed, before, followUp };
}

test("what was typed arrives letter by letter", async () => {
  for (const words of ["", "Zażółć 🙂", "שלום \u202e‮", "e\u0301 \u00e9", '"quotes" \\ and\nlines\r\n\t', "<script>alert(1)</script>", "\u0000\ufffe"]) {
    const { framed } = await thread(words);
    assert.equal(readMessage(framed, { group }).text, words);
  }
});

test("a follow-up is taken when it follows, and only then", async () => {
  const { before, followUp, derived } = await thread();
  assert.equal(readMessage(await followUp(), { group, before }).seq, 1);
  const other = await thread();
  const table = {
    signature: await other.followUp({ thread: before.thread }),
    thread: await other.followUp(),
    sequence: await followUp({ seq: 2 }),
    previous: await followUp({ prev: sha256hex(utf8("another")) }),
    group: await followUp({ group: "0".repeat(64) }),
    files: await followUp({ files: [{ number: 2 }] }),
    shape: await followUp({ v: 3 }),
  };
  for (const [why, framed] of Object.entries(table)) assert.equal(reason(() => readMessage(framed, { group, before })), why);
  const namesItsKey = await other.followUp({ thread: before.thread, sign: other.before.sign });
  assert.equal(reason(() => readMessage(namesItsKey, { group, before })), "signature");
  const replayed = { ...before, seq: 1, hash: sha256hex(await followUp()) };
  assert.equal(reason(() => readMessage(awaitable(derived, before), { group, before: replayed })), "sequence");

  function awaitable(key, at) {
    return sealableMessage({ v: 1, kind: "message", group, thread: at.thread, seq: 1, prev: at.hash, manifest: manifest.hash, text: "again", files: [] }, key.sign);
  }
});

test("messages of both versions are read, and each names its files by its own hash", async () => {
  const { before, followUp } = await thread();
  const file = { number: 1, size: 1, type: "", sealed_sha256: "0".repeat(64) };
  const [whole, pieces] = [{ ...file, sha256: "1".repeat(64) }, { ...file, content_sha256: "2".repeat(64) }];
  for (const [v, one, wanted] of [[1, whole, "accepted"], [2, pieces, "accepted"], [1, pieces, "files"], [2, whole, "files"]]) {
    const framed = await followUp({ v, files: [one] });
    assert.equal(reason(() => readMessage(framed, { group, before })), wanted, `${v} ${wanted}`);
  }
});

test("a first message needs its own signature and a way to answer", async () => {
  const { body, derived, framed } = await thread();
  assert.equal(reason(() => readMessage(sealableMessage(body, random(32)), { group })), "signature");
  const { reply_to, ...without } = body;
  assert.ok(reply_to.startsWith("age1"));
  assert.equal(reason(() => readMessage(sealableMessage(without, derived.sign), { group })), "reply key");
  assert.equal(reason(() => readMessage(sealableMessage({ ...body, seq: 1 }, derived.sign), { group })), "sequence");
  const envelope = JSON.parse(unframe(framed));
  const changed = frame(JSON.stringify({ ...envelope, body: envelope.body.replace("first", "worst") }));
  assert.equal(reason(() => readMessage(changed, { group })), "signature");
  for (const odd of ["", "null", "[]", "{}", '{"body":"{}"}', '{"body":1}', "{"]) assert.ok(["frame", "shape"].includes(reason(() => readMessage(frame(odd), { group }))), odd);
});

test("a reply is taken only with the key that stood in the first message", async () => {
  const { derived, before } = await thread();
  const body = { v: 1, kind: "reply", group, thread: before.thread, seq: 0, prev: null, day: "2026-11-25", text: "Thank you." };
  const where = { group, thread: before.thread, mac: derived.mac };
  assert.equal(readReply(sealableReply(body, derived.mac), where).text, "Thank you.");
  assert.equal(reason(() => readReply(sealableReply(body, random(32)), where)), "signature");
  assert.equal(reason(() => readReply(sealableReply({ ...body, thread: "0".repeat(64) }, derived.mac), where)), "thread");
  assert.equal(reason(() => readReply(sealableReply({ ...body, kind: "message" }, derived.mac), where)), "shape");
  assert.equal(reason(() => readReply(sealableMessage(body, derived.sign), where)), "signature");
});

test("one code gives two groups nothing in common", () => {
  const entropy = random(16);
  const [here, there] = [deriveCode(entropy, root), deriveCode(entropy, random(32))];
  for (const label of Object.keys(here)) assert.notDeepEqual(here[label], there[label]);
  const values = Object.values(here).map(hex);
  assert.equal(new Set(values).size, values.length);
});

test("a source's own identity opens as both kinds", async () => {
  const derived = deriveCode(random(16), root);
  assert.deepEqual(replyIdentities(derived), [replyIdentity(derived, "pq"), replyIdentity(derived, "x25519")]);
  assert.match(await replyRecipient(derived, "pq"), /^age1pq1.{1952}$/);
});

test("the memo says how far the thread is, to the code alone, in 256 bytes", () => {
  const derived = deriveCode(random(16), root);
  const note = memoNote({ seq: 41, sealedHash: sha256(utf8("x")), day: "2026-11-25", manifest: manifest.hash });
  const memo = writeMemo(derived, note);
  assert.equal(memo.length, 256);
  assert.deepEqual(readMemo(derived, memo), note);
  assert.equal(readMemo(deriveCode(random(16), root), memo), null);
  assert.equal(readMemo(derived, random(256)), null);
  assert.equal(readMemo(derived, memo.slice(1)), null);
  assert.notDeepEqual(writeMemo(derived, note), memo);
});
