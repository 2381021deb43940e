import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../site/bytes.js";
import { sha256hex } from "../site/hash.js";
import { noise } from "../testing/ready.js";

// Answers late and in the order of asking, as a worker does; says nothing of whose answer it is.
class SlowWorker {
  static asked = 0;

  terminate() {}

  postMessage(blob) {
    SlowWorker.asked += 1;
    setTimeout(async () => {
      this.onmessage({ data: {} });
      if (blob.size === 13) return this.onerror();
      const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
      this.onmessage({ data: { sha256 } });
    }, 10);
  }
}

test("two files that are hashed at once get their own hashes, and after a failure of the worker all is hashed here", async () => {
  globalThis.Worker = SlowWorker;
  const { hashBeside } = await import("../site/hash.js?with-a-worker");
  const files = [70_000, 5, 13, 6].map((size) => noise(size, size));
  const hashes = await Promise.all(files.map((bytes) => hashBeside(new Blob([bytes]))));
  assert.deepEqual(hashes.map(hex), files.map(sha256hex));
  assert.equal(SlowWorker.asked, 3);
});
