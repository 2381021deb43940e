// How big things look from outside: the frame of a message, the Padmé size of a file, the size of what is sealed.

import { allZero, concat, readUint32, text, uint32, utf8 } from "./bytes.js";

export const FRAMES = [16_384, 65_536, 262_144];
export const SMALLEST_FILE = 4096;
export const CHUNK = 65_536; // of what age seals

export class TooLong extends Error {}
export class BadFrame extends Error {}

export function frame(json) {
  const bytes = utf8(json);
  const total = FRAMES.find((size) => bytes.length + 4 <= size);
  if (total === undefined) throw new TooLong(String(bytes.length + 4 - FRAMES.at(-1)));
  const padding = new Uint8Array(total - 4 - bytes.length);
  return concat(uint32(bytes.length), bytes, padding);
}

export function unframe(framed) {
  if (!FRAMES.includes(framed.length)) throw new BadFrame("size");
  const length = readUint32(framed);
  if (length > framed.length - 4) throw new BadFrame("length");
  if (!allZero(framed.subarray(4 + length))) throw new BadFrame("padding");
  return text(framed.subarray(4, 4 + length));
}

// Padmé, in numbers of up to 2^53: bit operations of JavaScript end at 2^32.
export function padme(length) {
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

export const paddedFileSize = (length) => padme(Math.max(length, SMALLEST_FILE));

export const sealedSize = (header, plaintext) => header + 16 + plaintext + 16 * Math.max(1, Math.ceil(plaintext / CHUNK));
