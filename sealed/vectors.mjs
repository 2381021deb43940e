// Writes tests/sealed/vectors.json: fixed inputs and what must come out, for the other languages' tests.
// `node vectors.mjs` prints them; a test compares what it prints with the file.

import { webcrypto } from "node:crypto";
import { hex, labelled, utf8 } from "./modules/bytes.js";
import { deriveCode, replyIdentity, replyRecipient } from "./modules/code.js";
import { sha256, sha256hex } from "./modules/hash.js";
import { memoNote, writeMemo } from "./modules/memo.js";
import { sealableMessage, sealableReply } from "./modules/message.js";
import { paddedFileSize, padme, sealedSize } from "./modules/padding.js";
import { hashContent } from "./modules/pieces.js";
import { receiptOf, sealedHash } from "./modules/receipt.js";
import { ed25519 } from "./site/vendor.js";
import { encodeCode, fingerprintWords } from "./modules/words.js";
import { solve, workHash } from "./modules/work.js";

globalThis.crypto ??= webcrypto;

const rootSeed = Uint8Array.from({ length: 32 }, (_, at) => at);
const root = ed25519.getPublicKey(rootSeed);
const entropy = Uint8Array.from({ length: 16 }, (_, at) => 0xf0 - at);
const group = hex(sha256(root));

async function code() {
  const derived = deriveCode(entropy, root);
  return {
    entropy: hex(entropy),
    words: encodeCode(entropy).join(" "),
    root: hex(root),
    lookup: hex(derived.lookup),
    thread: hex(derived.thread),
    reply_identity_bytes: hex(derived.reply),
    reply_mac: hex(derived.mac),
    thread_sign: hex(derived.sign),
    sign: hex(derived.signer),
    memo_key: hex(derived.memo),
    reply_identity_pq: replyIdentity(derived, "pq"),
    reply_recipient_pq: await replyRecipient(derived, "pq"),
    reply_identity_x25519: replyIdentity(derived, "x25519"),
    reply_recipient_x25519: await replyRecipient(derived, "x25519"),
  };
}

async function manifest() {
  const keyholders = await Promise.all(
    [1, 2].map(async (number) => ({
      label: `Keyholder ${number}`,
      recipient: await replyRecipient({ reply: new Uint8Array(32).fill(number) }, "x25519"),
      since: "2026-11-01",
    })),
  );
  const words = JSON.stringify({
    v: 1, group, number: 1, made_on: "2026-11-01", changed_on: "2026-11-01", valid_until: "2027-05-01", kind: "x25519", previous: null, keyholders,
  });
  return {
    root_seed: hex(rootSeed),
    root: hex(root),
    group,
    manifest: words,
    signature: hex(ed25519.sign(labelled("manifest", utf8(words)), rootSeed)),
    hash: sha256hex(utf8(words)),
    root_words: fingerprintWords(root).join(" "),
    keyholder_words: keyholders.map((one) => fingerprintWords(utf8(one.recipient)).join(" ")),
  };
}

async function messages(manifestHash) {
  const derived = deriveCode(entropy, root);
  const thread = hex(derived.thread);
  const first = {
    v: 1, kind: "message", group, thread, seq: 0, prev: null, manifest: manifestHash, text: "Zażółć gęślą jaźń 🙂", files: [],
    reply_to: await replyRecipient(derived, "x25519"), reply_mac: hex(derived.mac), sign: hex(derived.signer),
  };
  const reply = { v: 1, kind: "reply", group, thread, seq: 0, prev: null, day: "2026-11-25", text: "Thank you." };
  const note = memoNote({ seq: 0, sealedHash: sha256(utf8("sealed")), day: "2026-11-25", manifest: manifestHash });
  const shown = (framed) => ({ frame_start: hex(framed.subarray(0, 4)), frame_length: framed.length, frame_sha256: hex(sha256(framed)), envelope: envelope(framed) });
  return {
    message: shown(sealableMessage(first, derived.sign)),
    reply: shown(sealableReply(reply, derived.mac)),
    memo: { note: JSON.stringify(note), nonce: "0".repeat(24), memo: hex(writeMemo(derived, note, new Uint8Array(12))) },
  };
}

// Two keyholders of each kind, for tests alone.
async function keyholders() {
  const pair = async (kind, number) => {
    const derived = { reply: new Uint8Array(32).fill(number) };
    return { identity: replyIdentity(derived, kind), recipient: await replyRecipient(derived, kind) };
  };
  return { pq: [await pair("pq", 1), await pair("pq", 2)], x25519: [await pair("x25519", 1), await pair("x25519", 2)] };
}

const envelope = (framed) => new TextDecoder().decode(framed.subarray(4, 4 + new DataView(framed.buffer).getUint32(0)));

// Contents of bytes that count up to 250 and begin again, and their hashes as a message of version 2 gives them.
async function contents() {
  const sizes = [0, 1, 1_048_575, 1_048_576, 1_048_577, 3_000_000];
  return Promise.all(sizes.map(async (size) => ({ size, content_sha256: hex(await hashContent(new Blob([Uint8Array.from({ length: size }, (_, at) => at % 251)]))) })));
}

const LENGTHS = [0, 1, 2, 9, 4095, 4096, 4097, 65_535, 65_536, 65_537, 1_048_575, 1_048_577, 4_194_305, 5_368_709_120, 8_589_934_591];

async function all() {
  const list = await manifest();
  const challenge = "00112233445566778899aabbccddeeff";
  const work = await solve({ challenge, bits: 12 });
  const chunks = [sha256hex(utf8("one")), sha256hex(utf8("two"))];
  const parts = [{ chunks }, { chunks: [sha256hex(utf8("three"))] }];
  return {
    note: "Made by sealed/vectors.mjs. Keys and words here are published: never use them.",
    code: await code(),
    manifest: list,
    keyholders: await keyholders(),
    ...(await messages(list.hash)),
    padding: LENGTHS.map((length) => ({ length, padme: padme(length), padded: paddedFileSize(length), sealed: sealedSize(200, paddedFileSize(length)), header: 200 })),
    contents: await contents(),
    work: { challenge, bits: 12, work, sha256: hex(workHash(challenge, work)) },
    receipt: { parts, sealed: parts.map((part) => hex(sealedHash(part.chunks))), receipt: hex(receiptOf(parts)) },
    release: { hashes: "0".repeat(64) + "  index.html\n", root_seed: hex(rootSeed), signature: hex(ed25519.sign(labelled("release", utf8("0".repeat(64) + "  index.html\n")), rootSeed)) },
  };
}

console.log(JSON.stringify(await all(), null, 2));
