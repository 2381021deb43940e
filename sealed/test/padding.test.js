import assert from "node:assert/strict";
import { test } from "node:test";
import { BadFrame, FRAMES, TooLong, frame, padme, paddedFileSize, unframe } from "../modules/padding.js";

test("every text comes back from its frame, and the frame has one of three sizes", () => {
  for (const words of ["", "a", "Zażółć 🙂 \u202e שלום", "e\u0301 is not \u00e9", "x".repeat(16_380), "x".repeat(16_381), "x".repeat(262_140)]) {
    const framed = frame(words);
    assert.ok(FRAMES.includes(framed.length));
    assert.equal(unframe(framed), words);
  }
});

test("a text that fits no frame says by how many bytes", () => {
  assert.throws(() => frame("x".repeat(262_150)), (error) => error instanceof TooLong && error.message === "10");
});

test("a frame is read in one way only", () => {
  const good = frame("hello");
  const spoilt = (change) => {
    const bytes = good.slice();
    change(bytes);
    return bytes;
  };
  const bad = [
    good.subarray(1),
    new Uint8Array(0),
    spoilt((bytes) => (bytes[0] = 1)),
    spoilt((bytes) => (bytes[3] = 4)),
    spoilt((bytes) => (bytes[9] = 1)),
    spoilt((bytes) => (bytes[bytes.length - 1] = 1)),
  ];
  bad.forEach((bytes) => assert.throws(() => unframe(bytes), BadFrame));
  assert.throws(() => unframe(spoilt((bytes) => (bytes[5] = 0xff))), TypeError);
});

test("a padded size is its own padded size and costs at most an eighth", () => {
  for (let length = 1; length < 2 ** 43; length = Math.ceil(length * 1.37) + 1) {
    const padded = padme(length);
    assert.ok(padded >= length && padded <= length * 1.125, `${length}`);
    assert.equal(padme(padded), padded);
  }
});

test("small files all look alike", () => {
  assert.deepEqual(new Set([0, 1, 100, 4096].map(paddedFileSize)), new Set([4096]));
});
