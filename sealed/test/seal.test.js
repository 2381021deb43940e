import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { hex } from "../modules/bytes.js";
import { cut } from "../modules/chunks.js";
import { replyIdentity, replyRecipient } from "../modules/code.js";
import { hashBlob, sha256hex } from "../modules/hash.js";
import { Sha256 } from "../modules/sha256.js";
import { CannotOpen, openBytes, openFile, openSealed } from "../modules/open.js";
import { paddedFileSize, sealedSize } from "../modules/padding.js";
import { sealBytes, sealFile, sealer } from "../modules/seal.js";
import { noise } from "../testing/ready.js";

const key = (number, kind) => ({ reply: new Uint8Array(32).fill(number), kind });
const identity = ({ kind, ...derived }) => replyIdentity(derived, kind);
const recipient = ({ kind, ...derived }) => replyRecipient(derived, kind);
const [anna, ben, carla] = [key(1, "pq"), key(2, "pq"), key(3, "pq")];
const recipients = await Promise.all([anna, ben].map(recipient));
const why = (promise) => promise.then(() => "accepted", (error) => (assert.ok(error instanceof CannotOpen, String(error.stack)), error.reason));

const SIZES = [0, 1, 65_535, 65_536, 65_537, 1_048_575, 1_048_576, 1_048_577, 4_194_303, 4_194_304, 4_194_305];

for (const size of SIZES) {
  test(`a file of ${size} bytes is sealed, cut, joined and opened by each keyholder`, async () => {
    const bytes = noise(size);
    const { sealed, content } = await sealFile(recipients, new Blob([bytes]));
    const chunks = [];
    for await (const chunk of cut(sealed, 262_144)) chunks.push(chunk);
    const whole = new Blob(chunks.map((chunk) => chunk.blob));
    assert.ok(chunks.slice(0, -1).every((chunk) => chunk.size === 262_144));
    const header = whole.size - sealedSize(0, paddedFileSize(size));
    assert.ok(header > 3000 && header < 3400, `${header}`);
    assert.equal(hex(content()), contentByHand(bytes));
    const described = { size, content_sha256: contentByHand(bytes), sha256: sha256hex(bytes) };
    for (const who of size > 100_000 ? [ben] : [anna, ben]) {
      await openFile(whole, { identities: [identity(who)] }, described, 1); // what messages of the first version say
      const opened = await openFile(whole, { identities: [identity(who)] }, described, 2);
      assert.equal(sha256hex(new Uint8Array(await opened.arrayBuffer())), described.sha256);
    }
  });
}

// As the protocol says it, with Node's own hash: the size in eight bytes, then the hash of each piece of 1 MiB.
function contentByHand(bytes) {
  const all = createHash("sha256").update("dueregard/inbox/v1/content\n");
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(bytes.length));
  all.update(size);
  for (let at = 0; at < bytes.length; at += 1_048_576) all.update(createHash("sha256").update(bytes.subarray(at, at + 1_048_576)).digest());
  return all.digest("hex");
}

test("whoever has another key opens nothing", async () => {
  const sealed = await sealBytes(recipients, noise(100));
  assert.equal(await why(openSealed(sealed, { identities: [identity(carla)] })), "not for these keys");
  assert.equal(await why(openSealed(sealed, {})), "not for these keys");
});

test("a mix of recipients or a tagged one is not sealed to", async () => {
  const classic = await recipient(key(1, "x25519"));
  assert.throws(() => sealer([recipients[0], classic]), /mix/);
  assert.throws(() => sealer(["age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e"]), /recipient/);
  assert.throws(() => sealer([]), /number/);
});

test("a changed, cut, lengthened or reordered file gives an error and not one byte", async () => {
  const classic = key(4, "x25519");
  const to = [await recipient(classic)];
  const bytes = new Uint8Array(await (await sealBytes(to, noise(200_000))).arrayBuffer());
  const header = bytes.length - sealedSize(0, 200_000);
  const spoilt = [];
  for (let at = 0; at < bytes.length; at += 4999) {
    const one = bytes.slice();
    one[at] ^= 1 << at % 8;
    spoilt.push(one);
  }
  for (const length of [0, 10, header, header + 16, header + 16 + 65_552, bytes.length - 1, bytes.length - 17]) spoilt.push(bytes.slice(0, length));
  spoilt.push(Uint8Array.from([...bytes, 0]));
  const first = header + 16;
  const swapped = bytes.slice();
  swapped.set(bytes.subarray(first + 65_552, first + 2 * 65_552), first);
  swapped.set(bytes.subarray(first, first + 65_552), first + 65_552);
  spoilt.push(swapped);
  for (const one of spoilt) assert.notEqual(await why(openSealed(new Blob([one]), { identities: [identity(classic)] })), "accepted");
});

test("a file is refused when its size, padding or hash is not what the message says", async () => {
  const classic = key(4, "x25519");
  const to = [await recipient(classic)];
  const keys = { identities: [identity(classic)] };
  const padded = new Uint8Array(4096);
  padded[0] = 7;
  const seal = async (bytes) => sealBytes(to, bytes);
  const one = Uint8Array.of(7);
  const right = { size: 1, sha256: sha256hex(one), content_sha256: contentByHand(one) };
  const wrong = { size: 1, sha256: contentByHand(one), content_sha256: sha256hex(one) };
  for (const version of [1, 2]) {
    padded[4095] = 0;
    assert.equal((await openFile(await seal(padded), keys, right, version)).size, 1);
    assert.equal(await why(openFile(await seal(padded), keys, wrong, version)), "hash");
    assert.equal(await why(openFile(await seal(padded.subarray(1)), keys, right, version)), "size");
    assert.equal(await why(openFile(await seal(padded), keys, { ...right, size: 5000 }, version)), "size");
    padded[4095] = 1;
    assert.equal(await why(openFile(await seal(padded), keys, right, version)), "padding");
  }
});

test("a header bomb is refused before a key touches it", async () => {
  const stanza = `-> X25519 ${"A".repeat(43)}\n${"A".repeat(43)}\n`;
  const bomb = (count) => new Blob([`age-encryption.org/v1\n${stanza.repeat(count)}--- ${"A".repeat(43)}\n`, noise(64)]);
  assert.equal(await why(openSealed(bomb(1000), { identities: [identity(key(4, "x25519"))] })), "header");
  assert.equal(await why(openSealed(bomb(21), { identities: [identity(key(4, "x25519"))] })), "header");
  assert.equal(await why(openSealed(new Blob(["age-encryption.org/v1\n", "x".repeat(1 << 20)]), {})), "header");
});

test("a file that is shorter than it was stops the sending", async () => {
  for (const bytes of [0, 99]) {
    const lying = { size: 100, slice: () => new Blob([noise(bytes)]) };
    const { sealed } = await sealFile(recipients, lying);
    await assert.rejects(all(sealed), /not as long as it was/);
  }
});

async function all(pieces) {
  const found = [];
  for await (const one of pieces) found.push(one);
  return found;
}

test("memory holds what openBytes gives, once", async () => {
  const bytes = noise(300);
  assert.deepEqual(await openBytes(await sealBytes(recipients, bytes), { identities: [identity(anna)] }), bytes);
});

test("the hash of big files is the same as the browser's own, at every awkward size and in every piece", async () => {
  for (const size of [...SIZES, 55, 56, 63, 64, 119, 120, 2_097_151]) {
    const bytes = noise(size, size);
    const native = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    for (const piece of size < 1000 ? [1, 7, 63, 64, 65, 1000] : [9973]) {
      const ours = new Sha256();
      for (let at = 0; at < size; at += piece) ours.update(bytes.subarray(at, at + piece));
      assert.deepEqual(ours.digest(), native, `${size} in pieces of ${piece}`);
    }
    assert.deepEqual(Uint8Array.from(await hashBlob(new Blob([bytes]))), native, `${size}`);
    assert.deepEqual(Uint8Array.from(await withoutSubtle(() => hashBlob(new Blob([bytes])))), native, `${size}`);
  }
});

async function withoutSubtle(act) {
  const own = globalThis.crypto;
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true, writable: true });
  try {
    return await act();
  } finally {
    Object.defineProperty(globalThis, "crypto", { value: own, configurable: true, writable: true });
  }
}
