// SHA-256: the browser's own where it has one, and the bundle's where a page has none (plain http on an onion address).

import { hex } from "./bytes.js";
import { createHash, sha256 } from "./vendor.js";

export { sha256 };
export const sha256hex = (bytes) => hex(sha256(bytes));

export async function digest(bytes) {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256(bytes);
}

const AT_ONCE = 67_108_864;

// The browser's own hash wants everything at once; what is bigger than that is taken piece by piece, by the quickest script we know.
export async function hashBlob(blob) {
  if (globalThis.crypto?.subtle && blob.size <= AT_ONCE) return digest(new Uint8Array(await blob.arrayBuffer()));
  const hash = createHash();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.digest();
    hash.update(value);
  }
}

// The page's policy knows one kind of script address, and this is its one address.
function worker() {
  const address = "hash-worker.js";
  const policy = globalThis.trustedTypes?.createPolicy("sealed-worker", { createScriptURL: (asked) => (asked === address ? asked : "") });
  return new Worker(policy ? policy.createScriptURL(address) : address, { type: "module" });
}

let beside;

// In a worker where the browser lets us, else here. A second file waits for the first.
export async function hashBeside(blob) {
  if (typeof Worker === "undefined") return hashBlob(blob);
  try {
    beside ??= worker();
  } catch {
    return hashBlob(blob);
  }
  const answer = await new Promise((done) => {
    beside.onmessage = ({ data }) => done(data.sha256);
    beside.onerror = () => done(null);
    beside.postMessage(blob);
  });
  return answer ?? hashBlob(blob);
}
