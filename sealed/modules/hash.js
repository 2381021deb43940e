// SHA-256: the browser's own where it has one, and the bundle's where a page has none (plain http on an onion address).

import { hex } from "./bytes.js";
import { Sha256 } from "./sha256.js";
import { sha256 } from "../site/vendor.js";

export { sha256 };
export const sha256hex = (bytes) => hex(sha256(bytes));

export async function digest(bytes) {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256(bytes);
}

const HASHED_AT_ONCE = 67_108_864;

// The browser's own hash wants everything at once; what is bigger than that is taken piece by piece.
export async function hashBlob(blob, moved = () => {}) {
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
