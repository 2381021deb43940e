// The small proof of work that a busy inbox asks for: at most 16 bits of SHA-256, seconds even without a compiler in the browser.

import { labelled, utf8 } from "./bytes.js";
import { sha256 } from "./hash.js";

const MOST_BITS = 16;
const TRIED_AT_ONCE = 2000;

export const leadingZeros = (hash) => {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
};

export const workHash = (challenge, number) => sha256(labelled("work", utf8(`${challenge}:${number}`)));

export async function solve({ challenge, bits }, breathe = () => new Promise((done) => setTimeout(done))) {
  if (!/^[0-9a-f]{32}$/.test(challenge) || !Number.isInteger(bits) || bits < 0 || bits > MOST_BITS) {
    throw new RangeError("a challenge of the wrong shape");
  }
  for (let number = 0; ; number += 1) {
    if (leadingZeros(workHash(challenge, number)) >= bits) return String(number);
    if (number % TRIED_AT_ONCE === TRIED_AT_ONCE - 1) await breathe();
  }
}
