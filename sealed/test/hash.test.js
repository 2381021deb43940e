import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../modules/bytes.js";
import { sha256hex } from "../modules/hash.js";
import { noise } from "../testing/ready.js";

// Answers late, the last asked first, and fails over one of thirteen bytes.
class SlowWorker {
  static asked = 0;

  terminate() {}

  postMessage({ number, job, given: { blob } }) {
    assert.equal(job, "hash");
    SlowWorker.asked += 1;
    setTimeout(async () => {
      this.onmessage({ data: {} });
      if (blob.size === 13) return this.onerror();
      const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
      this.onmessage({ data: { number, answer: { sha256 } } });
    }, 40 - 10 * SlowWorker.asked);
  }
}

test("files that are hashed at once get their own hashes, and after a failure of the worker all is hashed here", async () => {
  globalThis.Worker = SlowWorker;
  const { hashBeside } = await import("../modules/hands.js?with-a-worker");
  const hashed = async (sizes) => {
    const files = sizes.map((size) => noise(size, size));
    assert.deepEqual((await Promise.all(files.map((bytes) => hashBeside(new Blob([bytes]))))).map(hex), files.map(sha256hex));
  };
  await hashed([70_000, 5]);
  await hashed([13, 6]);
  const before = SlowWorker.asked;
  await hashed([7]);
  assert.equal(SlowWorker.asked, before);
});
