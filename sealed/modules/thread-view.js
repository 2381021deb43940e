// Coming back: asks for the answers under a code, opens them here, shows only those that a keyholder must have written.

import { hex, unbase64, unhex } from "./bytes.js";
import { replyIdentities, replyIdentity } from "./code.js";
import { byId, element } from "./dom.js";
import { sha256hex } from "./hash.js";
import { readMemo } from "./memo.js";
import { readReply } from "./message.js";
import { openBytes } from "./open.js";
import { counted, dayInWords } from "./told.js";
import { UploadFailed } from "./upload.js";

const JSON_TYPE = { "Content-Type": "application/json" };

export async function withCode(ask, path, derived) {
  const { status, json } = await ask("POST", path, { body: JSON.stringify({ v: 1, lookup: hex(derived.lookup) }), headers: JSON_TYPE });
  if (status !== 200 || json?.v !== 1) throw new UploadFailed(json?.error ?? "network");
  return json;
}

// {memo, note, replies}; note is null when nothing is kept under this code.
export async function lookUp(ask, derived, group) {
  const answer = await withCode(ask, "api/lookup", derived);
  const memo = unhex(answer.memo, 256);
  const replies = await Promise.all((answer.replies ?? []).map((reply) => openReply(reply, derived, group)));
  return { memo, note: readMemo(derived, memo), replies };
}

async function openReply({ sealed }, derived, group) {
  const bytes = unbase64(sealed);
  const hash = sha256hex(bytes);
  try {
    const framed = await openBytes(new Blob([bytes]), { identities: replyIdentities(derived) });
    return { hash, bytes, body: readReply(framed, { group, thread: hex(derived.thread), mac: derived.mac }) };
  } catch {
    return { hash, bytes, body: null };
  }
}

export function showThread({ note, replies }, { derived, manifest, addresses }) {
  addresses.splice(0).forEach((one) => URL.revokeObjectURL(one));
  const good = replies.filter(({ body }) => body).sort((one, other) => one.body.seq - other.body.seq);
  byId("replies").replaceChildren(...good.map(({ body }) => replyRow(body)));
  byId("thread-words").textContent = threadWords(note, good);
  const notices = warnings(note, good, replies.length - good.length, manifest);
  byId("thread-notice").hidden = notices.length === 0;
  byId("thread-notice").replaceChildren(element("div", {}, ...notices.map((words) => element("p", {}, words))));
  byId("thread-known").hidden = note === null;
  byId("thread-identity").textContent = note ? replyIdentity(derived, manifest.kind) : "";
  byId("thread-files").replaceChildren(...good.map(({ bytes }, at) => fileRow(bytes, at, addresses)));
}

const replyRow = (body) => element("li", {}, element("p", { class: "label" }, `Answer of ${/^\d{4}-\d{2}-\d{2}$/.test(body.day) ? dayInWords(body.day) : "an unknown day"}`), element("p", { class: "typed" }, body.text));

function fileRow(bytes, at, addresses) {
  const address = URL.createObjectURL(new Blob([bytes]));
  addresses.push(address);
  return element("li", {}, element("a", { href: address, download: `answer-${at + 1}.age` }, `Answer ${at + 1}, sealed`));
}

function threadWords(note, good) {
  if (note === null) return "Nothing is kept under these words. It may have been deleted or have run out, or the words belong to another group’s inbox.";
  const wrote = `You last wrote on ${dayInWords(note.day)}.`;
  return good.length === 0 ? `There is no answer yet. ${wrote}` : `${counted(good.length, "answer", "answers")}. ${wrote}`;
}

function warnings(note, good, refused, manifest) {
  const words = [];
  if (refused > 0) words.push(`${counted(refused, "answer was", "answers were")} not written by somebody who could read your first message, or changed on the way. We do not show ${refused === 1 ? "it" : "them"}.`);
  const highest = Math.max(-1, ...good.map(({ body }) => body.seq));
  if (new Set(good.map(({ body }) => body.seq)).size !== highest + 1) words.push("An answer seems to be missing. Come back later; if it stays so, somebody may be holding it back.");
  if (note && note.manifest !== manifest.hash.slice(0, 16)) words.push("The list of keyholders has changed since you last wrote. Look at it before you write again.");
  return words;
}
