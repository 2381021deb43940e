// Sends a whole submission: files first, as they are read; the message last, because it names what the files became.

import { hex, utf8 } from "./bytes.js";
import { replyRecipient } from "./code.js";
import { sha256 } from "./hash.js";
import { recipientsOf } from "./manifest.js";
import { memoNote, writeMemo } from "./memo.js";
import { sealableMessage } from "./message.js";
import { paddedFileSize, sealedSize } from "./padding.js";
import { sealedHash } from "./receipt.js";
import { sealBytes, sealFile } from "./seal.js";

const HEADER_OF = { pq: 1560, x25519: 100 }; // about, a keyholder: only for the progress bar

export function bytesToSend(files, manifest) {
  const header = HEADER_OF[manifest.kind] * manifest.keyholders.length + 70;
  return files.reduce((sum, one) => sum + sealedSize(header, paddedFileSize(one.blob.size)), sealedSize(header, 16_384));
}

// `note` is what the memo of the thread said, null for a new thread; `files` are {blob, type, name?, metadata, original_of}.
export async function submit({ upload, derived, manifest, text, files, note, oldMemo, today, promised = () => {}, exercise = false }) {
  const recipients = recipientsOf(manifest);
  await upload.start();
  const described = [];
  for (const [at, file] of files.entries()) described.push(await sendFile(upload, recipients, file, at + 1));
  const body = await bodyOf({ derived, manifest, text, described, note, exercise });
  const sealed = await sealBytes(recipients, sealableMessage(body, derived.sign));
  const sealedBytes = new Uint8Array(await sealed.arrayBuffer());
  await upload.part(0, [sealedBytes]);
  const memoSays = memoNote({ seq: body.seq, sealedHash: sha256(sealedBytes), day: today, manifest: manifest.hash });
  const memo = writeMemo(derived, memoSays);
  const where = note ? { lookup: hex(derived.lookup), replaces: hex(sha256(oldMemo)) } : { thread: hex(derived.thread) };
  promised(memoSays.prev);
  const receipt = await upload.finish({ memo: hex(memo), ...where });
  return { receipt, memo };
}

async function sendFile(upload, recipients, file, number) {
  const { sealed, content } = await sealFile(recipients, file.blob);
  const { chunks } = await upload.part(number, sealed);
  return {
    number,
    size: file.blob.size,
    content_sha256: hex(content()),
    sealed_sha256: hex(sealedHash(chunks)),
    type: file.type,
    ...(file.name ? { name: file.name } : {}),
    metadata: file.metadata,
    original_of: file.original_of ?? null,
  };
}

export async function bodyOf({ derived, manifest, text, described, note, exercise }) {
  const first = note
    ? {}
    : { reply_to: await replyRecipient(derived, manifest.kind), reply_mac: hex(derived.mac), sign: hex(derived.signer) };
  return {
    v: 2,
    kind: "message",
    group: manifest.group,
    thread: hex(derived.thread),
    seq: note ? note.seq + 1 : 0,
    prev: note ? note.prev : null,
    manifest: manifest.hash,
    text,
    files: described,
    ...first,
    ...(exercise ? { exercise: true } : {}),
  };
}

// How long a text may be, before anything is sent: the frame has an end, and files take some of it.
export const textBytes = (text) => utf8(JSON.stringify(JSON.stringify(text))).length;
