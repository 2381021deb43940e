// Small steps between bytes, hex, text and numbers. Decides nothing.

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const HEX = /^(?:[0-9a-f]{2})*$/;

export const utf8 = (text) => encoder.encode(text);
export const text = (bytes) => strict.decode(bytes);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function unhex(value, length) {
  if (typeof value !== "string" || !HEX.test(value) || (length !== undefined && value.length !== 2 * length)) {
    throw new TypeError("not hex of the right length");
  }
  return Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

// Takes the same time wherever the first difference stands.
export function equal(one, other) {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) difference |= one[at] ^ other[at];
  return difference === 0;
}

export function uint32(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

export const readUint32 = (bytes, at = 0) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

export const allZero = (bytes) => bytes.every((byte) => byte === 0);

export function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function unbase64(value) {
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
}

// One line of a label and what follows it: what is hashed or signed is never the same for two purposes.
export const labelled = (label, bytes) => concat(utf8(`dueregard/inbox/v1/${label}\n`), bytes);
