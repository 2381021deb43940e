// Made by sealed/build.mjs from these modules, in this order and word for word, without their lines of import and export:
// bytes.js, dom.js, sha256.js, hash.js, code.js, hands.js, padding.js, cipher.js, pieces.js, open.js, identity.js, message.js, manifest.js, seal.js, inbox.js, saved-names.js, told.js, keyholder-view.js, memo.js, receipt.js, submission.js, transport.js, words.js, keyholder.js

import { Decrypter, Encrypter, armor, bech32, chacha20poly1305, ed25519, hkdf, hmac, identityToRecipient, sha256, webauthn, wordlist } from "./vendor.js";


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


// == identity.js ==

// A keyholder's identity: made, read from a file, closed with a passphrase or a passkey. It never leaves this page but as a file.

class BadIdentity extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason; // "none", "plugin", "size", "passphrase", "passkey"
  }
}

const MOST_BYTES = 262_144;
const NATIVE = /^AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]+$/;
const latinOne = new TextDecoder("latin1");

const makeIdentity = (kind) => replyIdentity({ reply: random(32) }, kind);

// Lines as `age-keygen` writes them: # begins a remark. Names of plugins would run programs elsewhere; here they are refused.
async function readIdentities(words) {
  const lines = words.split(/\r?\n/).map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  if (lines.some((line) => line.startsWith("AGE-PLUGIN-"))) throw new BadIdentity("plugin");
  if (lines.length === 0 || lines.length > 20 || !lines.every((line) => NATIVE.test(line))) throw new BadIdentity("none");
  return Promise.all(
    lines.map(async (identity) => {
      try {
        return { identity, recipient: await identityToRecipient(identity) };
      } catch {
        throw new BadIdentity("none");
      }
    }),
  );
}

// "plain", "passphrase" or "passkey": what it takes to read this file.
async function needs(file) {
  if (file.size > MOST_BYTES) throw new BadIdentity("size");
  const start = latinOne.decode(await file.slice(0, 1024).arrayBuffer());
  if (start.startsWith("-----BEGIN AGE")) return "passphrase";
  if (!start.startsWith("age-encryption.org/v1\n")) return "plain";
  return start.includes("\n-> age-encryption.org/fido2prf ") ? "passkey" : "passphrase";
}

async function openIdentityFile(file, { passphrase } = {}) {
  const how = await needs(file);
  if (how === "plain") return readIdentities(await file.text());
  try {
    const keys = how === "passkey" ? { identities: [new webauthn.WebAuthnIdentity({ rpId: location.hostname })] } : { passphrase };
    return readIdentities(latinOne.decode(await (await openSealed(file, keys)).arrayBuffer()));
  } catch (error) {
    throw error instanceof CannotOpen || error instanceof DOMException ? new BadIdentity(how) : error;
  }
}

const identityFile = (identity, recipient, day) => utf8(`# made: ${day}\n# public key: ${recipient}\n${identity}\n`);

async function withPassphrase(bytes, passphrase) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return new Blob([await encrypter.encrypt(bytes)]);
}

// The passkey's secret stays in the device that holds it; losing the device loses the file.
async function withPasskey(bytes, name) {
  try {
    const credential = await webauthn.createCredential({ keyName: name, rpId: location.hostname });
    const encrypter = new Encrypter();
    encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity: credential }));
    return new Blob([await encrypter.encrypt(bytes)]);
  } catch {
    throw new BadIdentity("passkey");
  }
}


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


// == inbox.js ==

// Opens a thread on a keyholder's device: each message in its order, and nothing of one that does not fit the ones before.

const ID = /^[0-9a-f]{32}$/;

const checkedId = (value) => {
  if (typeof value !== "string" || !ID.test(value)) throw new Refused("id");
  return value;
};

// `fetchBlob(path)` gets what is sealed. Returns the messages with their bodies or the reason of their refusal, and how to answer.
async function openThread(thread, { fetchBlob, identities, group }) {
  const opened = [];
  let before = null;
  let broken = null;
  let answer = null;
  let replies = { seq: 0, prev: null };
  let files = 0;
  for (const message of thread.messages) {
    const id = checkedId(message.id);
    const shown = { id, from: message.from, day: message.day, plain: message.plain === true, read: message.read === true, body: null, refused: null, files: [] };
    opened.push(shown);
    if (message.from === "group") {
      replies = { seq: replies.seq + 1, prev: await hashOf(await fetchBlob(`api/messages/${id}`)) };
      continue;
    }
    if (shown.plain) {
      shown.files = message.files.map(({ number }) => ({ number, saved: (files += 1) }));
      continue;
    }
    const sealed = await fetchBlob(`api/messages/${id}`);
    try {
      if (broken) throw new Refused(`after a refused one: ${broken}`);
      const body = readMessage(await openBytes(sealed, { identities }), { group, before });
      before = { thread: body.thread, sign: before?.sign ?? body.sign, seq: body.seq, hash: await hashOf(sealed) };
      answer ??= { to: body.reply_to, mac: unhex(body.reply_mac, 32), thread: body.thread };
      shown.body = body;
      shown.files = body.files.map((file) => ({ ...file, saved: (files += 1) }));
    } catch (error) {
      if (!(error instanceof Refused || error instanceof CannotOpen)) throw error;
      shown.refused = error.reason;
      broken ??= error.reason;
    }
  }
  return { id: checkedId(thread.id), messages: opened, answer, replies };
}

const hashOf = async (blob) => sha256hex(new Uint8Array(await blob.arrayBuffer()));

// The answer goes to the recipient that stood inside the first message, and to nobody that the server names.
async function sealReply({ answer, replies }, { group, text, day }) {
  if (recipientKind(answer.to) === null) throw new Refused("reply key");
  const body = { v: 1, kind: "reply", group, thread: answer.thread, seq: replies.seq, prev: replies.prev, day, text };
  return sealBytes([answer.to], sealableReply(body, answer.mac));
}


// == saved-names.js ==

// What a saved file is called: a number and an ending from this table. Nothing comes from a name in a message.

const ENDINGS = {
  "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "image/gif": "gif", "image/webp": "webp",
  "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/wav": "wav", "audio/ogg": "ogg", "audio/flac": "flac",
  "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm",
  "application/pdf": "pdf", "text/plain": "txt", "text/csv": "csv", "application/zip": "zip",
  "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods", "application/vnd.oasis.opendocument.presentation": "odp",
};

function savedName(number, type) {
  const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : "bin";
  return `${String(number).padStart(3, "0")}.${ending}`;
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


// == keyholder-view.js ==

// What a keyholder sees of threads and messages. Texts of a source are shown as text, whatever they hold.

const dayOf = (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? dayInWords(day) : "an unknown day");

function threadRow(thread, open) {
  const sources = thread.messages.filter((one) => one.from === "source");
  const waits = thread.messages.at(-1)?.from === "source";
  const fresh = sources.some((one) => !one.read);
  const files = thread.messages.reduce((sum, one) => sum + one.files.length, 0);
  const bytes = thread.messages.reduce((sum, one) => sum + one.sealed_bytes + one.files.reduce((all, file) => all + file.sealed_bytes, 0), 0);
  const about = [counted(sources.length, "message", "messages"), files > 0 ? counted(files, "file", "files") : null, sizeInWords(bytes), `kept until about ${dayOf(thread.until)}`];
  return element(
    "li",
    {},
    element("p", { class: `status ${fresh ? "late" : waits ? "soon" : "good"}` }, fresh ? "New" : waits ? "Read, not answered" : "Answered"),
    element("button", { class: "button link", type: "button", onclick: () => open(thread.id) }, `Thread of ${dayOf(thread.day)}`),
    element("p", { class: "quiet" }, about.filter(Boolean).join(", ")),
  );
}

const REASONS = {
  signature: "It does not carry the signature of this source.",
  thread: "It belongs to another thread.",
  sequence: "A message before it is missing, or it was played again.",
  previous: "It does not follow the message before it.",
  group: "It was written to another group.",
  frame: "It is not of the right form.",
  shape: "It is not of the right form.",
  files: "What it says about its files is not of the right form.",
  "reply key": "It names no key to answer to.",
  "not for these keys": "It is not sealed to your key. It may be older than your place on the list.",
  damaged: "It was changed or cut on the way.",
  header: "It is not of the right form.",
  size: "Its size is not what the message says.",
  padding: "It holds more than the message says.",
  hash: "It is not the file that the message speaks of.",
};

const refusalInWords = (reason) => REASONS[reason] ?? (reason?.startsWith("after") ? "A message before it was refused." : "It could not be opened.");

function messageRow(message, { save, known }) {
  const { body } = message;
  const head = element("p", { class: "label" }, message.from === "group" ? `Answer of ${dayOf(message.day)}` : `Message of ${dayOf(message.day)}`);
  if (message.from === "group") return element("li", {}, head, element("p", { class: "quiet" }, "Sealed to the source. Nobody here can read it again."));
  if (message.plain) return element("li", {}, head, element("p", { class: "status soon" }, "Sent without scripts"), element("p", { class: "quiet" }, "Files sealed by hand. No return code: it cannot be answered here, and nothing says that the files belong together."), ...message.files.map((file) => plainFile(message, file, save)));
  if (!body) return element("li", {}, head, element("p", { class: "status late" }, "Refused"), element("p", {}, `${refusalInWords(message.refused)} Nothing of it is shown.`));
  const notes = [];
  if (body.exercise === true) notes.push(element("p", { class: "status wait" }, "An exercise of the group"));
  if (known && !known.has(body.manifest)) notes.push(element("p", { class: "status soon" }, "Sealed to a list of keyholders that is not in the log"));
  return element("li", {}, head, ...notes, element("p", { class: "typed" }, body.text || "No text, only files."), ...message.files.map((file) => fileRow(message, file, save)));
}

// Two threads that call themselves the same inside are one: somebody who has the sealed bytes can send them again.
const playedAgain = (threads) =>
  element("div", {}, element("p", {}, `The same words stand in the ${threads.map((one) => `thread of ${dayOf(one.day)}`).join(", and in the ")}: they were played again, and one of them is not from its source.`));

const METADATA = { removed: "notes removed by the sender’s browser", kept: "original, notes and all", "none found": "no notes found", "not looked at": "may hold notes" };

function fileRow(message, file, save) {
  const name = savedName(file.saved, file.type);
  const about = [sizeInWords(file.size), METADATA[file.metadata], file.original_of ? "the original of the file before" : null].filter(Boolean).join(", ");
  const called = file.name ? [element("p", { class: "quiet" }, "The source calls it ", element("q", { class: "typed" }, file.name))] : [];
  return element("div", { class: "file" }, element("p", {}, element("strong", { class: "named" }, name), ` ${about}`), ...called, saveButton(name, () => save(message, file, name)));
}

function plainFile(message, file, save) {
  const name = savedName(file.saved, "");
  return element("div", { class: "file" }, element("p", {}, element("strong", { class: "named" }, name)), saveButton(name, () => save(message, file, name)));
}

const saveButton = (name, act) => element("button", { class: "button plain small", type: "button", onclick: act }, "Open and save", element("span", { class: "hidden-visually" }, ` ${name}`));

function offer(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const say = (id, words) => (byId(id).textContent = words);


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


// == receipt.js ==

// What both sides compute from the chunks: the sealed hash of a part, and the receipt of a whole submission.

const sealedHash = (chunkHashes) => sha256(concat(...chunkHashes.map((hash) => unhex(hash, 32))));

const receiptOf = (parts) => sha256(concat(...parts.map((part) => sealedHash(part.chunks))));


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


// == keyholder.js ==

// The keyholder's page: reads a key file, opens threads on this device, answers. Sends nothing but sealed answers and marks.

const state = { config: null, manifest: null, known: null, identities: [], recipients: [], threads: [], asking: null, next: null, open: null, made: null, tags: new Map() };

async function begin() {
  byId("not-begun").remove();
  for (const form of document.forms) form.reset();
  try {
    state.config = await (await fetchOwn("config.json")).json();
    const log = checkKeyLog(await (await fetchOwn("keys.log")).text(), unhex(state.config.root, 32));
    state.manifest = log.at(-1);
    state.known = new Set(log.map((one) => one.hash));
  } catch {
    return showTrouble("The list of keyholders cannot be checked", "It cannot be read, or does not carry the group’s signature. Do not answer anything until that is settled.", "Nothing is lost: load this page again, or use the command dueregard-keyholder.");
  }
  showList();
  listen();
  reveal(".script-only"); // not before: whoever chose a file and pressed earlier loaded the page again
}

function showList() {
  const { config, manifest } = state;
  fill("[data-group]", config.group);
  say("list-words", `${counted(manifest.keyholders.length, "keyholder", "keyholders")}, list number ${manifest.number}, last changed on ${dayInWords(manifest.changed_on)}, to be signed again before ${dayInWords(manifest.valid_until)}. The first words stand for the group’s key, the others for each keyholder.`);
  say("list-root", fingerprintWords(unhex(config.root, 32)).join(" "));
  byId("list-keys").replaceChildren(...recipientsOf(manifest).map((one) => element("li", { class: "fingerprint" }, fingerprintWords(utf8(one)).join(" "))));
}

const ways = {
  key: () => showStep("key"),
  make: () => showStep("make"),
  threads: () => (showStep("threads"), refresh()),
  thread: () => showStep("thread"),
  delete: () => showStep("delete"),
};

function listen() {
  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-go]")?.dataset.go;
    if (way) (hideTrouble(), ways[way]());
  });
  const on = (id, kind, act) => byId(id).addEventListener(kind, (event) => (event.preventDefault(), hideTrouble(), act()));
  on("key", "submit", openKey);
  on("key-file", "change", askForPassphrase);
  on("make", "submit", makeKey);
  on("threads-more", "click", () => loadThreads(state.next));
  on("threads-again", "click", refresh);
  on("lock", "click", () => location.reload());
  on("answer", "submit", sendAnswer);
  on("delete-now", "click", deleteThread);
  byId("make").addEventListener("change", () => ["new-pass-field", "same-pass-field"].forEach((id) => (byId(id).hidden = chosen() !== "passphrase")));
  byId("passkey-choice").hidden = typeof PublicKeyCredential === "undefined";
}

const chosen = () => document.querySelector("input[name=closed]:checked").value;

const KEY_ERRORS = {
  none: "There is no key in this file. A key begins with AGE-SECRET-KEY.",
  plugin: "This key needs a program beside age. Such keys cannot be used here.",
  size: "This file is too big to be a key file.",
  passphrase: "This passphrase does not open the file.",
  passkey: "No passkey of this device opens the file, or the browser cannot use one for that.",
};

async function askForPassphrase() {
  const [file] = byId("key-file").files;
  fieldError("key", "");
  try {
    byId("pass-field").hidden = !file || (await needs(file)) !== "passphrase";
  } catch (error) {
    fieldError("key", KEY_ERRORS[error.reason] ?? KEY_ERRORS.none);
  }
}

async function openKey() {
  const [file] = byId("key-file").files;
  if (!file) return fieldError("key", "Choose your key file first.");
  say("key-status", "Opening the key …");
  try {
    const pairs = await openIdentityFile(file, { passphrase: byId("pass").value });
    state.identities = pairs.map((one) => one.identity);
    state.recipients = pairs.map((one) => one.recipient);
  } catch (error) {
    const field = error.reason === "passphrase" ? "pass" : "key";
    return fieldError(field, KEY_ERRORS[error.reason] ?? KEY_ERRORS.none);
  } finally {
    say("key-status", "");
  }
  byId("pass").value = "";
  byId("key").reset();
  fieldError("key", "");
  const listed = state.recipients.some((one) => recipientsOf(state.manifest).includes(one));
  byId("threads-notice").hidden = listed;
  byId("threads-notice").replaceChildren(element("div", {}, element("p", {}, "Your key is not on the list in force. You can open what was sealed to it earlier, and nothing new.")));
  ways.threads();
}

async function makeKey() {
  const how = chosen();
  const passphrase = byId("new-pass").value;
  if (how === "passphrase" && passphrase.trim().length < 20) return fieldError("new-pass", "Please take a longer one: at least twenty letters.");
  fieldError("new-pass", "");
  if (how === "passphrase" && passphrase !== byId("same-pass").value) return fieldError("same-pass", "The two are not the same. Nothing was made yet.");
  fieldError("same-pass", "");
  say("make-status", "Making the key …");
  try {
    const identity = makeIdentity(state.manifest.kind);
    const [{ recipient }] = await readIdentities(identity);
    const bytes = identityFile(identity, recipient, today());
    const file = how === "open" ? new Blob([bytes]) : how === "passkey" ? await withPasskey(bytes, `Keyholder of ${state.config.group}`) : await withPassphrase(bytes, passphrase);
    showMade(file, recipient, how);
  } catch (error) {
    showTrouble("The key was not made", error instanceof BadIdentity ? KEY_ERRORS[error.reason] : "This browser could not do it.", "Nothing was kept. Choose another way to close the file, or make the key with age-keygen.");
  } finally {
    say("make-status", "");
  }
}

function showMade(file, recipient, how) {
  if (state.made) URL.revokeObjectURL(state.made);
  state.made = URL.createObjectURL(file);
  byId("made-file").href = state.made;
  byId("made-file").download = how === "open" ? "keyholder-key.txt" : "keyholder-key.age";
  byId("made-recipient").value = recipient;
  say("made-words", fingerprintWords(utf8(recipient)).join(" "));
  byId("made").hidden = false;
  byId("made-file").focus();
}

const refresh = () => loadThreads(null);
const loadThreads = (after) => (state.asking = askForThreads(after));

async function askForThreads(after) {
  say("threads-words", "Asking the server …");
  try {
    const answer = await (await fetchOwn(`api/threads${after ? `?after=${checkedId(after)}` : ""}`)).json();
    state.threads = after ? [...state.threads, ...answer.threads] : answer.threads;
    state.next = answer.next;
  } catch {
    say("threads-words", "");
    return showTrouble("The threads could not be fetched", "Nothing is lost. Look again, or sign in anew.");
  }
  byId("threads").replaceChildren(...state.threads.map((one) => threadRow(one, showThread)));
  byId("threads-more").hidden = !state.next;
  const fresh = state.threads.filter((one) => one.messages.some((message) => message.from === "source" && !message.read)).length;
  say("threads-words", state.threads.length === 0 ? "There is nothing in the inbox." : `${counted(state.threads.length, "thread", "threads")}, ${fresh} with something new.`);
}

const fetchBlob = async (path, moved) => (await fetchOwn(path, moved)).blob();

// A thread that is pressed while the list is asked for anew is opened as the new list has it.
async function showThread(id) {
  await state.asking;
  const thread = state.threads.find((one) => one.id === id);
  if (!thread) return showTrouble("This thread is gone", "The source or another keyholder has deleted it, or its time was over.");
  say("threads-words", "Opening the thread on this device …");
  try {
    state.open = await openThread(thread, { fetchBlob, identities: state.identities, group: state.manifest.group });
  } catch {
    return showTrouble("The thread could not be fetched", "Nothing is lost. Please try again.");
  } finally {
    say("threads-words", "");
  }
  if (state.open.answer) state.tags.set(id, state.open.answer.thread);
  const again = state.threads.filter((one) => one.id !== id && state.open.answer && state.tags.get(one.id) === state.open.answer.thread);
  byId("thread-notice").hidden = again.length === 0;
  byId("thread-notice").replaceChildren(playedAgain(again));
  byId("messages").replaceChildren(...state.open.messages.map((one) => messageRow(one, { save, known: state.known })));
  byId("answer").hidden = false;
  byId("answer-text").closest(".field").hidden = state.open.answer === null;
  byId("answer").querySelector("[type=submit]").hidden = state.open.answer === null;
  byId("answer-text").value = "";
  say("thread-words", `Kept until about ${dayInWords(thread.until)}.`);
  for (const each of ["save-status", "answer-status"]) say(each, "");
  showStep("thread");
  for (const message of state.open.messages) if (message.body && !message.read) await tell(`api/messages/${message.id}/read`);
}

async function tell(path, body, type = "application/json") {
  const { token } = await (await fetchOwn("api/hello")).json();
  return ask("POST", path, { body: body ?? JSON.stringify({ v: 1 }), headers: { "Content-Type": type, "X-CSRFToken": token } });
}

async function save(message, file, name) {
  const keys = { identities: state.identities };
  let came = 0;
  let said = 0;
  const all = file.size ? ` of ${sizeInWords(file.size)}` : "";
  const moved = (bytes) => {
    came += bytes;
    if (performance.now() - said < 3000) return;
    said = performance.now();
    say("save-status", `Fetching ${name}: ${sizeInWords(came)}${all} …`);
  };
  try {
    const sealed = await fetchBlob(`api/messages/${message.id}/files/${Number(file.number)}`, moved);
    say("save-status", `Opening ${name} …`);
    const content = message.plain ? await openSealed(sealed, keys) : await openFile(sealed, keys, file, message.body.v);
    offer(new Blob([content], { type: "application/octet-stream" }), name);
    say("save-status", `${name} is whole, and was handed to the browser to save.`);
  } catch (error) {
    say("save-status", "");
    showTrouble(`${name} was not saved`, error.reason && error.reason !== "network" ? refusalInWords(error.reason) : "It could not be fetched.", "Nothing of it was shown or kept.");
  }
}

async function sendAnswer() {
  const text = byId("answer-text").value;
  if (text.trim() === "") return fieldError("answer-text", "Write an answer first.");
  const over = textBytes(text) + 2000 - FRAMES.at(-1);
  if (over > 0) return fieldError("answer-text", `The answer is too long by about ${over} characters.`);
  fieldError("answer-text", "");
  say("answer-status", "Sealing …");
  try {
    const sealed = await sealReply(state.open, { group: state.manifest.group, text, day: today() });
    const { status, json } = await tell(`api/threads/${state.open.id}/replies`, sealed, "application/octet-stream");
    if (status !== 201) throw new Error(json?.error);
  } catch {
    say("answer-status", "");
    return showTrouble("The answer was not sent", "The server did not take it. Your text is still here.", "Please try again. If it fails twice, look whether the thread still exists.");
  }
  await refresh();
  await showThread(state.open.id);
  say("answer-status", "The answer is sealed and sent.");
}

async function deleteThread() {
  const { status } = await tell(`api/threads/${state.open.id}/delete`);
  if (status !== 200) return showTrouble("The thread was not deleted", "Please try again.");
  state.open = null;
  ways.threads();
}

begin();
