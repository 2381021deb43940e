// A file as pieces of 1 MiB: what is read, padded and sealed at once, by the page or by a worker. The seal is age's STREAM:
// chunks of 64 KiB under one key, each with its number and whether it is the last in its nonce (age-encryption.org/v1, "Payload").

import { concat, labelled } from "./bytes.js";
import { TAG } from "./cipher.js";
import { digest, sha256 } from "./hash.js";
import { CHUNK, paddedFileSize } from "./padding.js";

export const PIECE = 1_048_576;
const ANSWER_AFTER = 50; // milliseconds: where a script seals, the page answers in between

export const numberOfPieces = (size) => Math.ceil(paddedFileSize(size) / PIECE);

// What is to be done for one: where it lies in the file, how long it is with its padding, which chunk is its first.
export function pieceOf(file, number) {
  const total = paddedFileSize(file.size);
  const at = number * PIECE;
  const length = Math.min(PIECE, total - at);
  const content = Math.max(0, Math.min(length, file.size - at));
  return { at, content, length, chunk: at / CHUNK, last: at + length === total };
}

// The same with its content, which a worker can read: to cut a file costs the page as much as to seal a piece of it.
export const withContent = (file, piece) => ({ ...piece, blob: file.slice(piece.at, piece.at + piece.content) });

export function nonceOf(chunk, last) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, chunk); // the last four of the counter's eleven bytes: 2^32 chunks are 256 TiB
  nonce[11] = last ? 1 : 0;
  return nonce;
}

// Gives what is sealed, as arrays in their order, and the hash of the content in it: null where there is nothing but padding.
export async function sealPiece(cipher, piece) {
  return sealContent(cipher, piece, await read(piece.blob, piece.content));
}

export async function sealContent(cipher, piece, content) {
  const hashing = content.length > 0 ? digest(content) : null;
  const [sealed, sha256] = await Promise.all([sealChunks(cipher, padded(content, piece.length), piece), hashing]);
  return { sealed, sha256 };
}

async function read(blob, length) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (bytes.length !== length) throw new Error("the file is not as long as it was");
  return bytes;
}

function padded(bytes, length) {
  if (bytes.length === length) return bytes;
  const all = new Uint8Array(length);
  all.set(bytes);
  return all;
}

// The hash of a whole content: over its size and the hashes of its pieces, which the browser makes itself.
export function contentHash(size, hashes) {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(size));
  return sha256(labelled("content", concat(length, ...hashes)));
}

export async function hashContent(blob) {
  const hashes = [];
  for (let at = 0; at < blob.size; at += PIECE) {
    const length = Math.min(PIECE, blob.size - at);
    hashes.push(await digest(await read(blob.slice(at, at + length), length)));
  }
  return contentHash(blob.size, hashes);
}

async function sealChunks(cipher, plain, { chunk, last }) {
  const count = Math.max(1, Math.ceil(plain.length / CHUNK));
  const one = (number, into) => cipher.seal(nonceOf(chunk + number, last && number === count - 1), plain.subarray(number * CHUNK, (number + 1) * CHUNK), into);
  if (cipher.native) return Promise.all(Array.from({ length: count }, (_, number) => one(number)));
  return [await sealByScript(one, count, new Uint8Array(plain.length + count * TAG))];
}

// All chunks into one array: as many arrays as chunks are more than a browser's collector keeps up with.
async function sealByScript(one, count, sealed) {
  let answered = performance.now();
  for (let number = 0; number < count; number += 1) {
    const into = sealed.subarray(number * (CHUNK + TAG), (number + 1) * (CHUNK + TAG));
    const made = await one(number, into);
    if (made !== into) into.set(made); // a cipher may seal into an array of its own
    if (performance.now() - answered < ANSWER_AFTER) continue;
    await new Promise((done) => setTimeout(done));
    answered = performance.now();
  }
  return sealed;
}

// Reads a file from its beginning into arrays that are used again: a third of what it costs a browser to give piece for piece.
export class Contents {
  #reader;
  #free = [];

  constructor(file) {
    this.#reader = file.stream().getReader({ mode: "byob" });
  }

  // The next bytes, in an array that must come back once nobody needs them.
  async next(length) {
    let buffer = this.#free.pop() ?? new ArrayBuffer(PIECE);
    let filled = 0;
    while (filled < length) {
      const { done, value } = await this.#reader.read(new Uint8Array(buffer, filled, length - filled));
      if (done) throw new Error("the file is not as long as it was");
      filled += value.length;
      buffer = value.buffer;
    }
    return new Uint8Array(buffer, 0, length);
  }

  giveBack(bytes) {
    this.#free.push(bytes.buffer);
  }

  stop() {
    this.#reader.cancel().catch(() => {});
  }
}
