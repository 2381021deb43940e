// SHA-256: the browser's own where it has one, and the bundle's where a page has none (plain http on an onion address).

import { hex } from "./bytes.js";
import { sha256 } from "./vendor.js";

export { sha256 };
export const sha256hex = (bytes) => hex(sha256(bytes));

export async function digest(bytes) {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256(bytes);
}
