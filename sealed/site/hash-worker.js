// Hashes a file beside the page, so that sealing need not wait for it. Gets a file, gives its SHA-256.

import { hashBlob } from "./hash.js";

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ sha256: await hashBlob(data) });
  } catch {
    self.postMessage({ sha256: null });
  }
};
