// The source's note to themselves: how far their thread is. Opened only by the return code; 256 bytes whatever it says.

import { allZero, concat, hex, random, readUint32, text, uint32, utf8 } from "./bytes.js";
import { chacha20poly1305 } from "../site/vendor.js";

const ROOM = 228;

export function writeMemo({ memo, thread }, note, nonce = random(12)) {
  const bytes = utf8(JSON.stringify(note));
  if (bytes.length + 4 > ROOM) throw new RangeError("a memo is short");
  const padded = concat(uint32(bytes.length), bytes, new Uint8Array(ROOM - 4 - bytes.length));
  return concat(nonce, chacha20poly1305(memo, nonce, thread).encrypt(padded));
}

// null: not written with this code. So it is, too, for a code that the server does not know.
export function readMemo({ memo, thread }, sealed) {
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

export const memoNote = ({ seq, sealedHash, day, manifest }) => ({ seq, prev: hex(sealedHash), day, manifest: manifest.slice(0, 16) });
