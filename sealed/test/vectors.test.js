import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { vectors } from "../testing/ready.js";

test("the vectors that other languages are tested with are what these modules compute", async () => {
  const script = fileURLToPath(new URL("../vectors.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 1 << 22 });
  assert.deepEqual(JSON.parse(stdout), vectors);
});
