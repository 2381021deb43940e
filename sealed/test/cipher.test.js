import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { concat, hex } from "../modules/bytes.js";
import { replyIdentity, replyRecipient } from "../modules/code.js";
import { openBytes } from "../modules/open.js";
import { numberOfPieces, pieceOf, sealPiece, withContent } from "../modules/pieces.js";
import { chacha20poly1305 } from "../site/vendor.js";
import { noise } from "../testing/ready.js";

const own = { crypto: globalThis.crypto, SubtleCrypto: globalThis.SubtleCrypto };
const set = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
afterEach(() => Object.entries(own).forEach(([name, value]) => set(name, value)));

// A browser whose WebCrypto has ChaCha20-Poly1305, made of the bundle's. `encrypt` may spoil what it gives.
let pages = 0;
async function page({ encrypt = (sealed) => sealed, supports = () => true, importKey = (key) => key } = {}) {
  const seen = { asked: 0 };
  const subtle = {
    digest: (...given) => own.crypto.subtle.digest(...given),
    importKey: async (format, key, name, ...more) => (name === "ChaCha20-Poly1305" ? importKey(key) : own.crypto.subtle.importKey(format, key, name, ...more)),
    async encrypt({ name, iv, additionalData }, key, bytes) {
      assert.equal(name, "ChaCha20-Poly1305");
      seen.asked += 1;
      return encrypt(chacha20poly1305(key, iv, additionalData).encrypt(bytes), seen.asked).buffer;
    },
  };
  set("crypto", { subtle, getRandomValues: (bytes) => own.crypto.getRandomValues(bytes) });
  set("SubtleCrypto", { supports });
  const fresh = `?page=${(pages += 1)}`;
  return { seen, ...(await import(`../modules/cipher.js${fresh}`)) };
}

const KEY = noise(32, 9);
const content = noise(1_200_000, 5);
const file = new Blob([content]);

async function sealedBy(cipher) {
  const pieces = [];
  for (let number = 0; number < numberOfPieces(file.size); number += 1) pieces.push(...(await sealPiece(cipher, withContent(file, pieceOf(file, number)))).sealed);
  return hex(concat(...pieces));
}

const right = async () => sealedBy((await page({ supports: () => false })).scriptCipher(KEY));

test("the browser's own seals when it says that it can and answers as it must", async () => {
  const wanted = await right();
  const { cipherFor, seen } = await page();
  const cipher = await cipherFor(KEY);
  assert.equal(cipher.native, true);
  const before = seen.asked;
  assert.ok((await sealedBy(cipher)) === wanted);
  assert.ok(seen.asked - before >= 18, "each chunk was the browser's");
  assert.equal(cipher.native, true);
});

const flip = (sealed) => ((sealed[3] ^= 1), sealed);
const refusing = {
  "is not asked when it says no": { supports: () => false },
  "is not believed when it has nothing to ask": { supports: null },
  "is not believed when the asking fails": { supports: () => { throw new Error("no"); } },
  "answers wrong": { encrypt: flip },
  "answers the published question right and a whole chunk wrong": { encrypt: (sealed) => (sealed.length > 1000 ? flip(sealed) : sealed) },
  "leaves the tag out": { encrypt: (sealed) => sealed.slice(0, -16) },
  "answers wrong under the key of the file": { encrypt: (sealed, asked) => (asked > 2 ? flip(sealed) : sealed) },
  "cannot take a key": { importKey: () => { throw new Error("no"); } },
};
for (const [what, browser] of Object.entries(refusing)) {
  test(`a browser whose own cipher ${what}: the bundle seals`, async () => {
    const wanted = await right();
    const { cipherFor } = await page(browser);
    const cipher = await cipherFor(KEY);
    assert.equal(cipher.native, false);
    assert.ok((await sealedBy(cipher)) === wanted);
  });
}

const later = {
  "fails in the middle": (sealed, asked) => { if (asked > 9) throw new Error("gone"); return sealed; },
  "gives too little in the middle": (sealed, asked) => (asked > 9 ? sealed.slice(1) : sealed),
};
for (const [what, encrypt] of Object.entries(later)) {
  test(`a browser whose own cipher ${what}: not one chunk is wrong`, async () => {
    const wanted = await right();
    const { cipherFor } = await page({ encrypt });
    const cipher = await cipherFor(KEY);
    assert.equal(cipher.native, true);
    assert.ok((await sealedBy(cipher)) === wanted);
    assert.equal(cipher.native, false);
  });
}

// What workers and the page bring together, in any order and with failures, is one sealed file.
class Helper {
  static made = [];

  constructor() {
    Object.assign(this, { gone: false, brought: 0 });
    Helper.made.push(this);
    setTimeout(() => this.onmessage({ data: {} }));
  }

  terminate() {
    this.gone = true;
  }

  postMessage({ number, job, given }) {
    assert.equal(job, "seal");
    setTimeout(async () => {
      if (Helper.fails(this)) return this.gone || this.onerror();
      const cipher = { native: false, seal: (nonce, bytes) => chacha20poly1305(given.key, nonce).encrypt(bytes) };
      const answer = await sealPiece(cipher, given.piece);
      this.brought += 1;
      if (!this.gone) this.onmessage({ data: { number, answer } });
    }, 20 - given.piece.chunk % 3);
  }
}

test("workers seal, and what one of them or both do not bring the page seals itself", async () => {
  set("Worker", Helper);
  const { takeHands } = await import("../modules/hands.js");
  const { sealFile } = await import("../modules/seal.js");
  while (!takeHands().every((one) => one.ready)) await new Promise((done) => setTimeout(done));
  const big = noise(5_000_001, 3);
  const keyholder = { reply: noise(32, 8) };
  const sendOff = async (fails) => {
    Helper.fails = fails;
    const { sealed } = await sealFile([await replyRecipient(keyholder, "pq")], new Blob([big]));
    const all = [];
    for await (const one of sealed) all.push(one.slice());
    const opened = await openBytes(new Blob(all), { identities: [replyIdentity(keyholder, "pq")] });
    assert.ok(hex(opened.subarray(0, big.length)) === hex(big));
    return Helper.made.map((one) => [one.gone, one.brought]);
  };
  const first = await sendOff(() => false);
  assert.deepEqual([first.map(([one]) => one), first[0][1] + first[1][1]], [[false, false], 5]);
  const second = await sendOff((helper) => helper === Helper.made[0] && helper.brought > first[0][1]);
  assert.deepEqual(second.map(([one]) => one), [true, false]);
  const after = await sendOff(() => true);
  assert.deepEqual(after.map(([one]) => one), [true, true]);
  assert.deepEqual(await sendOff(() => assert.fail("nobody asks one that failed")), after);
});
