// Seals bytes to keyholders in the age format: a message in one piece, a file of any size as a stream of bounded memory.

import { recipientsKind } from "./manifest.js";
import { paddedFileSize } from "./padding.js";
import { Encrypter } from "./vendor.js";
import { hashBeside } from "./hash.js";

const ZEROS = new Uint8Array(65_536);
const AT_ONCE = 262_144; // small, so that the page answers between two pieces even where scripts run slowly

export function sealer(recipients) {
  recipientsKind(recipients);
  const encrypter = new Encrypter();
  recipients.forEach((one) => encrypter.addRecipient(one));
  return encrypter;
}

export async function sealBytes(recipients, bytes) {
  return new Blob([await sealer(recipients).encrypt(bytes)]);
}

// Content, then zeros to the padded size. `seen` is told how many bytes were read.
export function paddedStream(file, seen = () => {}) {
  const total = paddedFileSize(file.size);
  const reader = file.stream().getReader();
  let at = 0;
  let waiting = ZEROS.subarray(0, 0);
  const next = async () => {
    if (at >= file.size) return ZEROS.slice(0, Math.min(ZEROS.length, total - at));
    if (waiting.length === 0) waiting = (await reader.read()).value ?? waiting;
    const piece = waiting.subarray(0, AT_ONCE);
    waiting = waiting.subarray(piece.length);
    if (piece.length === 0 || at + piece.length > file.size) throw new Error("the file is not as long as it was");
    seen(piece.length);
    return piece;
  };
  const stream = new ReadableStream(
    {
      async pull(controller) {
        const piece = await next();
        at += piece.length;
        controller.enqueue(piece);
        if (at >= total) controller.close();
      },
      cancel: (why) => reader.cancel(why),
    },
    { highWaterMark: 0 },
  );
  return { stream, total };
}

// `content` is the hash of the file itself, computed beside the sealing; it is there when the last chunk is.
export async function sealFile(recipients, file, seen) {
  const content = hashBeside(file);
  content.catch(() => {}); // told to whoever asks for it; a file that cannot be read fails the sealing as well
  return { sealed: await sealer(recipients).encrypt(paddedStream(file, seen).stream), content };
}
