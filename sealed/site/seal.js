// Seals bytes to keyholders in the age format: a message in one piece, a file of any size as a stream of bounded memory.

import { recipientsKind } from "./manifest.js";
import { paddedFileSize } from "./padding.js";
import { Encrypter } from "./vendor.js";
import { sha256 } from "./hash.js";

const ZEROS = new Uint8Array(65_536);
const AT_ONCE = 1_048_576;

export function sealer(recipients) {
  recipientsKind(recipients);
  const encrypter = new Encrypter();
  recipients.forEach((one) => encrypter.addRecipient(one));
  return encrypter;
}

export async function sealBytes(recipients, bytes) {
  return new Blob([await sealer(recipients).encrypt(bytes)]);
}

// Content, then zeros to the padded size. `seen` is told how many bytes were read; `hash` knows the content when it has ended.
export function paddedStream(file, seen = () => {}) {
  const hash = sha256.create();
  const total = paddedFileSize(file.size);
  let at = 0;
  const stream = new ReadableStream(
    {
      async pull(controller) {
        if (at < file.size) {
          const piece = new Uint8Array(await file.slice(at, Math.min(at + AT_ONCE, file.size)).arrayBuffer());
          if (piece.length === 0) throw new Error("the file ended early");
          hash.update(piece);
          at += piece.length;
          seen(piece.length);
          controller.enqueue(piece);
        } else if (at < total) {
          const piece = ZEROS.subarray(0, Math.min(ZEROS.length, total - at));
          at += piece.length;
          controller.enqueue(piece.slice());
        }
        if (at >= total) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, total, content: () => hash.digest() };
}

export async function sealFile(recipients, file, seen) {
  const { stream, content } = paddedStream(file, seen);
  return { sealed: await sealer(recipients).encrypt(stream), content };
}
