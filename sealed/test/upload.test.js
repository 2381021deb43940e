import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, random, unhex } from "../modules/bytes.js";
import { deriveCode, replyIdentity, replyRecipient } from "../modules/code.js";
import { sha256, sha256hex } from "../modules/hash.js";
import { readMemo } from "../modules/memo.js";
import { readMessage } from "../modules/message.js";
import { openBytes, openFile } from "../modules/open.js";
import { paddedFileSize, sealedSize } from "../modules/padding.js";
import { receiptOf, sealedHash } from "../modules/receipt.js";
import { bytesToSend, submit } from "../modules/submission.js";
import { Upload, UploadFailed } from "../modules/upload.js";
import { leadingZeros, solve, workHash } from "../modules/work.js";
import { inPieces, noise, vectors } from "../testing/ready.js";

const CHUNK = 70_000;
const ID = "ab".repeat(16);

// A server in a few lines: keeps chunks, can be told to fail.
class Server {
  constructor(trouble = () => null) {
    Object.assign(this, { chunks: new Map(), trouble, flying: 0, most: 0, asked: [] });
  }

  ask = async (method, path, { body, headers = {}, sent } = {}) => {
    this.asked.push(`${method} ${path}`);
    const failed = this.trouble(method, path, this.asked.length);
    this.most = Math.max(this.most, (this.flying += 1));
    await new Promise((done) => setTimeout(done));
    this.flying -= 1;
    if (failed) return failed;
    if (path === "api/challenge") return { status: 200, json: { challenge: "cd".repeat(16), bits: 4 } };
    if (path === "api/start") return { status: 201, json: { upload: ID } };
    if (path.endsWith("/finish")) return this.finish(JSON.parse(body));
    assert.ok(body instanceof Blob, "chunks go up as Blobs");
    const bytes = new Uint8Array(await body.arrayBuffer());
    sent?.(bytes.length);
    this.chunks.set(path.replace(`api/uploads/${ID}/`, ""), bytes);
    return { status: 200, json: { sha256: sha256hex(bytes), ...(headers["X-Chunk-SHA256"] === sha256hex(bytes) ? {} : { sha256: "" }) } };
  };

  finish(about) {
    this.finished = about;
    return { status: 201, json: { receipt: hex(receiptOf(about.parts)) } };
  }

  part(number) {
    const { chunks } = this.finished.parts[number];
    return new Blob(chunks.map((_, index) => this.chunks.get(`${number}/${index}`)));
  }
}

const waits = [];
const uploadTo = (server, more = {}) =>
  new Upload({ ask: server.ask, chunkBytes: CHUNK, wait: async (seconds) => void waits.push(seconds), waits: [1, 2], ...more });
const why = (promise) => promise.then(() => "accepted", (error) => (assert.ok(error instanceof UploadFailed, String(error.stack)), error.reason));

async function ready(bytes = noise(300_000)) {
  const holder = { reply: random(32) };
  const keyholder = { recipient: await replyRecipient(holder, "pq"), identity: replyIdentity(holder, "pq") };
  const manifest = { group: vectors.manifest.group, hash: vectors.manifest.hash, kind: "pq", keyholders: [keyholder] };
  const derived = deriveCode(random(16), unhex(vectors.manifest.root));
  const files = [{ blob: new Blob([bytes]), type: "audio/mp4", metadata: "removed" }];
  return { derived, manifest, text: "Here it is.", files, today: "2026-11-25", keys: { identities: [keyholder.identity] }, bytes };
}

test("a submission arrives: files, message, memo, receipt", async () => {
  const server = new Server();
  const all = await ready();
  const { receipt, memo } = await submit({ upload: uploadTo(server), ...all });
  const framed = await openBytes(server.part(0), all.keys);
  const body = readMessage(framed, { group: all.manifest.group });
  assert.equal(body.text, "Here it is.");
  assert.equal(body.files[0].sealed_sha256, hex(sealedHash(server.finished.parts[1].chunks)));
  const file = await openFile(server.part(1), all.keys, body.files[0], body.v);
  assert.equal(sha256hex(new Uint8Array(await file.arrayBuffer())), sha256hex(all.bytes));
  assert.equal(server.finished.thread, hex(all.derived.thread));
  assert.equal(receipt, hex(receiptOf(server.finished.parts)));
  const note = readMemo(all.derived, memo);
  assert.equal(note.prev, sha256hex(new Uint8Array(await server.part(0).arrayBuffer())));
  const firstChunks = server.asked.filter((line) => line.startsWith("PUT"));
  assert.match(firstChunks.at(-1), /\/0\/0$/, "the message goes last");
  assert.ok(server.finished.parts.reduce((sum, part) => sum + part.size, 0) <= bytesToSend(all.files, all.manifest) + 2000);
});

test("a follow-up carries on where the memo stopped", async () => {
  const server = new Server();
  const all = await ready();
  const first = await submit({ upload: uploadTo(server), ...all });
  const note = readMemo(all.derived, first.memo);
  const second = await submit({ upload: uploadTo(server), ...all, files: [], text: "More.", note, oldMemo: first.memo });
  assert.deepEqual(server.finished.lookup, hex(all.derived.lookup));
  assert.deepEqual(server.finished.replaces, hex(sha256(first.memo)));
  assert.equal(server.finished.thread, undefined);
  const before = { thread: hex(all.derived.thread), sign: hex(all.derived.signer), seq: 0, hash: note.prev };
  assert.equal(readMessage(await openBytes(server.part(0), all.keys), { group: all.manifest.group, before }).text, "More.");
  assert.equal(readMemo(all.derived, second.memo).seq, 1);
});

test("two chunks are on their way at once, and never three", async () => {
  const bytes = 900_000;
  const server = new Server();
  const chunks = Math.ceil(sealedSize(1630, paddedFileSize(bytes)) / CHUNK);
  const { ask } = server;
  const held = [];
  let came = 0;
  // Each waits for the next one, so that two must meet; then both wait a little, so that a third would be seen.
  const together = async (method, path, options) => {
    if (method !== "PUT" || path.includes("/0/")) return ask(method, path, options);
    server.most = Math.max(server.most, (server.flying += 1));
    came += 1;
    if (came < chunks && held.length === 0) await new Promise((done) => held.push(done));
    else setTimeout(() => held.splice(0).forEach((done) => done()), 20);
    server.flying -= 1;
    return ask(method, path, options);
  };
  await submit({ upload: uploadTo({ ask: together }), ...(await ready(noise(bytes))) });
  assert.equal(came, chunks);
  assert.equal(server.most, 2);
});

test("a lost chunk is sent again under its number and hash", async () => {
  const lost = new Set();
  const server = new Server((method, path) => {
    if (method !== "PUT" || lost.has(path)) return null;
    lost.add(path);
    return [{ status: 0 }, { status: 503, json: { error: "busy" } }, { status: 429, json: { error: "busy", retry: 9 } }][lost.size % 3];
  });
  const all = await ready();
  await submit({ upload: uploadTo(server), ...all });
  assert.ok(lost.size > 4 && waits.includes(9));
  const body = readMessage(await openBytes(server.part(0), all.keys), { group: all.manifest.group });
  await openFile(server.part(1), all.keys, body.files[0], body.v);
});

test("what the server refuses for good is not tried again, and nothing is finished", async () => {
  for (const [status, error] of [[413, "too-large"], [404, "unknown"], [403, "closed"], [409, "conflict"], [400, "malformed"], [507, "full"]]) {
    const server = new Server((method) => (method === "PUT" ? { status, json: { error } } : null));
    assert.equal(await why(submit({ upload: uploadTo(server), ...(await ready()) })), error);
    assert.ok(server.asked.filter((line) => line.startsWith("PUT")).length <= 3);
    assert.equal(server.finished, undefined);
  }
});

test("a dead line ends in a plain failure, and nothing is finished", async () => {
  const server = new Server((method) => (method === "PUT" ? { status: 0, json: null } : null));
  assert.equal(await why(submit({ upload: uploadTo(server), ...(await ready()) })), "network");
  assert.equal(server.finished, undefined);
});

test("a server that confirms another hash is not believed", async () => {
  const lying = new Server((method) => (method === "PUT" ? { status: 200, json: { sha256: "00".repeat(32) } } : null));
  assert.equal(await why(submit({ upload: uploadTo(lying), ...(await ready()) })), "receipt");
  const late = new Server((method, path) => (path.endsWith("/finish") ? { status: 201, json: { receipt: "00".repeat(32) } } : null));
  assert.equal(await why(submit({ upload: uploadTo(late), ...(await ready()) })), "receipt");
});

test("a finish whose answer is lost is asked again; if never answered, the failure says unsure", async () => {
  let lost = 0;
  const once = new Server((method, path) => (path.endsWith("/finish") && (lost += 1) === 1 ? { status: 0 } : null));
  assert.ok((await submit({ upload: uploadTo(once), ...(await ready()) })).receipt);
  const never = new Server((method, path) => (path.endsWith("/finish") ? { status: 0 } : null));
  await assert.rejects(submit({ upload: uploadTo(never), ...(await ready()) }), (error) => error.unsure === true);
});

test("a challenge that was used up by a lost answer is asked for anew", async () => {
  let starts = 0;
  const server = new Server((method, path) => (path === "api/start" && (starts += 1) === 1 ? { status: 403, json: { error: "work" } } : null));
  await submit({ upload: uploadTo(server), ...(await ready(noise(10))) });
  assert.equal(server.asked.filter((line) => line.endsWith("challenge")).length, 2);
});

test("a sender who stops, stops the sending", async () => {
  const stop = new AbortController();
  const server = new Server((method) => (method === "PUT" ? (stop.abort(), null) : null));
  assert.equal(await why(submit({ upload: uploadTo(server, { signal: stop.signal }), ...(await ready()) })), "stopped");
  assert.equal(server.finished, undefined);
});

test("a failing encryption sends no message", async () => {
  const server = new Server();
  const all = await ready();
  const gone = async () => Promise.reject(new Error("gone"));
  const broken = { size: 10, arrayBuffer: gone, slice: () => ({ arrayBuffer: gone }) };
  await assert.rejects(submit({ upload: uploadTo(server), ...all, files: [{ ...all.files[0], blob: broken }] }), /gone/);
  assert.equal(server.finished, undefined);
  assert.ok(!server.asked.some((line) => line.includes("/0/0")));
});

test("chunks are exact whatever pieces the stream comes in", async () => {
  const { cut } = await import("../modules/chunks.js");
  const bytes = noise(10_000);
  for (const piece of [1, 999, 1000, 1001, 10_000]) {
    const sizes = [];
    const blobs = [];
    for await (const { blob, size } of cut(inPieces(bytes, piece), 1000)) (sizes.push(size), blobs.push(blob));
    assert.deepEqual(sizes, Array(10).fill(1000));
    assert.deepEqual(new Uint8Array(await new Blob(blobs).arrayBuffer()), bytes);
  }
});

test("the small work is done, and a wild demand is not", async () => {
  const challenge = "0f".repeat(16);
  const number = await solve({ challenge, bits: 8 });
  assert.ok(leadingZeros(workHash(challenge, number)) >= 8);
  assert.equal(await solve({ challenge, bits: 0 }), "0");
  await assert.rejects(solve({ challenge, bits: 17 }), RangeError);
  await assert.rejects(solve({ challenge: "x", bits: 1 }), RangeError);
});
