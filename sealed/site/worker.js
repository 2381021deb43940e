// Made by sealed/build.mjs from these modules, in this order and word for word, without their lines of import and export:
// bytes.js, cipher.js, collector.js, sha256.js, hash.js, padding.js, pieces.js, worker.js

import { chacha20poly1305, sha256 } from "./vendor.js";


// == bytes.js ==

// Small steps between bytes, hex, text and numbers. Decides nothing.

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const HEX = /^(?:[0-9a-f]{2})*$/;

const utf8 = (text) => encoder.encode(text);
const text = (bytes) => strict.decode(bytes);

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function unhex(value, length) {
  if (typeof value !== "string" || !HEX.test(value) || (length !== undefined && value.length !== 2 * length)) {
    throw new TypeError("not hex of the right length");
  }
  return Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function concat(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

// Takes the same time wherever the first difference stands.
function equal(one, other) {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) difference |= one[at] ^ other[at];
  return difference === 0;
}

function uint32(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

const readUint32 = (bytes, at = 0) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

const allZero = (bytes) => bytes.every((byte) => byte === 0);

function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

function unbase64(value) {
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
}

// One line of a label and what follows it: what is hashed or signed is never the same for two purposes.
const labelled = (label, bytes) => concat(utf8(`dueregard/inbox/v1/${label}\n`), bytes);


// == cipher.js ==

// ChaCha20-Poly1305 for what is in a sealed file: the browser's own where it says that it has one and answers as it must, else the bundle's.

const NAME = "ChaCha20-Poly1305";
const TAG = 16;

// RFC 8439, section 2.8.2: key, nonce, additional data, plaintext, and what must come of them.
const KNOWN = {
  key: unhex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"),
  iv: unhex("070000004041424344454647"),
  additionalData: unhex("50515253c0c1c2c3c4c5c6c7"),
  plain: "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  sealed: unhex(
    "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36" +
      "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691",
  ),
};

const scriptCipher = (key) => ({ native: false, seal: (nonce, bytes, into) => chacha20poly1305(key, nonce).encrypt(bytes, into) });

const imported = (key) => crypto.subtle.importKey("raw-secret", key, NAME, false, ["encrypt"]);

async function sealOwn(key, iv, bytes, more = {}) {
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: NAME, iv, ...more }, key, bytes));
  if (sealed.length !== bytes.length + TAG) throw new Error("the browser's seal has another length");
  return sealed;
}

// The published answer, and what the page will ask: a whole chunk without additional data, compared with the bundle's.
async function answersRight() {
  try {
    if (globalThis.SubtleCrypto?.supports?.("encrypt", { name: NAME, iv: KNOWN.iv }) !== true) return false;
    const key = await imported(KNOWN.key);
    const { iv, additionalData } = KNOWN;
    if (!equal(await sealOwn(key, iv, new TextEncoder().encode(KNOWN.plain), { additionalData }), KNOWN.sealed)) return false;
    const chunk = Uint8Array.from({ length: 65_536 }, (_, at) => at * 7);
    return equal(await sealOwn(key, iv, chunk), scriptCipher(KNOWN.key).seal(iv, chunk));
  } catch {
    return false;
  }
}

let right; // asked once a page

// Each key is tried out once more, under a nonce that no sealed file has. Whenever the browser's own fails later, that chunk and all
// after it are the bundle's.
async function cipherFor(key) {
  const script = scriptCipher(key);
  if (!(await (right ??= answersRight()))) return script;
  let own = await ownFor(key, script);
  const cipher = {
    native: own !== null,
    async seal(nonce, bytes, into) {
      try {
        if (own) return await sealOwn(own, nonce, bytes);
      } catch {
        own = null;
        cipher.native = false;
      }
      return script.seal(nonce, bytes, into);
    },
  };
  return cipher;
}

async function ownFor(key, script) {
  try {
    const own = await imported(key);
    const nonce = new Uint8Array(12).fill(255);
    const bytes = new Uint8Array(TAG);
    return equal(await sealOwn(own, nonce, bytes), script.seal(nonce, bytes)) ? own : null;
  } catch {
    return null;
  }
}


// == collector.js ==

// Has a browser's collector come in time, so that a page or worker does not hold more the bigger the file.

const UNTOUCHED = 16_777_216;

// A browser keeps what a Blob held until its collector comes, and Blobs do not make it come. An array does, and takes no memory while
// nobody writes to it.
function hurryCollector() {
  try {
    return new ArrayBuffer(UNTOUCHED).byteLength;
  } catch {
    return 0; // no room for it: then the collector comes by itself
  }
}


// == sha256.js ==

// SHA-256 of what comes piece by piece: the browser's own wants everything at once, and a file of gigabytes is never in memory whole.
// The sixteen words and eight letters are local numbers and sixteen rounds are written out, so that a compiler keeps them in registers:
// two to three times as fast as the libraries that we tried. Source: FIPS 180-4, sections 4.1.2, 5.3.3 and 6.2.

const ROUNDS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const BEGIN = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const BLOCK = 64;

class Sha256 {
  #state = Int32Array.from(BEGIN);
  #rest = new Uint8Array(BLOCK);
  #view = new DataView(this.#rest.buffer);
  #filled = 0;
  #length = 0;

  update(bytes) {
    this.#length += bytes.length;
    let at = 0;
    if (this.#filled > 0) {
      at = Math.min(BLOCK - this.#filled, bytes.length);
      this.#fill(bytes.subarray(0, at));
      if (this.#filled < BLOCK) return this;
      this.#blocks(this.#view, 0, BLOCK);
      this.#filled = 0;
    }
    const end = bytes.length - ((bytes.length - at) % BLOCK);
    this.#blocks(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at, end);
    this.#fill(bytes.subarray(end));
    return this;
  }

  // The end: a one bit, zeros, and the length in bits. Nothing can be added afterwards.
  digest() {
    const bits = this.#length * 8;
    this.#rest.fill(0, this.#filled);
    this.#rest[this.#filled] = 0x80;
    if (this.#filled >= BLOCK - 8) {
      this.#blocks(this.#view, 0, BLOCK);
      this.#rest.fill(0);
    }
    this.#view.setUint32(BLOCK - 8, Math.floor(bits / 2 ** 32));
    this.#view.setUint32(BLOCK - 4, bits >>> 0);
    this.#blocks(this.#view, 0, BLOCK);
    const hash = new DataView(new ArrayBuffer(32));
    this.#state.forEach((word, number) => hash.setInt32(4 * number, word));
    return new Uint8Array(hash.buffer);
  }

  #fill(bytes) {
    this.#rest.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  #blocks(view, at, end) {
    const state = this.#state;
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let t = 0; at < end; at += BLOCK) {
      const a0 = a, b0 = b, c0 = c, d0 = d, e0 = e, f0 = f, g0 = g, h0 = h;
      let w0 = view.getInt32(at + 0), w1 = view.getInt32(at + 4), w2 = view.getInt32(at + 8), w3 = view.getInt32(at + 12),
        w4 = view.getInt32(at + 16), w5 = view.getInt32(at + 20), w6 = view.getInt32(at + 24), w7 = view.getInt32(at + 28),
        w8 = view.getInt32(at + 32), w9 = view.getInt32(at + 36), w10 = view.getInt32(at + 40), w11 = view.getInt32(at + 44),
        w12 = view.getInt32(at + 48), w13 = view.getInt32(at + 52), w14 = view.getInt32(at + 56), w15 = view.getInt32(at + 60);
      for (let k = 0; ; k += 16) {
        t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + ROUNDS[k + 0] + w0) | 0;
        d = (d + t) | 0;
        h = (t + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ c & (a ^ b))) | 0;
        t = (g + ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7)) + (f ^ d & (e ^ f)) + ROUNDS[k + 1] + w1) | 0;
        c = (c + t) | 0;
        g = (t + ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10)) + (h & a ^ b & (h ^ a))) | 0;
        t = (f + ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7)) + (e ^ c & (d ^ e)) + ROUNDS[k + 2] + w2) | 0;
        b = (b + t) | 0;
        f = (t + ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10)) + (g & h ^ a & (g ^ h))) | 0;
        t = (e + ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7)) + (d ^ b & (c ^ d)) + ROUNDS[k + 3] + w3) | 0;
        a = (a + t) | 0;
        e = (t + ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10)) + (f & g ^ h & (f ^ g))) | 0;
        t = (d + ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7)) + (c ^ a & (b ^ c)) + ROUNDS[k + 4] + w4) | 0;
        h = (h + t) | 0;
        d = (t + ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10)) + (e & f ^ g & (e ^ f))) | 0;
        t = (c + ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7)) + (b ^ h & (a ^ b)) + ROUNDS[k + 5] + w5) | 0;
        g = (g + t) | 0;
        c = (t + ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10)) + (d & e ^ f & (d ^ e))) | 0;
        t = (b + ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7)) + (a ^ g & (h ^ a)) + ROUNDS[k + 6] + w6) | 0;
        f = (f + t) | 0;
        b = (t + ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10)) + (c & d ^ e & (c ^ d))) | 0;
        t = (a + ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7)) + (h ^ f & (g ^ h)) + ROUNDS[k + 7] + w7) | 0;
        e = (e + t) | 0;
        a = (t + ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10)) + (b & c ^ d & (b ^ c))) | 0;
        t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + ROUNDS[k + 8] + w8) | 0;
        d = (d + t) | 0;
        h = (t + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ c & (a ^ b))) | 0;
        t = (g + ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7)) + (f ^ d & (e ^ f)) + ROUNDS[k + 9] + w9) | 0;
        c = (c + t) | 0;
        g = (t + ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10)) + (h & a ^ b & (h ^ a))) | 0;
        t = (f + ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7)) + (e ^ c & (d ^ e)) + ROUNDS[k + 10] + w10) | 0;
        b = (b + t) | 0;
        f = (t + ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10)) + (g & h ^ a & (g ^ h))) | 0;
        t = (e + ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7)) + (d ^ b & (c ^ d)) + ROUNDS[k + 11] + w11) | 0;
        a = (a + t) | 0;
        e = (t + ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10)) + (f & g ^ h & (f ^ g))) | 0;
        t = (d + ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7)) + (c ^ a & (b ^ c)) + ROUNDS[k + 12] + w12) | 0;
        h = (h + t) | 0;
        d = (t + ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10)) + (e & f ^ g & (e ^ f))) | 0;
        t = (c + ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7)) + (b ^ h & (a ^ b)) + ROUNDS[k + 13] + w13) | 0;
        g = (g + t) | 0;
        c = (t + ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10)) + (d & e ^ f & (d ^ e))) | 0;
        t = (b + ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7)) + (a ^ g & (h ^ a)) + ROUNDS[k + 14] + w14) | 0;
        f = (f + t) | 0;
        b = (t + ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10)) + (c & d ^ e & (c ^ d))) | 0;
        t = (a + ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7)) + (h ^ f & (g ^ h)) + ROUNDS[k + 15] + w15) | 0;
        e = (e + t) | 0;
        a = (t + ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10)) + (b & c ^ d & (b ^ c))) | 0;
        if (k === 48) break;
        w0 = (w0 + ((w1 >>> 7 | w1 << 25) ^ (w1 >>> 18 | w1 << 14) ^ w1 >>> 3) + w9 + ((w14 >>> 17 | w14 << 15) ^ (w14 >>> 19 | w14 << 13) ^ w14 >>> 10)) | 0;
        w1 = (w1 + ((w2 >>> 7 | w2 << 25) ^ (w2 >>> 18 | w2 << 14) ^ w2 >>> 3) + w10 + ((w15 >>> 17 | w15 << 15) ^ (w15 >>> 19 | w15 << 13) ^ w15 >>> 10)) | 0;
        w2 = (w2 + ((w3 >>> 7 | w3 << 25) ^ (w3 >>> 18 | w3 << 14) ^ w3 >>> 3) + w11 + ((w0 >>> 17 | w0 << 15) ^ (w0 >>> 19 | w0 << 13) ^ w0 >>> 10)) | 0;
        w3 = (w3 + ((w4 >>> 7 | w4 << 25) ^ (w4 >>> 18 | w4 << 14) ^ w4 >>> 3) + w12 + ((w1 >>> 17 | w1 << 15) ^ (w1 >>> 19 | w1 << 13) ^ w1 >>> 10)) | 0;
        w4 = (w4 + ((w5 >>> 7 | w5 << 25) ^ (w5 >>> 18 | w5 << 14) ^ w5 >>> 3) + w13 + ((w2 >>> 17 | w2 << 15) ^ (w2 >>> 19 | w2 << 13) ^ w2 >>> 10)) | 0;
        w5 = (w5 + ((w6 >>> 7 | w6 << 25) ^ (w6 >>> 18 | w6 << 14) ^ w6 >>> 3) + w14 + ((w3 >>> 17 | w3 << 15) ^ (w3 >>> 19 | w3 << 13) ^ w3 >>> 10)) | 0;
        w6 = (w6 + ((w7 >>> 7 | w7 << 25) ^ (w7 >>> 18 | w7 << 14) ^ w7 >>> 3) + w15 + ((w4 >>> 17 | w4 << 15) ^ (w4 >>> 19 | w4 << 13) ^ w4 >>> 10)) | 0;
        w7 = (w7 + ((w8 >>> 7 | w8 << 25) ^ (w8 >>> 18 | w8 << 14) ^ w8 >>> 3) + w0 + ((w5 >>> 17 | w5 << 15) ^ (w5 >>> 19 | w5 << 13) ^ w5 >>> 10)) | 0;
        w8 = (w8 + ((w9 >>> 7 | w9 << 25) ^ (w9 >>> 18 | w9 << 14) ^ w9 >>> 3) + w1 + ((w6 >>> 17 | w6 << 15) ^ (w6 >>> 19 | w6 << 13) ^ w6 >>> 10)) | 0;
        w9 = (w9 + ((w10 >>> 7 | w10 << 25) ^ (w10 >>> 18 | w10 << 14) ^ w10 >>> 3) + w2 + ((w7 >>> 17 | w7 << 15) ^ (w7 >>> 19 | w7 << 13) ^ w7 >>> 10)) | 0;
        w10 = (w10 + ((w11 >>> 7 | w11 << 25) ^ (w11 >>> 18 | w11 << 14) ^ w11 >>> 3) + w3 + ((w8 >>> 17 | w8 << 15) ^ (w8 >>> 19 | w8 << 13) ^ w8 >>> 10)) | 0;
        w11 = (w11 + ((w12 >>> 7 | w12 << 25) ^ (w12 >>> 18 | w12 << 14) ^ w12 >>> 3) + w4 + ((w9 >>> 17 | w9 << 15) ^ (w9 >>> 19 | w9 << 13) ^ w9 >>> 10)) | 0;
        w12 = (w12 + ((w13 >>> 7 | w13 << 25) ^ (w13 >>> 18 | w13 << 14) ^ w13 >>> 3) + w5 + ((w10 >>> 17 | w10 << 15) ^ (w10 >>> 19 | w10 << 13) ^ w10 >>> 10)) | 0;
        w13 = (w13 + ((w14 >>> 7 | w14 << 25) ^ (w14 >>> 18 | w14 << 14) ^ w14 >>> 3) + w6 + ((w11 >>> 17 | w11 << 15) ^ (w11 >>> 19 | w11 << 13) ^ w11 >>> 10)) | 0;
        w14 = (w14 + ((w15 >>> 7 | w15 << 25) ^ (w15 >>> 18 | w15 << 14) ^ w15 >>> 3) + w7 + ((w12 >>> 17 | w12 << 15) ^ (w12 >>> 19 | w12 << 13) ^ w12 >>> 10)) | 0;
        w15 = (w15 + ((w0 >>> 7 | w0 << 25) ^ (w0 >>> 18 | w0 << 14) ^ w0 >>> 3) + w8 + ((w13 >>> 17 | w13 << 15) ^ (w13 >>> 19 | w13 << 13) ^ w13 >>> 10)) | 0;
      }
      a = (a + a0) | 0;
      b = (b + b0) | 0;
      c = (c + c0) | 0;
      d = (d + d0) | 0;
      e = (e + e0) | 0;
      f = (f + f0) | 0;
      g = (g + g0) | 0;
      h = (h + h0) | 0;
    }
    state.set([a, b, c, d, e, f, g, h]);
  }
}


// == hash.js ==

// SHA-256: the browser's own where it has one, and the bundle's where a page has none (plain http on an onion address).

const sha256hex = (bytes) => hex(sha256(bytes));

async function digest(bytes) {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256(bytes);
}

const HASHED_AT_ONCE = 67_108_864;

// The browser's own hash wants everything at once; what is bigger than that is taken piece by piece.
async function hashBlob(blob, moved = () => {}) {
  if (globalThis.crypto?.subtle && blob.size <= HASHED_AT_ONCE) return digest(new Uint8Array(await blob.arrayBuffer()));
  const hash = new Sha256();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.digest();
    hash.update(value);
    moved();
  }
}


// == padding.js ==

// How big things look from outside: the frame of a message, the Padmé size of a file, the size of what is sealed.

const FRAMES = [16_384, 65_536, 262_144];
const SMALLEST_FILE = 4096;
const CHUNK = 65_536; // of what age seals

class TooLong extends Error {}
class BadFrame extends Error {}

function frame(json) {
  const bytes = utf8(json);
  const total = FRAMES.find((size) => bytes.length + 4 <= size);
  if (total === undefined) throw new TooLong(String(bytes.length + 4 - FRAMES.at(-1)));
  const padding = new Uint8Array(total - 4 - bytes.length);
  return concat(uint32(bytes.length), bytes, padding);
}

function unframe(framed) {
  if (!FRAMES.includes(framed.length)) throw new BadFrame("size");
  const length = readUint32(framed);
  if (length > framed.length - 4) throw new BadFrame("length");
  if (!allZero(framed.subarray(4 + length))) throw new BadFrame("padding");
  return text(framed.subarray(4, 4 + length));
}

// Padmé, in numbers of up to 2^53: bit operations of JavaScript end at 2^32.
function padme(length) {
  if (length < 2) return length;
  const exponent = floorLog2(length);
  const step = 2 ** (exponent - (floorLog2(exponent) + 1));
  return step < 1 ? length : Math.ceil(length / step) * step;
}

function floorLog2(number) {
  let exponent = 0;
  while (number >= 2 ** (exponent + 1)) exponent += 1;
  return exponent;
}

const paddedFileSize = (length) => padme(Math.max(length, SMALLEST_FILE));

const sealedSize = (header, plaintext) => header + 16 + plaintext + 16 * Math.max(1, Math.ceil(plaintext / CHUNK));


// == pieces.js ==

// A file as pieces of 1 MiB: what is read, padded and sealed at once, by the page or by a worker. The seal is age's STREAM:
// chunks of 64 KiB under one key, each with its number and whether it is the last in its nonce (age-encryption.org/v1, "Payload").

const PIECE = 1_048_576;
const ANSWER_AFTER = 50; // milliseconds: where a script seals, the page answers in between

const numberOfPieces = (size) => Math.ceil(paddedFileSize(size) / PIECE);

// What is to be done for one: where it lies in the file, how long it is with its padding, which chunk is its first.
function pieceOf(file, number) {
  const total = paddedFileSize(file.size);
  const at = number * PIECE;
  const length = Math.min(PIECE, total - at);
  const content = Math.max(0, Math.min(length, file.size - at));
  return { at, content, length, chunk: at / CHUNK, last: at + length === total };
}

// The same with its content, which a worker can read: to cut a file costs the page as much as to seal a piece of it.
const withContent = (file, piece) => ({ ...piece, blob: file.slice(piece.at, piece.at + piece.content) });

function nonceOf(chunk, last) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, chunk); // the last four of the counter's eleven bytes: 2^32 chunks are 256 TiB
  nonce[11] = last ? 1 : 0;
  return nonce;
}

// Gives what is sealed, as arrays in their order, and the hash of the content in it: null where there is nothing but padding.
async function sealPiece(cipher, piece) {
  return sealContent(cipher, piece, await read(piece.blob, piece.content));
}

async function sealContent(cipher, piece, content) {
  const hashing = content.length > 0 ? digest(content) : null;
  const [sealed, sha256] = await Promise.all([sealChunks(cipher, padded(content, piece.length), piece), hashing]);
  return { sealed, sha256 };
}

async function read(blob, length) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (bytes.length !== length) throw new Error("the file is not as long as it was");
  return bytes;
}

function padded(bytes, length) {
  if (bytes.length === length) return bytes;
  const all = new Uint8Array(length);
  all.set(bytes);
  return all;
}

// The hash of a whole content: over its size and the hashes of its pieces, which the browser makes itself.
function contentHash(size, hashes) {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(size));
  return sha256(labelled("content", concat(length, ...hashes)));
}

async function hashContent(blob) {
  const hashes = [];
  for (let at = 0; at < blob.size; at += PIECE) {
    const length = Math.min(PIECE, blob.size - at);
    hashes.push(await digest(await read(blob.slice(at, at + length), length)));
  }
  return contentHash(blob.size, hashes);
}

async function sealChunks(cipher, plain, { chunk, last }) {
  const count = Math.max(1, Math.ceil(plain.length / CHUNK));
  const one = (number, into) => cipher.seal(nonceOf(chunk + number, last && number === count - 1), plain.subarray(number * CHUNK, (number + 1) * CHUNK), into);
  if (cipher.native) return Promise.all(Array.from({ length: count }, (_, number) => one(number)));
  return [await sealByScript(one, count, new Uint8Array(plain.length + count * TAG))];
}

// All chunks into one array: as many arrays as chunks are more than a browser's collector keeps up with.
async function sealByScript(one, count, sealed) {
  let answered = performance.now();
  for (let number = 0; number < count; number += 1) {
    const into = sealed.subarray(number * (CHUNK + TAG), (number + 1) * (CHUNK + TAG));
    const made = await one(number, into);
    if (made !== into) into.set(made); // a cipher may seal into an array of its own
    if (performance.now() - answered < ANSWER_AFTER) continue;
    await new Promise((done) => setTimeout(done));
    answered = performance.now();
  }
  return sealed;
}

// Reads a file from its beginning into arrays that are used again: a third of what it costs a browser to give piece for piece.
class Contents {
  #reader;
  #free = [];

  constructor(file) {
    this.#reader = file.stream().getReader({ mode: "byob" });
  }

  // The next bytes, in an array that must come back once nobody needs them.
  async next(length) {
    let buffer = this.#free.pop() ?? new ArrayBuffer(PIECE);
    let filled = 0;
    while (filled < length) {
      const { done, value } = await this.#reader.read(new Uint8Array(buffer, filled, length - filled));
      if (done) throw new Error("the file is not as long as it was");
      filled += value.length;
      buffer = value.buffer;
    }
    return new Uint8Array(buffer, 0, length);
  }

  giveBack(bytes) {
    this.#free.push(bytes.buffer);
  }

  stop() {
    this.#reader.cancel().catch(() => {});
  }
}


// == worker.js ==

// A second hand: hashes files and seals pieces beside the page, so that neither waits for the other. Says now and then that it lives.

const OFTEN = 5000;

const jobs = {
  async hash({ blob }, alive) {
    return { sha256: await hashBlob(blob, alive) };
  },
  async seal({ piece, key }) {
    const done = await sealPiece(scriptCipher(key), piece);
    hurryCollector(); // the Blob of each piece, and what was read of it, stay until it comes
    return { ...done, transfer: done.sealed.map((one) => one.buffer) };
  },
};

self.onmessage = async ({ data: { number, job, given } }) => {
  let said = performance.now();
  const alive = () => {
    if (performance.now() - said < OFTEN) return;
    said = performance.now();
    self.postMessage({});
  };
  try {
    const { transfer = [], ...answer } = await jobs[job](given, alive);
    self.postMessage({ number, answer }, transfer);
  } catch {
    self.postMessage({ number, answer: null });
  }
};

self.postMessage({}); // it is there
