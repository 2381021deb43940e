// Hashes a file beside the page, so that sealing need not wait for it. Gets a file, says now and then that it lives, gives the SHA-256.

import { hashBlob } from "./hash.js";

const OFTEN = 5000;

self.onmessage = async ({ data }) => {
  let said = performance.now();
  const alive = () => {
    if (performance.now() - said < OFTEN) return;
    said = performance.now();
    self.postMessage({});
  };
  try {
    self.postMessage({ sha256: await hashBlob(data, alive) });
  } catch {
    self.postMessage({ sha256: null });
  }
};
