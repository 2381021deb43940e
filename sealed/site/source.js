// Made by sealed/build.mjs from these modules, in this order and word for word, without their lines of import and export:
// bytes.js, sha256.js, hash.js, code.js, dom.js, exif.js, metadata-jpeg.js, mp3-frames.js, metadata-mp3.js, metadata-mp4.js, metadata-png.js, metadata-wav.js, metadata.js, told.js, files-view.js, leave.js, manifest.js, padding.js, send-view.js, memo.js, message.js, receipt.js, cipher.js, hands.js, pieces.js, seal.js, submission.js, open.js, collector.js, chunks.js, work.js, upload.js, thread-view.js, transport.js, words.js, who.js, source.js

import { Decrypter, Encrypter, armor, bech32, chacha20poly1305, ed25519, hkdf, hmac, identityToRecipient, sha256, wordlist } from "./vendor.js";


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


// == code.js ==

// What comes from a return code: the lookup value, the reply identity, the key of replies, the signing key, the memo's key.

const PREFIX = { pq: "AGE-SECRET-KEY-PQ-", x25519: "AGE-SECRET-KEY-" };

function deriveCode(entropy, root) {
  if (entropy.length !== 16 || root.length !== 32) throw new RangeError("16 bytes of code, 32 of the group's key");
  const salt = concat(utf8("dueregard/inbox/v1"), sha256(root));
  const value = (label) => hkdf(sha256, entropy, salt, utf8(label), 32);
  const lookup = value("lookup");
  const sign = value("thread-sign");
  return {
    lookup,
    thread: sha256(lookup),
    reply: value("reply-identity"),
    mac: value("reply-mac"),
    sign,
    signer: ed25519.getPublicKey(sign),
    memo: value("memo"),
  };
}

const replyIdentity = (derived, kind) => bech32.encodeFromBytes(PREFIX[kind], derived.reply).toUpperCase();

const replyRecipient = (derived, kind) => identityToRecipient(replyIdentity(derived, kind));

const replyIdentities = (derived) => Object.keys(PREFIX).map((kind) => replyIdentity(derived, kind));


// == dom.js ==

// Small steps with the page. Text becomes text, never markup.

const byId = (id) => document.getElementById(id);

function element(name, attributes = {}, ...children) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) one.addEventListener(key.slice(2), value);
    else if (value === true) one.setAttribute(key, "");
    else if (value !== false && value !== undefined) one.setAttribute(key, value);
  }
  one.append(...children);
  return one;
}

const fill = (selector, words) => document.querySelectorAll(selector).forEach((one) => (one.textContent = words));

const reveal = (selector) => document.querySelectorAll(selector).forEach((one) => (one.hidden = false));

function showStep(name) {
  for (const section of document.querySelectorAll("[data-step]")) section.hidden = section.dataset.step !== name;
  const title = document.querySelector(`[data-step="${name}"] h1`);
  title.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  return title;
}

// The error summary of the page: what happened, what is safe, what to do.
function showTrouble(title, ...words) {
  const box = byId("trouble");
  box.replaceChildren(element("div", {}, element("h2", {}, title), ...words.map((one) => element("p", {}, one))));
  box.hidden = false;
  box.focus();
}

const hideTrouble = () => (byId("trouble").hidden = true);

// An error at its field; "" takes it away.
function fieldError(id, words) {
  const error = byId(`${id}-error`);
  error.textContent = words;
  const control = document.querySelector(`[aria-describedby~="${error.id}"]`);
  control.setAttribute("aria-invalid", String(words !== ""));
  control.closest(".field").classList.toggle("wrong", words !== "");
  if (words !== "") control.focus();
}


// == exif.js ==

// Reads from an Exif block what a person should know is in it. Trusts no number in it.

const EXIF_NAMES = {
  0x010e: "Description", 0x010f: "Maker of the device", 0x0110: "Device", 0x0131: "Software", 0x0132: "Changed at", 0x013b: "Author",
  0x8298: "Copyright", 0x9003: "Taken at", 0x9c9d: "Author", 0xa430: "Owner of the device", 0xa431: "Serial number of the device", 0xa434: "Lens",
};
const POINTERS = new Set([0x8769]);
const GPS = 0x8825;
const ORIENTATION = 0x0112;
const MOST_ENTRIES = 500;

function readExif(bytes) {
  const found = [];
  let orientation = 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = bytes.length < 8 ? 0 : view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return { found, orientation };
  const little = order === 0x4949;
  const seen = new Set();
  const walk = (offset) => {
    if (seen.has(offset) || seen.size > 4 || offset + 2 > bytes.length) return;
    seen.add(offset);
    const entries = Math.min(view.getUint16(offset, little), MOST_ENTRIES);
    for (let at = offset + 2; at < offset + 2 + 12 * entries && at + 12 <= bytes.length; at += 12) {
      const tag = view.getUint16(at, little);
      if (tag === ORIENTATION) orientation = view.getUint16(at + 8, little);
      else if (tag === GPS) found.push({ what: "Place", value: place(view, view.getUint32(at + 8, little), little) });
      else if (POINTERS.has(tag)) walk(view.getUint32(at + 8, little));
      else if (EXIF_NAMES[tag] && view.getUint16(at + 2, little) === 2) found.push({ what: EXIF_NAMES[tag], value: ascii(view, at, little) });
    }
  };
  walk(view.getUint32(4, little));
  return { found: found.filter((one) => one.value !== ""), orientation };
}

function ascii(view, at, little) {
  const length = view.getUint32(at + 4, little);
  const from = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
  if (from + length > view.byteLength) return "";
  const bytes = new Uint8Array(view.buffer, view.byteOffset + from, Math.min(length, 80));
  return plain(String.fromCharCode(...bytes));
}

// What a file says is shown as text: no control characters, not too long.
const plain = (value) => value.replace(/[\p{C}]+/gu, " ").trim().slice(0, 80);

function place(view, offset, little) {
  const degrees = {};
  if (offset + 2 > view.byteLength) return "yes";
  const entries = Math.min(view.getUint16(offset, little), 40);
  for (let at = offset + 2; at < offset + 2 + 12 * entries && at + 12 <= view.byteLength; at += 12) {
    const tag = view.getUint16(at, little);
    if (tag === 1 || tag === 3) degrees[tag] = String.fromCharCode(view.getUint8(at + 8));
    if (tag === 2 || tag === 4) degrees[tag] = angle(view, view.getUint32(at + 8, little), little);
  }
  if (degrees[2] === undefined || degrees[4] === undefined) return "yes";
  return `${degrees[2]}° ${degrees[1] ?? ""}, ${degrees[4]}° ${degrees[3] ?? ""}`;
}

function angle(view, offset, little) {
  if (offset + 24 > view.byteLength) return undefined;
  const number = (at) => view.getUint32(at, little) / (view.getUint32(at + 4, little) || 1);
  return (number(offset) + number(offset + 8) / 60 + number(offset + 16) / 3600).toFixed(4);
}


// == metadata-jpeg.js ==

// JPEG: keeps what draws the picture (and which way up it is), drops every other segment and all that follows the end.

const MOST_OF_JPEG = 256 * 1024 * 1024;
const DROPPED = { 0xe1: "Notes of the camera or an app", 0xed: "Notes of a photo program", 0xfe: "A comment" };

async function jpeg(file) {
  if (file.size > MOST_OF_JPEG) throw new RangeError("too big to look into");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = [bytes.subarray(0, 2)];
  const found = [];
  let orientation = 1;
  let at = 2;
  for (;;) {
    const { marker, start, end } = segment(bytes, at);
    if (marker === 0xd9) {
      kept.push(bytes.subarray(start, end));
      if (end < bytes.length) found.push({ what: "Data after the picture", value: `${bytes.length - end} bytes` });
      break;
    }
    const whole = bytes.subarray(start, end);
    if (drop(marker, whole)) {
      const about = describeSegment(marker, whole);
      orientation = about.orientation ?? orientation;
      found.push(...about.found);
    } else {
      kept.push(whole);
    }
    at = end;
    if (marker === 0xda) {
      const next = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, next));
      at = next;
    }
  }
  if (orientation > 1 && orientation <= 8) kept.splice(1, 0, onlyOrientation(orientation));
  return { found, cleaned: new Blob(kept), stays: ["what the picture itself shows"] };
}

function segment(bytes, at) {
  let start = at;
  if (bytes[start] !== 0xff) throw new RangeError("no marker");
  while (bytes[start + 1] === 0xff) start += 1;
  const marker = bytes[start + 1];
  if (marker === 0xd9 || (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01) return { marker, start, end: start + 2 };
  const length = (bytes[start + 2] << 8) | bytes[start + 3];
  if (!(length >= 2) || start + 2 + length > bytes.length) throw new RangeError("a segment that ends outside");
  return { marker, start, end: start + 2 + length };
}

function endOfScan(bytes, from) {
  let at = from;
  while (at + 1 < bytes.length) {
    if (bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff && !(bytes[at + 1] >= 0xd0 && bytes[at + 1] <= 0xd7)) return at;
    at += 1;
  }
  throw new RangeError("no end");
}

const segmentSays = (whole, words) => String.fromCharCode(...whole.subarray(4, 4 + words.length)) === words;

// APP0 JFIF, APP2 with a colour profile and APP14 Adobe draw the picture; of APP1 only our own note of which way up it is.
function drop(marker, whole) {
  if (marker === 0xe0) return !segmentSays(whole, "JFIF\0") || whole.length > 18;
  if (marker === 0xe1) return !isOnlyOrientation(whole);
  if (marker === 0xe2) return !segmentSays(whole, "ICC_PROFILE\0");
  if (marker === 0xee) return !segmentSays(whole, "Adobe") || whole.length > 16;
  return (marker > 0xe2 && marker <= 0xef) || marker === 0xfe || (marker >= 0xf0 && marker <= 0xfd);
}

function describeSegment(marker, whole) {
  if (marker === 0xe1 && segmentSays(whole, "Exif\0\0")) {
    const { found, orientation } = readExif(whole.subarray(10));
    return { found: found.length > 0 ? found : [{ what: DROPPED[0xe1], value: "" }], orientation };
  }
  if (marker === 0xe0) return { found: [{ what: "A small copy of the picture", value: "" }] };
  return { found: [{ what: DROPPED[marker] ?? "Other notes", value: "" }] };
}

// A camera turns the picture by a note, not by its pixels; without it many photos would lie on their side.
function onlyOrientation(orientation) {
  const letters = (words) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));
  const entry = Uint8Array.of(0x01, 0x12, 0x00, 0x03, 0, 0, 0, 1, 0, orientation, 0, 0);
  const exif = concat(letters("Exif\0\0MM\0*"), uint32(8), Uint8Array.of(0, 1), entry, uint32(0));
  return concat(Uint8Array.of(0xff, 0xe1, 0, exif.length + 2), exif);
}

function isOnlyOrientation(whole) {
  if (whole.length !== 36) return false;
  const ours = onlyOrientation(whole[29]);
  return ours.every((byte, at) => byte === whole[at]);
}


// == mp3-frames.js ==

// Where the sound of an MP3 ends: frame after frame, by their own lengths.

const RATES = { 3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000] };
const KILOBITS = {
  "3-3": [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "3-2": [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "3-1": [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2-3": [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2-2": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const WINDOW = 1_048_576;
const LOST = 65_536; // so far we look for the next frame when one is not where it should be

// 0: these four bytes begin no frame.
function frameLength(bytes, at) {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return 0;
  const version = (bytes[at + 1] >> 3) & 3;
  const layer = (bytes[at + 1] >> 1) & 3; // 3 is layer I, 1 is layer III
  const rate = RATES[version]?.[(bytes[at + 2] >> 2) & 3];
  const row = version === 3 ? `3-${layer}` : `2-${layer === 3 ? 3 : 2}`;
  const kilobits = layer === 0 ? undefined : KILOBITS[row][(bytes[at + 2] >> 4) - 1];
  if (!rate || !kilobits) return 0;
  const padding = (bytes[at + 2] >> 1) & 1;
  if (layer === 3) return 4 * (Math.floor((12_000 * kilobits) / rate) + padding);
  return Math.floor(((layer === 1 && version !== 3 ? 72_000 : 144_000) * kilobits) / rate) + padding;
}

async function endOfSound(file, from, to) {
  let at = from;
  let end = from;
  let window = { start: 0, bytes: new Uint8Array(0) };
  const lengthAt = async (position) => {
    if (position < window.start || position + 4 > window.start + window.bytes.length) {
      window = { start: position, bytes: new Uint8Array(await file.slice(position, Math.min(position + WINDOW, to)).arrayBuffer()) };
    }
    return frameLength(window.bytes, position - window.start);
  };
  while (at + 4 <= to && at - end <= LOST) {
    const length = await lengthAt(at);
    const next = at + length;
    // A frame counts if another follows it, or if it ends the file: four bytes alone can look like one by chance.
    const follows = length > 0 && (next === to || (next + 4 <= to && (await lengthAt(next)) > 0));
    if (length > 0 && next <= to && (follows || at === end)) {
      at = next;
      end = next;
    } else {
      at += 1;
    }
  }
  if (end === from) throw new RangeError("no sound");
  return end;
}


// == metadata-mp3.js ==

// MP3: drops ID3 at either end, APE, Lyrics3 and all that follows the last frame; the frames stay as they are, and on disk.

const MOST_TAGS = 20;
const ID3_NAMES = { TIT2: "Title", TPE1: "Artist", TALB: "Album", TSSE: "Software", TENC: "Made by", TDRC: "Recorded at", TYER: "Year", COMM: "A comment", APIC: "A picture", GEOB: "An attached file", PRIV: "Notes of a program", TXXX: "A text" };

async function mp3(file) {
  const found = [];
  let from = 0;
  let to = file.size;
  for (let count = 0; count < MOST_TAGS; count += 1) {
    const size = await id3v2(file, from, found);
    if (size === 0) break;
    from = Math.min(from + size, to);
  }
  for (let count = 0; count < MOST_TAGS; count += 1) {
    const size = await trailer(file, from, to, found);
    if (size === 0) break;
    to = Math.max(to - size, from);
  }
  const end = await endOfSound(file, from, to);
  if (end < to) found.push({ what: "Data after the sound", value: `${to - end} bytes` });
  return { found, cleaned: file.slice(from, end), stays: ["voices, and sounds of the place", "the name of the encoder, where it is part of the sound"] };
}

const bytesOf = async (file, from, to) => new Uint8Array(await file.slice(Math.max(from, 0), to).arrayBuffer());
const letters = (bytes) => String.fromCharCode(...bytes);
const syncsafe = (bytes, at) => (bytes[at] << 21) | (bytes[at + 1] << 14) | (bytes[at + 2] << 7) | bytes[at + 3];

async function id3v2(file, at, found) {
  const head = await bytesOf(file, at, at + 10);
  if (letters(head.subarray(0, 3)) !== "ID3" || head.length < 10) return 0;
  const size = 10 + syncsafe(head, 6) + (head[5] & 0x10 ? 10 : 0);
  found.push(...framesOf(await bytesOf(file, at + 10, at + Math.min(size, 262_144)), head[3]));
  return size;
}

function framesOf(bytes, version) {
  const found = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; version >= 3 && at + 10 <= bytes.length && /^[A-Z0-9]{4}$/.test(letters(bytes.subarray(at, at + 4))); ) {
    const name = letters(bytes.subarray(at, at + 4));
    const size = version === 4 ? syncsafe(bytes, at + 4) : view.getUint32(at + 4);
    const value = name.startsWith("T") ? plain(letters(bytes.subarray(at + 11, Math.min(at + 10 + size, at + 171))).replace(/[^\x20-\x7e\xa1-\xff]/g, "")) : "";
    found.push({ what: ID3_NAMES[name] ?? "Other notes", value: ID3_NAMES[name] ? value : name });
    at += 10 + size;
  }
  return found.length > 0 ? found : [{ what: "Title, author or software", value: "" }];
}

async function trailer(file, from, to, found) {
  const end = await bytesOf(file, Math.max(from, to - 227 - 128), to);
  const back = (length, words) => end.length >= length && letters(end.subarray(end.length - length, end.length - length + words.length)) === words;
  if (back(128, "TAG")) {
    const tag = end.subarray(end.length - 128);
    found.push({ what: "Title, author or software", value: plain(letters(tag.subarray(3, 93)).replace(/\0/g, " ").replace(/ +/g, " ")) });
    return 128;
  }
  if (back(227, "TAG+")) return note(found, 227);
  if (back(32, "APETAGEX")) {
    const footer = new DataView(end.buffer, end.byteOffset + end.length - 32, 32);
    return note(found, footer.getUint32(12, true) + (footer.getUint32(20, true) & 0x80000000 ? 32 : 0));
  }
  if (back(9, "LYRICS200")) return note(found, Number(letters(end.subarray(end.length - 15, end.length - 9))) + 15);
  if (back(10, "3DI")) return note(found, 20 + syncsafe(end, end.length - 4));
  return 0;
}

function note(found, size) {
  if (!Number.isSafeInteger(size) || size <= 0) throw new RangeError("a tag of no size");
  found.push({ what: "Other notes", value: "" });
  return size;
}


// == metadata-mp4.js ==

// MP4, M4A and QuickTime: overwrites notes, names and times in place, so that no offset moves. Never loads picture or sound.

const MOST_MOOV = 128 * 1024 * 1024;
const MOST_BOXES = 100_000;
const NOTES = { udta: "Notes of the device or an app", meta: "Title, author or software", uuid: "Notes of a program", prft: "Time of making", free: "Left-over bytes", skip: "Left-over bytes", wide: "Left-over bytes" };
const FILLING = new Set(["free", "skip", "wide"]);
const TIMES = new Set(["mvhd", "tkhd", "mdhd"]);
const WALKED = new Set(["trak", "mdia", "minf", "stbl", "edts", "dinf", "moof", "traf", "mvex"]);
const DATA_TRACKS = new Set(["meta", "camm", "gpmd", "mebx", "data", "nrtm"]);

async function mp4(file) {
  const found = [];
  const stays = ["voices, faces, and what else can be seen and heard"];
  const parts = [];
  let at = 0;
  for (let count = 0; at < file.size; count += 1) {
    if (count > MOST_BOXES) throw new RangeError("too many boxes");
    const { type, start, end } = await topBox(file, at);
    if (type === "moov" || type === "moof") parts.push(cleanTree(await load(file, at, end), start - at, found, stays));
    else if (NOTES[type]) parts.push(...(await overwritten(file, at, start, end, type, found)));
    else parts.push(file.slice(at, end));
    at = end;
  }
  return { found: summed(found), cleaned: new Blob(parts), stays };
}

async function topBox(file, at) {
  const view = new DataView(await file.slice(at, at + 16).arrayBuffer());
  if (view.byteLength < 8) throw new RangeError("a box without a head");
  const type = fourLetters(new Uint8Array(view.buffer), 4);
  let size = view.getUint32(0);
  let start = at + 8;
  if (size === 1) {
    size = Number(view.getBigUint64(8));
    start = at + 16;
  }
  if (size === 0) size = file.size - at;
  if (!Number.isSafeInteger(size) || size < start - at || at + size > file.size) throw new RangeError("a box that ends outside");
  return { type, start, end: at + size };
}

const fourLetters = (bytes, at) => String.fromCharCode(...bytes.subarray(at, at + 4));

async function load(file, from, to) {
  if (to - from > MOST_MOOV) throw new RangeError("too big to look into");
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}

const FREE = Uint8Array.of(0x66, 0x72, 0x65, 0x65);

async function overwritten(file, at, start, end, type, found) {
  const content = await load(file, start, end);
  if (allZero(content) && FILLING.has(type)) return [file.slice(at, end)];
  found.push({ what: NOTES[type], value: FILLING.has(type) ? "" : glimpse(content) });
  const head = new Uint8Array(await file.slice(at, start).arrayBuffer());
  head.set(FREE, 4);
  return [head, new Uint8Array(content.length)];
}

// Walks the boxes below moov in memory and changes them where they stand.
function cleanTree(bytes, from, found, stays) {
  const view = new DataView(bytes.buffer);
  let count = 0;
  const walk = (begin, end) => {
    for (let at = begin; at + 8 <= end; ) {
      if ((count += 1) > MOST_BOXES) throw new RangeError("too many boxes");
      const size = view.getUint32(at);
      const type = fourLetters(bytes, at + 4);
      if (size === 0 && type === "\0\0\0\0") return; // QuickTime ends a list with a zero
      if (size < 8 || at + size > end) throw new RangeError("a box that ends outside");
      const content = bytes.subarray(at + 8, at + size);
      if (NOTES[type]) blank(bytes, at, content, type, found);
      else if (TIMES.has(type)) clearTimes(content, found);
      else if (type === "hdlr") clearHandler(content, found, stays);
      else if (WALKED.has(type)) walk(at + 8, at + size);
      at += size;
    }
  };
  walk(from, bytes.length);
  return bytes;
}

function blank(bytes, at, content, type, found) {
  if (!allZero(content)) found.push({ what: NOTES[type], value: FILLING.has(type) ? "" : glimpse(content) });
  bytes.set(FREE, at + 4);
  content.fill(0);
}

function clearTimes(content, found) {
  const width = content[0] === 1 ? 8 : 4;
  const times = content.subarray(4, 4 + 2 * width);
  if (allZero(times)) return;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const seconds = width === 8 ? Number(view.getBigUint64(4)) : view.getUint32(4);
  found.push({ what: "Recorded at", value: timeOf(seconds) });
  times.fill(0);
}

function timeOf(seconds) {
  const date = new Date((seconds - 2_082_844_800) * 1000); // counted from 1904
  return Number.isNaN(date.valueOf()) ? "" : date.toISOString().slice(0, 16).replace("T", " ");
}

function clearHandler(content, found, stays) {
  const kind = fourLetters(content, 8);
  if (DATA_TRACKS.has(kind)) stays.push("a track of notes, perhaps of places or movements, that we cannot take out");
  const words = content.subarray(24);
  if (allZero(words)) return;
  found.push({ what: "Software", value: glimpse(words) });
  words.fill(0);
}

const glimpse = (content) => plain(String.fromCharCode(...content.subarray(0, 600)).replace(/[^\x20-\x7e]+/g, " ").replace(/ +/g, " "));

// The same time stands in every track: said once.
function summed(found) {
  const seen = new Set();
  return found.filter(({ what, value }) => !seen.has(`${what} ${value}`) && seen.add(`${what} ${value}`));
}


// == metadata-png.js ==

// PNG: keeps the chunks that draw, drops texts, times, Exif, everything unknown, and all that follows the end.

const MOST_OF_PNG = 256 * 1024 * 1024;
const KEPT_IN_PNG = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split(" "),
);

async function png(file) {
  if (file.size > MOST_OF_PNG) throw new RangeError("too big to look into");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = [bytes.subarray(0, 8)];
  const found = [];
  let at = 8;
  for (let type = ""; type !== "IEND"; ) {
    const length = readUint32(bytes, at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new RangeError("a chunk that ends outside");
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (KEPT_IN_PNG.has(type)) kept.push(bytes.subarray(at, end));
    else found.push(...describeChunk(type, bytes.subarray(at + 8, end - 4)));
    at = end;
  }
  if (at < bytes.length) found.push({ what: "Data after the picture", value: `${bytes.length - at} bytes` });
  return { found, cleaned: new Blob(kept), stays: ["what the picture itself shows"] };
}

function describeChunk(type, data) {
  if (type === "eXIf") {
    const { found } = readExif(data);
    return found.length > 0 ? found : [{ what: "Notes of the camera or an app", value: "" }];
  }
  if (type === "tIME") return [{ what: "Changed at", value: `${(data[0] << 8) | data[1]}-${data[2]}-${data[3]}` }];
  if (type === "tEXt" || type === "iTXt" || type === "zTXt") {
    const end = data.indexOf(0);
    const word = plain(String.fromCharCode(...data.subarray(0, Math.min(end, 79))));
    const value = type === "tEXt" ? plain(String.fromCharCode(...data.subarray(end + 1, end + 81))) : "";
    return [{ what: `A text (${word})`, value }];
  }
  return [{ what: "Other notes", value: plain(type) }];
}


// == metadata-wav.js ==

// WAV: keeps format, sound and its length; drops every other chunk (LIST, bext, iXML, ID3 and the unknown). Never loads the sound.

const KEPT_IN_WAV = new Set(["fmt ", "data", "fact", "ds64", "wavl", "slnt"]);
const MOST_CHUNKS = 2000;

async function wav(file) {
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const big = head[1] === 0x46; // "RF64": lengths above 4 GiB stand in ds64
  const kept = [];
  const found = [];
  let long;
  let at = 12;
  for (let count = 0; at + 8 <= file.size; count += 1) {
    if (count > MOST_CHUNKS) throw new RangeError("too many chunks");
    const header = new Uint8Array(await file.slice(at, at + 8).arrayBuffer());
    const type = String.fromCharCode(...header.subarray(0, 4));
    let length = new DataView(header.buffer).getUint32(4, true);
    if (type === "ds64") long = await dataLength(file, at + 8);
    if (big && type === "data" && length === 0xffffffff) length = long;
    let end = at + 8 + length;
    if (!Number.isSafeInteger(end) || (end > file.size && type !== "data")) throw new RangeError("a chunk that ends outside");
    end = Math.min(end + (length % 2), file.size);
    if (KEPT_IN_WAV.has(type)) kept.push(file.slice(at, end));
    else if (!(await isEmpty(type, file, at + 8, end))) found.push({ what: NAMES[type] ?? "Other notes", value: await glimpseOf(file, at + 8, end, type) });
    at = end;
  }
  if (at < file.size) found.push({ what: "Data after the sound", value: `${file.size - at} bytes` });
  const size = 4 + kept.reduce((sum, one) => sum + one.size, 0);
  return { found, cleaned: new Blob([rewritten(head, size, big), ...(await withSize(kept, size, big))]), stays: ["voices, and sounds of the place"] };
}

const NAMES = { LIST: "Title, author or software", bext: "Notes of a broadcast recorder", iXML: "Notes of a recorder", "id3 ": "Title, author or software", "ID3 ": "Title, author or software", PEAK: "Time of making", _PMX: "Notes of a program" };

// Only filling bytes are no finding, but they go as well.
async function isEmpty(type, file, from, to) {
  if (!["JUNK", "junk", "FLLR", "PAD "].includes(type)) return false;
  return new Uint8Array(await file.slice(from, to).arrayBuffer()).every((byte) => byte === 0);
}

async function dataLength(file, at) {
  const view = new DataView(await file.slice(at, at + 16).arrayBuffer());
  return Number(view.getBigUint64(8, true));
}

async function glimpseOf(file, from, to, type) {
  if (!NAMES[type]) return plain(type);
  const bytes = new Uint8Array(await file.slice(from, Math.min(to, from + 400)).arrayBuffer());
  return plain(String.fromCharCode(...bytes).replace(/[^\x20-\x7e]+/g, " "));
}

function rewritten(head, size, big) {
  const little = uint32(big ? 0xffffffff : size).reverse();
  return concat(head.subarray(0, 4), little, head.subarray(8, 12));
}

async function withSize(kept, size, big) {
  if (!big) return kept;
  const ds64 = new Uint8Array(await kept[0].arrayBuffer());
  new DataView(ds64.buffer).setBigUint64(8, BigInt(size), true);
  return [new Blob([ds64]), ...kept.slice(1)];
}


// == metadata.js ==

// Looks for what a file tells about its maker, and takes it out without encoding anything anew. Says what it could not do.

const SIGNS = [
  { kind: "jpeg", type: "image/jpeg", clean: jpeg, fits: (start) => starts(start, 0, [0xff, 0xd8, 0xff]) },
  { kind: "png", type: "image/png", clean: png, fits: (start) => starts(start, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { kind: "wav", type: "audio/wav", clean: wav, fits: (start) => (says(start, 0, "RIFF") || says(start, 0, "RF64")) && says(start, 8, "WAVE") },
  { kind: "heic", type: "image/heic", fits: (start) => says(start, 4, "ftyp") && /^(hei|hev|mif|msf|avi)/.test(word(start, 8)) },
  { kind: "m4a", type: "audio/mp4", clean: mp4, fits: (start) => says(start, 4, "ftyp") && /^M4[AB]/.test(word(start, 8)) },
  { kind: "mov", type: "video/quicktime", clean: mp4, fits: (start) => says(start, 4, "ftyp") && word(start, 8) === "qt  " },
  { kind: "mp4", type: "video/mp4", clean: mp4, fits: (start) => says(start, 4, "ftyp") },
  { kind: "mp3", type: "audio/mpeg", clean: mp3, fits: (start) => says(start, 0, "ID3") || (start[0] === 0xff && (start[1] & 0xe6) === 0xe2) },
  { kind: "pdf", type: "application/pdf", fits: (start) => says(start, 0, "%PDF-") },
  { kind: "office", type: "application/zip", fits: (start) => says(start, 0, "PK\x03\x04") },
  { kind: "office", type: "application/x-ole-storage", fits: (start) => starts(start, 0, [0xd0, 0xcf, 0x11, 0xe0]) },
];

const word = (start, at) => String.fromCharCode(...start.subarray(at, at + 4));
const says = (start, at, letters) => starts(start, at, Array.from(letters, (letter) => letter.charCodeAt(0)));
const starts = (start, at, bytes) => bytes.every((byte, number) => start[at + number] === byte);

// {kind, type, found: [{what, value}], cleaned: Blob or null, state}, where state is "removed", "none found" or "not looked at".
// What was taken out is looked for once more in the result; if it is still there, nothing is claimed.
async function lookAt(file) {
  const start = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const sign = SIGNS.find((one) => one.fits(start));
  const type = sign?.type ?? "application/octet-stream";
  const unknown = { kind: sign?.kind ?? "other", type, found: [], cleaned: null, state: "not looked at", stays: [] };
  if (!sign?.clean) return unknown;
  try {
    const { found, cleaned, stays = [] } = await sign.clean(file);
    if (found.length === 0) return { ...unknown, state: "none found", stays };
    const again = await sign.clean(cleaned);
    if (again.found.length > 0) return { ...unknown, found };
    return { ...unknown, found, cleaned: new Blob([cleaned], { type }), state: "removed", stays };
  } catch {
    return unknown; // a file that is not what it says: it can be sent as it is, and the page says that we did not look
  }
}

// Office files by their ending: their bytes are only "a zip". Nothing but the type in the sealed message depends on it.
const ENDINGS = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
  txt: "text/plain",
  csv: "text/csv",
};

function typeOf(looked, name) {
  const ending = name.toLowerCase().split(".").at(-1);
  return looked.kind === "office" || looked.kind === "other" ? (ENDINGS[ending] ?? looked.type) : looked.type;
}


// == told.js ==

// Sizes, days and times as people say them.

const units = ["bytes", "kB", "MB", "GB"];

function sizeInWords(bytes) {
  let unit = 0;
  let number = bytes;
  while (number >= 1000 && unit < units.length - 1) {
    number /= 1000;
    unit += 1;
  }
  if (unit === 0) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ${units[unit]}`;
}

const long = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const dayInWords = (day) => long.format(new Date(`${day}T00:00:00Z`)).replace(",", "");

const today = (now = new Date()) => now.toISOString().slice(0, 10);

const daysLater = (day, days) => today(new Date(Date.parse(day) + days * 86_400_000));

function timeInWords(seconds) {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 60) return "less than a minute left";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes === 1 ? "about a minute left" : `about ${minutes} minutes left`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "about an hour left" : `about ${hours} hours left`;
}

const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;


// == files-view.js ==

// The list of chosen files: what was found in each, what goes along, what can be left out again.

const WARNINGS = {
  pdf: "A PDF can name its author, its program and earlier versions. We cannot take that out safely. If you can, print the pages you need and photograph them.",
  office: "An Office file can name its authors, its path and what was changed. We cannot take that out safely. Saving it as plain text, or photographing the screen, leaves less.",
  heic: "A photo in this format can hold the place and the device. We cannot take that out here. Set the camera to JPEG, or send a screenshot of it.",
  other: "We cannot look into a file of this kind. It may name you or your device.",
};

class ChosenFiles {
  constructor({ most, mostBytes }) {
    Object.assign(this, { most, mostBytes, chosen: [], looking: 0 });
    byId("files").addEventListener("change", () => this.add([...byId("files").files]));
  }

  get any() {
    return this.chosen.length > 0;
  }

  clear() {
    this.chosen = [];
    byId("file-list").replaceChildren();
    byId("files-status").textContent = "";
  }

  async add(files) {
    byId("files").value = "";
    const refused = [];
    for (const file of files) {
      if (this.count() >= this.most) refused.push(`${file.name}: at most ${this.most} files go together.`);
      else if (file.size > this.mostBytes) refused.push(`${file.name}: it is bigger than ${sizeInWords(this.mostBytes)}.`);
      else await this.look(file);
    }
    byId("files-status").textContent = refused.length > 0 ? `Not taken: ${refused.join(" ")}` : `${counted(this.chosen.length, "file", "files")} chosen.`;
  }

  async look(file) {
    this.looking += 1;
    byId("files-status").textContent = `Looking into ${file.name} …`;
    try {
      const looked = await lookAt(file);
      const one = { file, looked, type: typeOf(looked, file.name), name: false, original: false };
      this.chosen.push(one);
      byId("file-list").append(this.row(one));
    } finally {
      this.looking -= 1;
    }
  }

  row(one) {
    const { file, looked } = one;
    const row = element("li", { class: "file" }, element("p", {}, element("strong", { class: "named" }, file.name), ` ${sizeInWords(file.size)}`));
    row.append(...this.findings(one));
    if (looked.cleaned) row.append(this.tick("Send the original as well, with these notes. It may be better evidence, and it may lead to you.", (on) => (one.original = on)));
    row.append(this.tick("Send the name of the file, too", (on) => (one.name = on)));
    row.append(
      element("button", { class: "button link small", type: "button", onclick: () => this.drop(one, row) }, "Leave out", element("span", { class: "hidden-visually" }, ` ${file.name}`)),
    );
    return row;
  }

  findings({ looked }) {
    const list = () => element("ul", { class: "found" }, ...looked.found.slice(0, 12).map(({ what, value }) => element("li", {}, value ? `${what}: ${value}` : what)));
    const stays = looked.stays.length > 0 ? [element("p", { class: "quiet" }, `What stays: ${looked.stays.join("; ")}.`)] : [];
    if (looked.state === "removed") return [element("p", { class: "status good" }, "Hidden notes found, and taken out:"), list(), ...stays];
    if (looked.state === "none found") return [element("p", { class: "status good" }, "We found no hidden notes"), ...stays];
    const found = looked.found.length > 0 ? [element("p", {}, "Found, and not taken out:"), list()] : [];
    return [element("p", { class: "status soon" }, "Sent as it is"), element("p", {}, WARNINGS[looked.kind] ?? "The file is not as files of its kind are, so we could not take anything out."), ...found];
  }

  tick(words, change) {
    return element("label", { class: "choice" }, element("input", { type: "checkbox", onchange: (event) => change(event.target.checked) }), element("span", {}, words));
  }

  drop(one, row) {
    this.chosen = this.chosen.filter((other) => other !== one);
    row.remove();
    byId("files-status").textContent = `${one.file.name} is left out.`;
    byId("files").focus();
  }

  count() {
    return this.chosen.reduce((sum, one) => sum + (one.original ? 2 : 1), 0);
  }

  // What goes: the cleaned file, and after it the original where that was asked for.
  toSend() {
    const sent = [];
    for (const { file, looked, type, name, original } of this.chosen) {
      const named = name ? { name: file.name.slice(0, 200) } : {};
      const metadata = looked.state === "removed" ? "removed" : looked.state;
      sent.push({ blob: looked.cleaned ?? file, type, metadata, ...named });
      if (original) sent.push({ blob: file, type, metadata: "kept", original_of: sent.length, ...named });
    }
    return sent;
  }
}


// == leave.js ==

// The way out: forgets what is on the page, and goes elsewhere in place of this page.

let unsaved = () => false;
let leaving = false;

function leaveTo(exit) {
  if (!/^https:\/\//.test(exit)) return;
  for (const link of document.querySelectorAll("[data-leave]")) link.href = exit;
}

function watchLeaving({ hasUnsaved, forget }) {
  unsaved = hasUnsaved;
  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const exit = link.href;
      leaving = true;
      forget();
      document.body.replaceChildren();
      location.replace(exit);
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });
  // A page that the browser kept whole would still hold what was typed.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  for (const form of document.forms) form.reset();
  byId("text").value = "";
  byId("code").value = "";
}


// == manifest.js ==

// Checks the signed list of keyholders: by the group's root key, of one kind of recipient, in force, one after the other.

class BadManifest extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SHAPES = {
  pq: { start: "age1pq1", prefix: "age1pq", bytes: 1216, length: 1959 },
  x25519: { start: "age1", prefix: "age", bytes: 32, length: 62 },
};
const MOST_KEYHOLDERS = 10;
const MOST_DAYS = 400;

const refuseList = (reason) => {
  throw new BadManifest(reason);
};

function recipientKind(recipient) {
  for (const [kind, shape] of Object.entries(SHAPES)) {
    if (recipient.length !== shape.length || !recipient.startsWith(shape.start)) continue;
    try {
      const { prefix, words } = bech32.decode(recipient, false);
      if (prefix === shape.prefix && bech32.fromWords(words).length === shape.bytes) return kind;
    } catch {
      return null;
    }
  }
  return null;
}

// All of one kind, or none at all: a mix would be as weak as its weakest, and a tagged recipient can be recognised by anyone.
function recipientsKind(recipients) {
  const kinds = new Set(recipients.map(recipientKind));
  if (recipients.length === 0 || recipients.length > MOST_KEYHOLDERS) refuseList("number");
  if (new Set(recipients).size !== recipients.length) refuseList("twice");
  if (kinds.has(null)) refuseList("recipient");
  if (kinds.size !== 1) refuseList("mix");
  return [...kinds][0];
}

function checkManifest(signed, root) {
  const { manifest: words, signature } = signed ?? {};
  if (typeof words !== "string" || typeof signature !== "string") refuseList("shape");
  let genuine = false;
  try {
    genuine = ed25519.verify(unhex(signature, 64), labelled("manifest", utf8(words)), root);
  } catch {
    genuine = false;
  }
  if (!genuine) refuseList("signature");
  const received = DAY.test(signed.change_received_on) ? signed.change_received_on : null; // the server's word, which nobody signs
  return { ...readManifest(words, hex(sha256(root))), hash: sha256hex(utf8(words)), change_received_on: received };
}

function readManifest(words, group) {
  let read;
  try {
    read = JSON.parse(words);
  } catch {
    refuseList("shape");
  }
  if (read?.v !== 1 || !Number.isInteger(read.number) || read.number < 1 || !Array.isArray(read.keyholders)) refuseList("shape");
  if (read.group !== group) refuseList("group");
  if (![read.made_on, read.changed_on, read.valid_until].every((day) => DAY.test(day))) refuseList("day");
  if (read.keyholders.some((one) => typeof one?.recipient !== "string" || !DAY.test(one.since))) refuseList("shape");
  if (recipientsKind(read.keyholders.map((one) => one.recipient)) !== read.kind) refuseList("kind");
  if (read.number === 1 ? read.previous !== null : !/^[0-9a-f]{64}$/.test(read.previous)) refuseList("previous");
  if (daysBetween(read.made_on, read.valid_until) > MOST_DAYS) refuseList("too long");
  return read;
}

const daysBetween = (one, other) => Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000);

function checkInForce(manifest, today) {
  if (today > manifest.valid_until) refuseList("out of date");
  return manifest;
}

const recipientsOf = (manifest) => manifest.keyholders.map((one) => one.recipient);

// The whole key log, oldest first, each naming the one before; the last must be the list in force.
function checkKeyLog(lines, root) {
  const log = lines.split("\n").filter(Boolean).map((line) => checkManifest(parseLine(line), root));
  log.forEach((manifest, at) => {
    if (manifest.number !== at + 1) refuseList("gap");
    if (manifest.previous !== (at === 0 ? null : log[at - 1].hash)) refuseList("previous");
  });
  return log;
}

function parseLine(line) {
  try {
    return JSON.parse(line);
  } catch {
    return refuseList("shape");
  }
}

function changes(before, after) {
  const old = new Set(before ? recipientsOf(before) : []);
  const now = new Set(recipientsOf(after));
  return { added: [...now].filter((one) => !old.has(one)), removed: [...old].filter((one) => !now.has(one)) };
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


// == send-view.js ==

// Shows how far the sending is and how long it may still take; says so to a screen reader now and then, not with every byte.

const SAID_EVERY = 15_000;
const LOOK_BACK = 30_000;

class Progress {
  constructor(total, clock = () => performance.now()) {
    Object.assign(this, { total, clock, gone: 0, marks: [{ at: clock(), gone: 0 }], said: -SAID_EVERY });
    this.show();
  }

  moved(bytes) {
    this.gone = Math.max(0, this.gone + bytes);
    const now = this.clock();
    this.marks.push({ at: now, gone: this.gone });
    while (this.marks.length > 2 && this.marks[1].at < now - LOOK_BACK) this.marks.shift();
    this.show();
  }

  get secondsLeft() {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    const speed = (last.gone - first.gone) / ((last.at - first.at) / 1000);
    return speed > 0 ? (this.total - this.gone) / speed : Infinity;
  }

  show() {
    const share = Math.min(99, Math.floor((100 * this.gone) / this.total));
    const left = this.marks.at(-1).at - this.marks[0].at > 2000 ? timeInWords(this.secondsLeft) : "";
    const words = `${sizeInWords(Math.min(this.gone, this.total))} of about ${sizeInWords(this.total)}${left ? `, ${left}` : ""}`;
    byId("send-bar").value = share;
    byId("send-words").textContent = words;
    if (this.clock() - this.said >= SAID_EVERY) {
      this.said = this.clock();
      byId("send-said").textContent = `${share} per cent. ${words}`;
    }
  }
}

const REASONS = {
  network: "The line to the server is broken, and did not come back.",
  stopped: "You stopped it.",
  closed: "The inbox is switched off at the moment.",
  full: "The inbox is full at the moment.",
  busy: "The inbox has too much to do at the moment.",
  "too-large": "The server does not take as much at once.",
  unknown: "The server had thrown the pieces away, because too much time had passed.",
  refused: "The server did not take the seal. The list of keyholders may just have changed: load this page anew.",
  conflict: "Somebody has just written under the same words, perhaps you in another window.",
  receipt: "The server confirmed something else than what was sent.",
};

const reasonInWords = (error) => REASONS[error?.reason] ?? "Something went wrong in this browser.";


// == memo.js ==

// The source's note to themselves: how far their thread is. Opened only by the return code; 256 bytes whatever it says.

const ROOM = 228;

function writeMemo({ memo, thread }, note, nonce = random(12)) {
  const bytes = utf8(JSON.stringify(note));
  if (bytes.length + 4 > ROOM) throw new RangeError("a memo is short");
  const padded = concat(uint32(bytes.length), bytes, new Uint8Array(ROOM - 4 - bytes.length));
  return concat(nonce, chacha20poly1305(memo, nonce, thread).encrypt(padded));
}

// null: not written with this code. So it is, too, for a code that the server does not know.
function readMemo({ memo, thread }, sealed) {
  try {
    const padded = chacha20poly1305(memo, sealed.subarray(0, 12), thread).decrypt(sealed.subarray(12));
    const length = readUint32(padded);
    if (!allZero(padded.subarray(4 + length))) return null;
    const note = JSON.parse(text(padded.subarray(4, 4 + length)));
    return Number.isInteger(note.seq) && /^[0-9a-f]{64}$/.test(note.prev) ? note : null;
  } catch {
    return null;
  }
}

const memoNote = ({ seq, sealedHash, day, manifest }) => ({ seq, prev: hex(sealedHash), day, manifest: manifest.slice(0, 16) });


// == message.js ==

// Makes and reads the envelope of a message: what is signed by a source, what carries a keyholder's code, and in which order.

class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const refuse = (reason) => {
  throw new Refused(reason);
};

function sealableMessage(body, signingKey) {
  const words = JSON.stringify(body);
  const sig = hex(ed25519.sign(labelled("message", utf8(words)), signingKey));
  return frame(JSON.stringify({ body: words, sig }));
}

function sealableReply(body, macKey) {
  const words = JSON.stringify(body);
  return frame(JSON.stringify({ body: words, mac: replyMac(words, macKey) }));
}

const replyMac = (words, key) => hex(hmac(sha256, key, labelled("reply", utf8(words))));

const VERSIONS = { message: [1, 2], reply: [1] };

function openFrame(framed, kind) {
  try {
    const envelope = JSON.parse(unframe(framed));
    const body = JSON.parse(envelope.body);
    if (!VERSIONS[kind].includes(body.v) || body.kind !== kind || typeof body.text !== "string" || !Number.isInteger(body.seq) || body.seq < 0) refuse("shape");
    return { envelope, body };
  } catch (error) {
    return error instanceof Refused ? refuse(error.reason) : refuse("frame");
  }
}

// `before` is what the thread looked like until now: null for message 0, else {thread, sign, seq, hash}.
function readMessage(framed, { group, before }) {
  const { envelope, body } = openFrame(framed, "message");
  if (body.group !== group) refuse("group");
  if (before ? body.thread !== before.thread : !isHash(body.thread)) refuse("thread");
  const sign = before ? before.sign : body.sign;
  if (!signed(envelope, sign)) refuse("signature");
  if (body.seq !== (before ? before.seq + 1 : 0)) refuse("sequence");
  if (body.prev !== (before ? before.hash : null)) refuse("previous");
  if (!Array.isArray(body.files) || !body.files.every(isFile(body.v))) refuse("files");
  if (!before && (typeof body.reply_to !== "string" || !isHash(body.reply_mac))) refuse("reply key");
  return body;
}

function signed(envelope, key) {
  try {
    return ed25519.verify(unhex(envelope.sig, 64), labelled("message", utf8(envelope.body)), unhex(key, 32));
  } catch {
    return false;
  }
}

function readReply(framed, { group, thread, mac }) {
  const { envelope, body } = openFrame(framed, "reply");
  if (body.group !== group) refuse("group");
  if (body.thread !== thread) refuse("thread");
  if (typeof envelope.mac !== "string" || !equal(utf8(envelope.mac), utf8(replyMac(envelope.body, mac)))) refuse("signature");
  if (body.prev !== null && !isHash(body.prev)) refuse("previous");
  return body;
}

const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

// The hash of a file's content: of all of it in version 1, over the hashes of its pieces in version 2.
const isFile = (version) => (file, at) =>
  file?.number === at + 1 &&
  Number.isSafeInteger(file.size) &&
  file.size >= 0 &&
  isHash(version === 1 ? file.sha256 : file.content_sha256) &&
  isHash(file.sealed_sha256) &&
  typeof file.type === "string" &&
  (file.name === undefined || typeof file.name === "string");


// == receipt.js ==

// What both sides compute from the chunks: the sealed hash of a part, and the receipt of a whole submission.

const sealedHash = (chunkHashes) => sha256(concat(...chunkHashes.map((hash) => unhex(hash, 32))));

const receiptOf = (parts) => sha256(concat(...parts.map((part) => sealedHash(part.chunks))));


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


// == hands.js ==

// The page's workers: asks them, and tells at once when one cannot. What they cannot do, the page does itself.

const ADDRESS = "worker.js";
const HAND_SILENCE = 60_000; // a worker that owes an answer and says nothing for so long is given up
const MOST_HANDS = 2; // each holds a copy of the bundle, and two seal faster than most lines carry

// The page's policy knows one kind of script address, and this is its one address.
let policy;
function worker() {
  policy ??= globalThis.trustedTypes?.createPolicy("sealed-worker", { createScriptURL: (asked) => (asked === ADDRESS ? asked : "") });
  return new Worker(policy ? policy.createScriptURL(ADDRESS) : ADDRESS, { type: "module" });
}

class Hand {
  #worker = worker();
  #waiting = new Map();
  #asked = 0;
  #timer;

  constructor() {
    Object.assign(this, { ready: false, failed: false });
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = this.#worker.onmessageerror = () => this.stop();
  }

  get owes() {
    return this.#waiting.size;
  }

  // Gives the worker's answer, or null: then the caller does it without.
  ask(job, given) {
    if (this.failed) return Promise.resolve(null);
    return new Promise((done) => {
      this.#waiting.set((this.#asked += 1), done);
      this.#listen();
      this.#worker.postMessage({ number: this.#asked, job, given });
    });
  }

  stop() {
    this.failed = true;
    this.#worker.terminate();
    clearTimeout(this.#timer);
    this.#waiting.forEach((done) => done(null));
    this.#waiting.clear();
  }

  #heard({ number, answer }) {
    this.ready = true;
    this.#waiting.get(number)?.(answer);
    this.#waiting.delete(number);
    this.#listen();
  }

  #listen() {
    clearTimeout(this.#timer);
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.stop(), HAND_SILENCE);
  }
}

function hand() {
  try {
    return typeof Worker === "undefined" ? null : new Hand();
  } catch {
    return null;
  }
}

// As many as there are cores, and not more than a phone bears; made once, and kept for the next file.
let hands;
function takeHands() {
  hands ??= Array.from({ length: Math.min(MOST_HANDS, globalThis.navigator?.hardwareConcurrency ?? MOST_HANDS) }, hand).filter((one) => one !== null);
  return hands;
}

// The one that owes least of those that are there.
const freest = () => takeHands().filter((one) => one.ready && !one.failed).sort((one, other) => one.owes - other.owes)[0];

let beside; // null: there is none, or it failed once

// The hash of a whole file, in a worker where the browser lets us, else here.
async function hashBeside(blob) {
  if (beside === undefined) beside = hand();
  const answer = await beside?.ask("hash", { blob });
  if (answer) return answer.sha256;
  beside?.stop();
  beside = null;
  return hashBlob(blob);
}


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


// == seal.js ==

// Seals bytes to keyholders in the age format: a message in one piece, a file of any size piece by piece, in bounded memory.

const AHEAD = 4; // pieces under way at once, each of 1 MiB
const WORTH_HANDS = 2; // a file of fewer pieces is sealed before a worker has started

function sealer(recipients) {
  recipientsKind(recipients);
  const encrypter = new Encrypter();
  recipients.forEach((one) => encrypter.addRecipient(one));
  return encrypter;
}

async function sealBytes(recipients, bytes) {
  return new Blob([await sealer(recipients).encrypt(bytes)]);
}

// The header is the library's: it seals nothing at all, and tells one more recipient, who gets no stanza, under which file key.
// What follows the header is ours: a new nonce, and the key of the payload from both.
async function beginFile(recipients) {
  const encrypter = sealer(recipients);
  let fileKey;
  encrypter.addRecipient({ wrapFileKey: async (key) => ((fileKey = key.slice()), []) });
  const empty = await encrypter.encrypt(new Uint8Array(0));
  const header = empty.subarray(0, empty.length - 16 - 16); // without its nonce and the one chunk, which is a tag alone
  const nonce = random(16);
  return { start: concat(header, nonce), key: hkdf(sha256, fileKey, nonce, utf8("payload"), 32) };
}

// `sealed` gives the bytes in their order. `content` gives the hash of the file's own, once the last of them was taken.
async function sealFile(recipients, file) {
  const { start, key } = await beginFile(recipients);
  const hashes = [];
  return { sealed: sealedPieces(start, key, file, hashes), content: () => contentHash(file.size, hashes) };
}

async function* sealedPieces(start, key, file, hashes) {
  yield start;
  const pieces = numberOfPieces(file.size);
  const sealers = new Sealers(await cipherFor(key), key, file, pieces);
  const underWay = [];
  try {
    for (let next = 0; next < pieces || underWay.length > 0; ) {
      while (next < pieces && underWay.length < AHEAD) {
        const one = sealers.seal(pieceOf(file, next));
        one.catch(() => {}); // told when its turn comes
        underWay.push(one);
        next += 1;
      }
      const { sealed, sha256: hash } = await underWay.shift();
      if (hash) hashes.push(hash);
      yield* sealed;
    }
  } finally {
    sealers.stop();
  }
}

// Who seals: the browser itself where it can, else a worker that is there, else the page. A piece that a worker does not bring is sealed here.
class Sealers {
  #turn = Promise.resolve();
  #contents = null;

  constructor(cipher, key, file, pieces) {
    Object.assign(this, { cipher, key, file, hands: pieces >= WORTH_HANDS });
    if (cipher.native) this.#contents = contentsOf(file);
    else if (this.hands) takeHands(); // they need a moment, in which the page begins
  }

  async seal(piece) {
    if (this.#contents) return this.#sealInOrder(piece);
    const hand = this.hands && !this.cipher.native ? freest() : undefined;
    const whole = withContent(this.file, piece);
    return (await hand?.ask("seal", { piece: whole, key: this.key })) ?? this.#inTurn(() => sealPiece(this.cipher, whole));
  }

  // Read one after the other, sealed several at a time.
  async #sealInOrder(piece) {
    const content = await this.#inTurn(() => this.#contents.next(piece.content));
    const sealed = await sealContent(this.cipher, piece, content);
    this.#contents.giveBack(content);
    return sealed;
  }

  #inTurn(act) {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  stop() {
    this.#contents?.stop();
  }
}

function contentsOf(file) {
  try {
    return new Contents(file);
  } catch {
    return null; // a browser whose files cannot be read in this way
  }
}


// == submission.js ==

// Sends a whole submission: files first, as they are read; the message last, because it names what the files became.

const HEADER_OF = { pq: 1560, x25519: 100 }; // about, a keyholder: only for the progress bar

function bytesToSend(files, manifest) {
  const header = HEADER_OF[manifest.kind] * manifest.keyholders.length + 70;
  return files.reduce((sum, one) => sum + sealedSize(header, paddedFileSize(one.blob.size)), sealedSize(header, 16_384));
}

// `note` is what the memo of the thread said, null for a new thread; `files` are {blob, type, name?, metadata, original_of}.
async function submit({ upload, derived, manifest, text, files, note, oldMemo, today, promised = () => {}, exercise = false }) {
  const recipients = recipientsOf(manifest);
  await upload.start();
  const described = [];
  for (const [at, file] of files.entries()) described.push(await sendFile(upload, recipients, file, at + 1));
  const body = await bodyOf({ derived, manifest, text, described, note, exercise });
  const sealed = await sealBytes(recipients, sealableMessage(body, derived.sign));
  const sealedBytes = new Uint8Array(await sealed.arrayBuffer());
  await upload.part(0, [sealedBytes]);
  const memoSays = memoNote({ seq: body.seq, sealedHash: sha256(sealedBytes), day: today, manifest: manifest.hash });
  const memo = writeMemo(derived, memoSays);
  const where = note ? { lookup: hex(derived.lookup), replaces: hex(sha256(oldMemo)) } : { thread: hex(derived.thread) };
  promised(memoSays.prev);
  const receipt = await upload.finish({ memo: hex(memo), ...where });
  return { receipt, memo };
}

async function sendFile(upload, recipients, file, number) {
  const { sealed, content } = await sealFile(recipients, file.blob);
  const { chunks } = await upload.part(number, sealed);
  return {
    number,
    size: file.blob.size,
    content_sha256: hex(content()),
    sealed_sha256: hex(sealedHash(chunks)),
    type: file.type,
    ...(file.name ? { name: file.name } : {}),
    metadata: file.metadata,
    original_of: file.original_of ?? null,
  };
}

async function bodyOf({ derived, manifest, text, described, note, exercise }) {
  const first = note
    ? {}
    : { reply_to: await replyRecipient(derived, manifest.kind), reply_mac: hex(derived.mac), sign: hex(derived.signer) };
  return {
    v: 2,
    kind: "message",
    group: manifest.group,
    thread: hex(derived.thread),
    seq: note ? note.seq + 1 : 0,
    prev: note ? note.prev : null,
    manifest: manifest.hash,
    text,
    files: described,
    ...first,
    ...(exercise ? { exercise: true } : {}),
  };
}

// How long a text may be, before anything is sent: the frame has an end, and files take some of it.
const textBytes = (text) => utf8(JSON.stringify(JSON.stringify(text))).length;


// == open.js ==

// Opens what is sealed: gives nothing before the last chunk has verified, and looks at no header that is too big.

class CannotOpen extends Error {
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason; // "header", "not for these keys", "damaged", "padding", "size", "hash"
  }
}

const MOST_HEADER = 32 * 1024;
const MOST_STANZAS = 20;
const MOST_ARMOUR = 4 * 1024 * 1024;
const latin = new TextDecoder("latin1");

// Returns a Blob of the whole plaintext. Where it is kept until then is the browser's affair; no script sees a byte of it.
async function openSealed(sealed, { identities = [], passphrase } = {}) {
  const binary = await withoutArmour(sealed);
  await checkHeader(binary);
  const decrypter = new Decrypter();
  identities.forEach((one) => decrypter.addIdentity(one));
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  let plain;
  try {
    plain = await decrypter.decrypt(binary.stream());
  } catch (error) {
    throw new CannotOpen(/no identity matched/.test(error.message) ? "not for these keys" : "header", error);
  }
  try {
    return await new Response(plain).blob();
  } catch (error) {
    throw new CannotOpen("damaged", error);
  }
}

async function openBytes(sealed, keys) {
  const blob = await openSealed(sealed, keys);
  return new Uint8Array(await blob.arrayBuffer());
}

async function withoutArmour(sealed) {
  const start = latin.decode(await sealed.slice(0, 1024).arrayBuffer());
  if (!/^\s*-----BEGIN/.test(start)) return sealed;
  if (sealed.size > MOST_ARMOUR) throw new CannotOpen("header");
  try {
    return new Blob([armor.decode(latin.decode(await sealed.arrayBuffer()))]);
  } catch (error) {
    throw new CannotOpen("header", error);
  }
}

async function checkHeader(sealed) {
  const start = latin.decode(await sealed.slice(0, MOST_HEADER + 1).arrayBuffer());
  const end = start.indexOf("\n--- ");
  const closed = end === -1 ? -1 : start.indexOf("\n", end + 1);
  if (closed === -1 || closed > MOST_HEADER) throw new CannotOpen("header");
  if ((start.slice(0, end).match(/\n-> /g) ?? []).length > MOST_STANZAS) throw new CannotOpen("header");
}

// A file of a message: its first `size` bytes, if everything else about it is as the message says.
async function openFile(sealed, keys, described, version) {
  const padded = await openSealed(sealed, keys);
  if (padded.size !== paddedFileSize(described.size)) throw new CannotOpen("size");
  const content = padded.slice(0, described.size);
  if (!(await onlyZeros(padded.slice(described.size)))) throw new CannotOpen("padding");
  const [hash, said] = version === 1 ? [await hashBeside(content), described.sha256] : [await hashContent(content), described.content_sha256];
  if (hex(hash) !== said) throw new CannotOpen("hash");
  return content;
}

async function* pieces(blob) {
  for (let at = 0; at < blob.size; at += 1_048_576) yield new Uint8Array(await blob.slice(at, at + 1_048_576).arrayBuffer());
}

async function onlyZeros(blob) {
  for await (const piece of pieces(blob)) if (piece.some((byte) => byte !== 0)) return false;
  return true;
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


// == chunks.js ==

// Cuts what is sealed into chunks, each a Blob with the promise of its SHA-256: a Blob goes up ten times faster than an array of bytes,
// and the browser hashes one chunk beside the sealing of the next.

// `pieces` gives arrays of bytes of any length, one after the other.
async function* cut(pieces, chunkBytes) {
  const buffer = new Uint8Array(chunkBytes); // one for all: a Blob and a hash each take a copy at once
  let filled = 0;
  let index = 0;
  for await (const piece of pieces) {
    let rest = piece;
    while (rest.length > 0) {
      const taken = rest.subarray(0, chunkBytes - filled);
      buffer.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled === chunkBytes) {
        yield chunk(buffer, index);
        filled = 0;
        index += 1;
      }
    }
  }
  if (filled > 0) yield chunk(buffer.subarray(0, filled), index);
}

function chunk(bytes, index) {
  hurryCollector();
  return { index, blob: new Blob([bytes]), sha256: digest(bytes).then(hex), size: bytes.length };
}


// == work.js ==

// The small proof of work that a busy inbox asks for: at most 16 bits of SHA-256, seconds even without a compiler in the browser.

const MOST_BITS = 16;
const TRIED_AT_ONCE = 2000;

const leadingZeros = (hash) => {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
};

const workHash = (challenge, number) => sha256(labelled("work", utf8(`${challenge}:${number}`)));

async function solve({ challenge, bits }, breathe = () => new Promise((done) => setTimeout(done))) {
  if (!/^[0-9a-f]{32}$/.test(challenge) || !Number.isInteger(bits) || bits < 0 || bits > MOST_BITS) {
    throw new RangeError("a challenge of the wrong shape");
  }
  for (let number = 0; ; number += 1) {
    if (leadingZeros(workHash(challenge, number)) >= bits) return String(number);
    if (number % TRIED_AT_ONCE === TRIED_AT_ONCE - 1) await breathe();
  }
}


// == upload.js ==

// Carries chunks to the server: two in flight, each tried again by index and hash, success only when the receipts are the same.

class UploadFailed extends Error {
  constructor(reason, { unsure = false } = {}) {
    super(reason);
    this.reason = reason; // "network", "stopped", "receipt", or the server's word
    this.unsure = unsure;
  }
}

const IN_FLIGHT = 2;
const WAITS = [1, 2, 4, 8, 15, 30, 60, 60];
const WORTH_ANOTHER_TRY = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

const pause = (seconds, signal) =>
  new Promise((done, stop) => {
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener("abort", () => (clearTimeout(timer), stop(new UploadFailed("stopped"))), { once: true });
  });

// `ask` is the transport: (method, path, {body, headers, signal, sent}) → {status, json}; status 0 is a lost connection.
class Upload {
  constructor({ ask, chunkBytes, signal, sent = () => {}, wait = pause, waits = WAITS }) {
    Object.assign(this, { ask, chunkBytes, signal, sent, wait, waits });
    this.parts = [];
  }

  async start() {
    for (let tried = 0; ; tried += 1) {
      const challenge = await this.persist("GET", "api/challenge", {}, [200]);
      const work = await solve(challenge);
      const body = JSON.stringify({ v: 1, challenge: challenge.challenge, work });
      try {
        const { upload } = await this.persist("POST", "api/start", json(body), [201]);
        if (!/^[0-9a-f]{32}$/.test(upload)) throw new UploadFailed("malformed");
        this.id = upload;
        return;
      } catch (error) {
        if (error.reason !== "work" || tried >= 2) throw error; // the answer was lost and the challenge is used: take a new one
      }
    }
  }

  // Sends one part as it is made: the next chunk is sealed while two are under way. Returns what the server was told about it.
  async part(number, pieces) {
    const chunks = [];
    let size = 0;
    const flying = new Set();
    let failure = null;
    for await (const one of cut(pieces, this.chunkBytes)) {
      if (flying.size >= IN_FLIGHT) await Promise.race(flying);
      if (failure) break;
      size += one.size;
      const flight = this.chunk(number, one)
        .then((sha256) => (chunks[one.index] = sha256))
        .catch((error) => (failure ??= error))
        .finally(() => flying.delete(flight));
      flying.add(flight);
    }
    await Promise.all(flying);
    if (failure) throw failure;
    return (this.parts[number] = { size, chunks });
  }

  async chunk(part, { index, blob, sha256: hashing }) {
    const sha256 = await hashing;
    const headers = { "Content-Type": "application/octet-stream", "X-Chunk-SHA256": sha256 };
    const answer = await this.persist("PUT", `api/uploads/${this.id}/${part}/${index}`, { body: blob, headers, sent: this.sent }, [200]);
    if (answer.sha256 !== sha256) throw new UploadFailed("receipt");
    return sha256;
  }

  async finish(about) {
    const body = JSON.stringify({ v: 1, parts: this.parts, ...about });
    const { receipt } = await this.persist("POST", `api/uploads/${this.id}/finish`, json(body), [201], true);
    if (receipt !== hex(receiptOf(this.parts))) throw new UploadFailed("receipt", { unsure: true });
    return receipt;
  }

  // Asks until there is an answer that asking again would not change.
  async persist(method, path, options, wanted, unsure = false) {
    for (let tried = 0; ; tried += 1) {
      if (this.signal?.aborted) throw new UploadFailed("stopped", { unsure: unsure && tried > 0 });
      const { status, json: answer } = await this.ask(method, path, { ...options, signal: this.signal });
      if (wanted.includes(status) && answer) return answer;
      if (!WORTH_ANOTHER_TRY.has(status) && !wanted.includes(status)) {
        throw new UploadFailed(typeof answer?.error === "string" ? answer.error : "malformed", { unsure: unsure && tried > 0 });
      }
      if (tried >= this.waits.length) throw new UploadFailed(status === 0 ? "network" : (answer?.error ?? "network"), { unsure });
      const asked = status === 429 && Number.isFinite(answer?.retry) ? Math.min(answer.retry, 120) : 0;
      await this.wait(Math.max(this.waits[tried], asked), this.signal);
    }
  }
}

const json = (body) => ({ body, headers: { "Content-Type": "application/json" } });


// == thread-view.js ==

// Coming back: asks for the answers under a code, opens them here, shows only those that a keyholder must have written.

const JSON_TYPE = { "Content-Type": "application/json" };

async function withCode(ask, path, derived) {
  const { status, json } = await ask("POST", path, { body: JSON.stringify({ v: 1, lookup: hex(derived.lookup) }), headers: JSON_TYPE });
  if (status !== 200 || json?.v !== 1) throw new UploadFailed(json?.error ?? "network");
  return json;
}

// {memo, note, replies}; note is null when nothing is kept under this code.
async function lookUp(ask, derived, group) {
  const answer = await withCode(ask, "api/lookup", derived);
  const memo = unhex(answer.memo, 256);
  const replies = await Promise.all((answer.replies ?? []).map((reply) => openReply(reply, derived, group)));
  return { memo, note: readMemo(derived, memo), replies };
}

async function openReply({ sealed }, derived, group) {
  const bytes = unbase64(sealed);
  const hash = sha256hex(bytes);
  try {
    const framed = await openBytes(new Blob([bytes]), { identities: replyIdentities(derived) });
    return { hash, bytes, body: readReply(framed, { group, thread: hex(derived.thread), mac: derived.mac }) };
  } catch {
    return { hash, bytes, body: null };
  }
}

function showThread({ note, replies }, { derived, manifest, addresses }) {
  addresses.splice(0).forEach((one) => URL.revokeObjectURL(one));
  const good = replies.filter(({ body }) => body).sort((one, other) => one.body.seq - other.body.seq);
  byId("replies").replaceChildren(...good.map(({ body }) => replyRow(body)));
  byId("thread-words").textContent = threadWords(note, good);
  const notices = warnings(note, good, replies.length - good.length, manifest);
  byId("thread-notice").hidden = notices.length === 0;
  byId("thread-notice").replaceChildren(element("div", {}, ...notices.map((words) => element("p", {}, words))));
  byId("thread-known").hidden = note === null;
  byId("thread-identity").textContent = note ? replyIdentity(derived, manifest.kind) : "";
  byId("thread-files").replaceChildren(...good.map(({ bytes }, at) => fileRow(bytes, at, addresses)));
}

const replyRow = (body) => element("li", {}, element("p", { class: "label" }, `Answer of ${/^\d{4}-\d{2}-\d{2}$/.test(body.day) ? dayInWords(body.day) : "an unknown day"}`), element("p", { class: "typed" }, body.text));

function fileRow(bytes, at, addresses) {
  const address = URL.createObjectURL(new Blob([bytes]));
  addresses.push(address);
  return element("li", {}, element("a", { href: address, download: `answer-${at + 1}.age` }, `Answer ${at + 1}, sealed`));
}

function threadWords(note, good) {
  if (note === null) return "Nothing is kept under these words. It may have been deleted or have run out, or the words belong to another group’s inbox.";
  const wrote = `You last wrote on ${dayInWords(note.day)}.`;
  return good.length === 0 ? `There is no answer yet. ${wrote}` : `${counted(good.length, "answer", "answers")}. ${wrote}`;
}

function warnings(note, good, refused, manifest) {
  const words = [];
  if (refused > 0) words.push(`${counted(refused, "answer was", "answers were")} not written by somebody who could read your first message, or changed on the way. We do not show ${refused === 1 ? "it" : "them"}.`);
  const highest = Math.max(-1, ...good.map(({ body }) => body.seq));
  if (new Set(good.map(({ body }) => body.seq)).size !== highest + 1) words.push("An answer seems to be missing. Come back later; if it stays so, somebody may be holding it back.");
  if (note && note.manifest !== manifest.hash.slice(0, 16)) words.push("The list of keyholders has changed since you last wrote. Look at it before you write again.");
  return words;
}


// == transport.js ==

// Asks the server, relative to the page, without cookies' sake or cache; tells how far a body has gone, and gives up on silence.

const CHUNK_SILENCE = 120_000; // a chunk that has not moved for this long is asked for again

function ask(method, path, { body, headers = {}, signal, sent } = {}) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    let timer;
    let gone = 0;
    const finish = (status, text) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      if (sent && status !== 200) sent(-gone);
      done({ status, json: answerIn(text) });
    };
    const stop = () => request.abort();
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(stop, CHUNK_SILENCE);
    };
    request.open(method, path);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    if (sent) {
      request.upload.onprogress = (event) => {
        moved();
        sent(event.loaded - gone);
        gone = event.loaded;
      };
    }
    request.onload = () => finish(request.status, request.responseText);
    request.onerror = () => finish(0, "");
    request.onabort = () => finish(0, "");
    signal?.addEventListener("abort", stop, { once: true });
    moved();
    request.send(body ?? null);
  });
}

function answerIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Says what it is: a line that breaks, and not something wrong in the browser.
class NotFetched extends Error {
  constructor(path, cause) {
    super(`not fetched: ${path}`, { cause });
    this.reason = "network";
  }
}

async function fetched(path, options) {
  try {
    const answer = await fetch(path, { cache: "no-store", redirect: "error", ...options });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer;
  } catch (error) {
    throw new NotFetched(path, error);
  }
}

const fetchText = async (path) => (await fetched(path, { credentials: "omit" })).text();

const fetchJson = async (path) => JSON.parse(await fetchText(path));

// As somebody who is signed in. `moved` is told how many bytes came, as they come.
async function fetchOwn(path, moved) {
  const answer = await fetched(path, { credentials: "same-origin" });
  if (!moved) return answer;
  const counting = new TransformStream({
    transform(piece, controller) {
      moved(piece.length);
      controller.enqueue(piece);
    },
  });
  return new Response(answer.body.pipeThrough(counting));
}


// == words.js ==

// Turns 16 bytes into twelve words and back, and a public key into eight fingerprint words. The list is the BIP39 English standard.

class BadWords extends Error {
  constructor(reason, detail = "") {
    super(reason);
    this.reason = reason; // "count", "unknown" or "checksum"
    this.detail = detail;
  }
}

// How people in Britain spell words of the list, which is American. None begins with the four letters of another word.
const BRITISH = {
  amongst: "among", armour: "armor", catalogue: "catalog", cheque: "check", colour: "color", defence: "defense",
  draught: "draft", enquiry: "inquiry", enrol: "enroll", favourite: "favorite", fibre: "fiber", flavour: "flavor",
  harbour: "harbor", humour: "humor", instal: "install", labour: "labor", licence: "license", maths: "math", mum: "mom",
  naïve: "naive", odour: "odor", practise: "practice", programme: "program", racoon: "raccoon", storey: "story",
  towards: "toward", vapour: "vapor", waggon: "wagon",
};

const byStart = new Map(wordlist.map((word, number) => [word.slice(0, 4), number]));
const bits = (number, width) => number.toString(2).padStart(width, "0");
const allBits = (bytes) => Array.from(bytes, (byte) => bits(byte, 8)).join("");
const toWords = (binary) => binary.match(/.{11}/g).map((eleven) => wordlist[parseInt(eleven, 2)]);

function encodeCode(entropy) {
  if (entropy.length !== 16) throw new RangeError("a return code is 16 bytes");
  return toWords(allBits(entropy) + bits(sha256(entropy)[0] >> 4, 4));
}

// Any case, any spaces, four-letter beginnings, British spellings; numbers and punctuation that people write beside words are passed over.
function decodeCode(typed) {
  const words = typed.normalize("NFKC").toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  if (words.length !== 12) throw new BadWords("count", String(words.length));
  const binary = words.map((word) => bits(wordNumber(word), 11)).join("");
  const entropy = Uint8Array.from(binary.slice(0, 128).match(/.{8}/g), (eight) => parseInt(eight, 2));
  if (parseInt(binary.slice(128), 2) !== sha256(entropy)[0] >> 4) throw new BadWords("checksum");
  return entropy;
}

// The word of the list that somebody means who spells as in Britain, whole or by its four first letters.
const meant = (typed) => BRITISH[Object.keys(BRITISH).find((one) => one === typed || (typed.length >= 4 && one.startsWith(typed)))];

function wordNumber(typed) {
  const word = meant(typed) ?? typed;
  const number = byStart.get(word.slice(0, 4));
  if (number === undefined || !wordlist[number].startsWith(word)) throw new BadWords("unknown", typed);
  return number;
}

const sameWord = (typed, word) => {
  const [one] = typed.normalize("NFKC").toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  return one !== undefined && (one === word || meant(one) === word || (one.length >= 4 && word.startsWith(one)));
};

function fingerprintWords(bytes) {
  return toWords(allBits(sha256(labelled("fingerprint", bytes)).subarray(0, 11)));
}


// == who.js ==

// Says who reads: how many, since when, in which words; warns for 30 days after a change, or after the day it reached the server.

const NOTICE_DAYS = 30;
const NUMBER_STALE = 400;

// The list's own day of change, or the server's word for the day on which the change came, whichever is later.
const lastChange = ({ changed_on, change_received_on }) => (change_received_on > changed_on ? change_received_on : changed_on);

function showWho(config, manifest, today) {
  const many = manifest.keyholders.length;
  byId("who-number").textContent =
    `${counted(many, "keyholder", "keyholders")} of ${config.group}, each on a device of their own. ` +
    `The list last changed on ${dayInWords(manifest.changed_on)}. ` +
    (manifest.kind === "pq" ? "Their keys are made to hold against a quantum computer, too." : "Their keys would not hold against a quantum computer of the future.");
  byId("who-root").textContent = fingerprintWords(unhex(config.root, 32)).join(" ");
  byId("who-keys").replaceChildren(
    ...manifest.keyholders.map((one) => element("li", {}, element("span", { class: "fingerprint" }, fingerprintWords(utf8(one.recipient)).join(" ")), `, since ${dayInWords(one.since)}`)),
  );
  const ago = daysBetween(lastChange(manifest), today);
  if (manifest.number > 1 && ago <= NOTICE_DAYS) warnOfChange(manifest);
  const details = byId("who").querySelector("details");
  if (details.open) showLog(config, manifest); // opened before the list was here, on a slow connection
  else details.addEventListener("toggle", () => showLog(config, manifest), { once: true });
}

function warnOfChange(manifest) {
  const came = lastChange(manifest);
  const late = came > manifest.changed_on ? `, and it reached this server on ${dayInWords(came)}` : "";
  byId("who-changed").replaceChildren(
    element("div", {}, element("h3", {}, "The list of keyholders changed lately"), element("p", {}, `On ${dayInWords(manifest.changed_on)}${late}. If the group has not said so on another channel, ask there first.`)),
  );
  byId("who-changed").hidden = false;
}

// The whole chain of lists is long, so it is read only when somebody looks.
async function showLog(config, manifest) {
  const words = byId("who-log");
  words.textContent = "Reading every list there has been …";
  try {
    const log = checkKeyLog(await fetchText("keys.log"), unhex(config.root, 32));
    if (log.at(-1)?.hash !== manifest.hash) throw new Error("another list");
    const { added, removed } = changes(log.at(-2), log.at(-1));
    const last = log.length === 1 ? "It is the first list." : `The last one added ${added.length} and removed ${removed.length}.`;
    words.textContent = `${counted(log.length, "list", "lists")} so far, each signed by the group’s key and naming the one before. ${last}`;
  } catch {
    words.textContent = "The log of lists does not fit the list in force. Do not send anything, and tell the group on another channel.";
  }
}

function showConfig(config, today) {
  fill("[data-group]", config.group);
  fill("[data-kept]", String(config.kept_days));
  fill("[data-files]", String(config.files));
  fill("[data-file-size]", sizeInWords(config.file_bytes));
  if (/^https?:\/\//.test(config.site ?? "")) {
    byId("site-link").href = config.site;
    byId("site-link").hidden = false;
  }
  if (config.onion) {
    byId("onion-address").textContent = config.onion;
    byId("onion").hidden = false;
  }
  if (config.advice) showAdvice(config.advice, today);
}

function showAdvice({ name, phone, web, checked_on }, today) {
  const fresh = daysBetween(checked_on, today) <= NUMBER_STALE;
  byId("advice-name").textContent = name;
  byId("advice-phone").textContent = fresh ? phone : "";
  if (/^https:\/\//.test(web)) {
    byId("advice-web").href = web;
    byId("advice-web").textContent = web.replace(/^https:\/\/|\/$/g, "");
  }
  byId("advice-checked").textContent = fresh
    ? `Checked on ${dayInWords(checked_on)}. A call may show on a phone bill.`
    : "We have not checked the number for a long time, so we do not show it.";
  byId("advice").hidden = false;
}


// == source.js ==

// The source's page: leads from reading to sending, and back again with the twelve words. Keeps everything in this tab alone.

const ENVELOPE = 6000; // what a message holds beside its text, generously
const A_FILE = 800;

const state = { config: null, manifest: null, entropy: null, derived: null, thread: null, asked: [], promised: [], files: null, stop: null, addresses: [] };

function forget() {
  Object.assign(state, { entropy: null, derived: null, thread: null, asked: [], promised: [] });
  state.stop?.abort();
  state.files?.clear();
  state.addresses.splice(0).forEach((one) => URL.revokeObjectURL(one));
  for (const id of ["text", "code", "word-one", "word-two"]) byId(id).value = "";
  byId("exercise").checked = false;
  for (const id of ["words", "replies", "thread-identity", "thread-files"]) byId(id).replaceChildren();
}

async function begin() {
  byId("not-begun").remove();
  watchLeaving({ hasUnsaved, forget });
  byId("who").hidden = false;
  let config;
  try {
    config = await fetchJson("config.json");
    const root = unhex(config.root, 32);
    const manifest = checkInForce(checkManifest(await fetchJson("manifest.json"), root), today());
    Object.assign(state, { config, manifest });
    if (manifest.kind === "x25519" && !globalThis.crypto?.subtle) return cannotSeal();
    showConfig(config, today());
    showWho(config, manifest, today());
  } catch (error) {
    return turnedAway(error);
  }
  leaveTo(config.exit);
  state.files = new ChosenFiles({ most: config.files, mostBytes: config.file_bytes });
  listen();
  reveal(".script-only");
  const { status } = await ask("GET", "api/challenge");
  if (status === 403) switchedOff();
  if (status === 507) full();
}

// These keys need what browsers give to encrypted pages alone, and Tor Browser to onion addresses.
function cannotSeal() {
  byId("who").hidden = true;
  showTrouble(
    "This browser cannot seal to this group’s keys here",
    "The keys are of a kind (X25519) for which a browser lends its own tools, and it lends them only to a page whose address begins with https://, or to an onion address in Tor Browser.",
    "Nothing was sent. Open the page’s https:// address, or use Tor Browser.",
  );
}

// Said before anybody writes. Whoever has words can still read, and delete.
function switchedOff() {
  for (const button of document.querySelectorAll('[data-go="write"]')) button.hidden = true;
  showTrouble("The inbox is switched off at the moment", "Nothing can be sent. If you have twelve words, you can still look for an answer, and delete what you sent.");
}

function full() {
  for (const button of document.querySelectorAll('[data-go="write"]')) button.hidden = true;
  showTrouble("The inbox is full at the moment", "Nothing can be sent until its keyholders make room. Please come back in a few days. If you have twelve words, you can still look for an answer, and delete what you sent.");
}

function turnedAway(error) {
  byId("who").hidden = true;
  if (!(error instanceof BadManifest)) {
    return showTrouble("The page could not be loaded whole", "Something is missing: the line may be broken, or the server busy.", "Nothing was sent. Please load the page again.");
  }
  const why = { signature: "The list of keyholders does not carry the group’s signature.", "out of date": "The list of keyholders is out of date, or the date of this device is wrong.", mix: "The list of keyholders mixes kinds of keys." };
  showTrouble(
    "You cannot send anything here at the moment",
    why[error.reason] ?? "The list of keyholders is not as it must be.",
    "Nothing was sent. Please tell the group on another channel, and do not try another way into this inbox.",
  );
}

const hasUnsaved = () => Boolean(byId("text")?.value || state.files?.any || state.stop);

const ways = {
  before: () => showStep("before"),
  write: () => showStep("write"),
  back: () => showStep(state.thread ? "thread" : "before"),
  code: showCode,
  check: askWords,
  return: () => showStep("return"),
  thread: () => showStep("thread"),
  delete: () => showStep("delete"),
};

function listen() {
  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-go]")?.dataset.go;
    if (way) (hideTrouble(), ways[way]());
  });
  const on = (id, kind, act) => byId(id).addEventListener(kind, (event) => (event.preventDefault(), hideTrouble(), act()));
  on("write", "submit", written);
  on("check", "submit", wordsGiven);
  on("return", "submit", comeBack);
  on("code-copy", "click", copyCode);
  on("code-print", "click", () => window.print());
  on("send-stop", "click", () => state.stop?.abort());
  on("thread-more", "click", ways.write);
  on("thread-again", "click", () => (forget(), ways.return()));
  on("delete-now", "click", deleteThread);
}

function written() {
  const text = byId("text").value;
  const files = state.files.toSend();
  if (state.files.looking > 0) return fieldError("text", "A file is still being looked into. Please wait a moment, then go on.");
  if (text.trim() === "" && files.length === 0) return fieldError("text", "There is nothing to send yet. Write something, or choose a file.");
  const over = textBytes(text) + files.length * A_FILE + ENVELOPE - FRAMES.at(-1);
  if (over > 0) return fieldError("text", `The message is too long by about ${over} characters. Nothing is lost: send part of it as a file, or shorten it.`);
  fieldError("text", "");
  if (state.thread) return send();
  state.entropy ??= random(16);
  showCode();
}

function showCode() {
  byId("words").replaceChildren(...encodeCode(state.entropy).map((word) => element("li", {}, word)));
  byId("code-status").textContent = "";
  showStep("code");
}

async function copyCode() {
  try {
    await navigator.clipboard.writeText(encodeCode(state.entropy).join(" "));
    byId("code-status").textContent = "Copied.";
  } catch {
    byId("code-status").textContent = "This browser does not let us copy. Please write them down.";
  }
}

function askWords() {
  const [one, two] = random(2);
  const first = one % 12;
  state.asked = [first, (first + 1 + (two % 11)) % 12].sort((a, b) => a - b);
  ["word-one", "word-two"].forEach((id, at) => {
    byId(`${id}-label`).textContent = `Word number ${state.asked[at] + 1}`;
    byId(id).value = "";
    fieldError(id, "");
  });
  showStep("check");
  byId("word-one").focus();
}

function wordsGiven() {
  const words = encodeCode(state.entropy);
  const wrong = ["word-two", "word-one"].filter((id) => {
    const at = state.asked[id === "word-one" ? 0 : 1];
    const right = sameWord(byId(id).value, words[at]);
    fieldError(id, right ? "" : `That is not word number ${at + 1}. Look at your paper; “Show the words again” brings them back.`);
    return !right;
  });
  if (wrong.length > 0) return;
  state.derived = deriveCode(state.entropy, unhex(state.config.root, 32));
  send();
}

async function send() {
  if (state.stop) return; // pressed twice
  const { config, derived, files, thread } = state;
  const sending = files.toSend();
  showStep("send");
  state.stop = new AbortController();
  const progress = new Progress(bytesToSend(sending, state.manifest));
  const upload = new Upload({ ask, chunkBytes: config.chunk_bytes, signal: state.stop.signal, sent: (bytes) => progress.moved(bytes) });
  const about = { upload, derived, text: byId("text").value, files: sending, note: thread?.note, oldMemo: thread?.memo, today: today(), exercise: byId("exercise").checked, promised: (hash) => state.promised.push(hash) };
  try {
    const manifest = checkInForce(checkManifest(await fetchJson("manifest.json"), unhex(config.root, 32)), today());
    if (manifest.hash !== state.manifest.hash) return listChanged(manifest);
    const { receipt } = await submit({ ...about, manifest });
    arrived(receipt);
  } catch (error) {
    if ((error?.unsure || error?.reason === "conflict") && (await arrivedAfterAll())) return arrived("");
    notSent(error);
  } finally {
    state.stop = null;
  }
}

// The list that was read before writing is the list that is sealed to; another one is shown first.
function listChanged(manifest) {
  state.manifest = manifest;
  showWho(state.config, manifest, today());
  showStep("before");
  showTrouble("The list of keyholders has just changed", "Nothing was sent, and your text is still here. Read below who reads now, then go on.");
}

// The last answer was lost: whether what this tab sent is there, the memo under the code says.
async function arrivedAfterAll() {
  try {
    const { note } = await lookUp(ask, state.derived, state.manifest.group);
    return note !== null && state.promised.includes(note.prev);
  } catch {
    return false;
  }
}

function arrived(receipt) {
  const until = daysLater(today(), state.config.kept_days);
  forget();
  byId("sent-until").textContent = dayInWords(until);
  byId("sent-receipt").textContent = receipt ? receipt.match(/.{8}/g).join(" ") : "The line broke before the receipt came, but the server has everything.";
  showStep("sent");
}

function notSent(error) {
  showStep("write");
  const safe = error?.unsure
    ? "We could not find out whether everything arrived. If you try again and it had, the server says so."
    : "Nothing that anybody could read has been sent. Your text and your files are still here, and your twelve words stay the same.";
  showTrouble("It was not sent", reasonInWords(error), safe, "You can go on below and try again.");
}

const WORD_ERRORS = {
  count: (number) => `These are ${number} words, and twelve are needed. Nothing is lost: please add or take away.`,
  unknown: (word) => `“${word}” is not one of the words. Look for a slip of the pen.`,
  checksum: () => "These words do not belong together. Is one of them wrong, or in another place?",
};

async function comeBack() {
  try {
    state.entropy = decodeCode(byId("code").value);
  } catch (error) {
    return fieldError("return", error instanceof BadWords ? WORD_ERRORS[error.reason](error.detail) : "These words cannot be read.");
  }
  fieldError("return", "");
  byId("return-status").textContent = "Looking …";
  state.derived = deriveCode(state.entropy, unhex(state.config.root, 32));
  try {
    const found = await lookUp(ask, state.derived, state.manifest.group);
    state.thread = found.note ? found : null;
    showThread(found, { derived: state.derived, manifest: state.manifest, addresses: state.addresses });
    byId("code").value = "";
    showStep("thread");
  } catch (error) {
    showTrouble("We could not look", reasonInWords(error), "Your words are still here. Please try again.");
  } finally {
    byId("return-status").textContent = "";
  }
}

async function deleteThread() {
  try {
    await withCode(ask, "api/delete", state.derived);
    const left = await lookUp(ask, state.derived, state.manifest.group);
    if (left.note !== null) throw new Error("still there");
    forget();
    showStep("deleted");
  } catch (error) {
    showTrouble("It may not be deleted yet", reasonInWords(error), "Please try again.");
  }
}

begin();
