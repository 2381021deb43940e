// A second hand: hashes files and seals pieces beside the page, so that neither waits for the other. Says now and then that it lives.

import { scriptCipher } from "./cipher.js";
import { hurryCollector } from "./collector.js";
import { hashBlob } from "./hash.js";
import { sealPiece } from "./pieces.js";

const OFTEN = 5000;

const jobs = {
  async hash({ blob }, alive) {
    return { sha256: await hashBlob(blob, alive) };
  },
  async seal({ piece, key }) {
    const done = await sealPiece(scriptCipher(key), piece);
    hurryCollector(); // the Blob of each piece, and what was read of it, stay until it comes
    return { ...done, transfer: done.sealed.map((one) => one.buffer) };
  },
};

self.onmessage = async ({ data: { number, job, given } }) => {
  let said = performance.now();
  const alive = () => {
    if (performance.now() - said < OFTEN) return;
    said = performance.now();
    self.postMessage({});
  };
  try {
    const { transfer = [], ...answer } = await jobs[job](given, alive);
    self.postMessage({ number, answer }, transfer);
  } catch {
    self.postMessage({ number, answer: null });
  }
};

self.postMessage({}); // it is there
