// What older Node lacks, what tests share.
import { webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";
import { PlainBlob } from "./plain-blob.js";

globalThis.crypto ??= webcrypto;
if (Number(process.versions.node.split(".")[0]) < 20) globalThis.Blob = PlainBlob; // its own mixes up slices of several parts

export const vectors = JSON.parse(await readFile(new URL("../../tests/sealed/vectors.json", import.meta.url), "utf8"));

export const letters = (words) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));

// A stream that gives bytes in pieces of a size, as networks do.
export function inPieces(bytes, size) {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });
}

// Steady bytes that look like nothing.
export function noise(length, seed = 1) {
  const bytes = new Uint8Array(length);
  for (let at = 0, state = seed; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
