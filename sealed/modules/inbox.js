// Opens a thread on a keyholder's device: each message in its order, and nothing of one that does not fit the ones before.

import { unhex } from "./bytes.js";
import { sha256hex } from "./hash.js";
import { readMessage, Refused, sealableReply } from "./message.js";
import { CannotOpen, openBytes } from "./open.js";
import { recipientKind } from "./manifest.js";
import { sealBytes } from "./seal.js";

const ID = /^[0-9a-f]{32}$/;

export const checkedId = (value) => {
  if (typeof value !== "string" || !ID.test(value)) throw new Refused("id");
  return value;
};

// `fetchBlob(path)` gets what is sealed. Returns the messages with their bodies or the reason of their refusal, and how to answer.
export async function openThread(thread, { fetchBlob, identities, group }) {
  const opened = [];
  let before = null;
  let broken = null;
  let answer = null;
  let replies = { seq: 0, prev: null };
  let files = 0;
  for (const message of thread.messages) {
    const id = checkedId(message.id);
    const shown = { id, from: message.from, day: message.day, plain: message.plain === true, read: message.read === true, body: null, refused: null, files: [] };
    opened.push(shown);
    if (message.from === "group") {
      replies = { seq: replies.seq + 1, prev: await hashOf(await fetchBlob(`api/messages/${id}`)) };
      continue;
    }
    if (shown.plain) {
      shown.files = message.files.map(({ number }) => ({ number, saved: (files += 1) }));
      continue;
    }
    const sealed = await fetchBlob(`api/messages/${id}`);
    try {
      if (broken) throw new Refused(`after a refused one: ${broken}`);
      const body = readMessage(await openBytes(sealed, { identities }), { group, before });
      before = { thread: body.thread, sign: before?.sign ?? body.sign, seq: body.seq, hash: await hashOf(sealed) };
      answer ??= { to: body.reply_to, mac: unhex(body.reply_mac, 32), thread: body.thread };
      shown.body = body;
      shown.files = body.files.map((file) => ({ ...file, saved: (files += 1) }));
    } catch (error) {
      if (!(error instanceof Refused || error instanceof CannotOpen)) throw error;
      shown.refused = error.reason;
      broken ??= error.reason;
    }
  }
  return { id: checkedId(thread.id), messages: opened, answer, replies };
}

const hashOf = async (blob) => sha256hex(new Uint8Array(await blob.arrayBuffer()));

// The answer goes to the recipient that stood inside the first message, and to nobody that the server names.
export async function sealReply({ answer, replies }, { group, text, day }) {
  if (recipientKind(answer.to) === null) throw new Refused("reply key");
  const body = { v: 1, kind: "reply", group, thread: answer.thread, seq: replies.seq, prev: replies.prev, day, text };
  return sealBytes([answer.to], sealableReply(body, answer.mac));
}

