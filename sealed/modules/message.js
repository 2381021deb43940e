// Makes and reads the envelope of a message: what is signed by a source, what carries a keyholder's code, and in which order.

import { equal, hex, labelled, unhex, utf8 } from "./bytes.js";
import { sha256 } from "./hash.js";
import { frame, unframe } from "./padding.js";
import { ed25519, hmac } from "../site/vendor.js";

export class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const refuse = (reason) => {
  throw new Refused(reason);
};

export function sealableMessage(body, signingKey) {
  const words = JSON.stringify(body);
  const sig = hex(ed25519.sign(labelled("message", utf8(words)), signingKey));
  return frame(JSON.stringify({ body: words, sig }));
}

export function sealableReply(body, macKey) {
  const words = JSON.stringify(body);
  return frame(JSON.stringify({ body: words, mac: replyMac(words, macKey) }));
}

const replyMac = (words, key) => hex(hmac(sha256, key, labelled("reply", utf8(words))));

const VERSIONS = { message: [1, 2], reply: [1] };

function openFrame(framed, kind) {
  try {
    const envelope = JSON.parse(unframe(framed));
    const body = JSON.parse(envelope.body);
    if (!VERSIONS[kind].includes(body.v) || body.kind !== kind || typeof body.text !== "string" || !Number.isInteger(body.seq) || body.seq < 0) refuse("shape");
    return { envelope, body };
  } catch (error) {
    return error instanceof Refused ? refuse(error.reason) : refuse("frame");
  }
}

// `before` is what the thread looked like until now: null for message 0, else {thread, sign, seq, hash}.
export function readMessage(framed, { group, before }) {
  const { envelope, body } = openFrame(framed, "message");
  if (body.group !== group) refuse("group");
  if (before ? body.thread !== before.thread : !isHash(body.thread)) refuse("thread");
  const sign = before ? before.sign : body.sign;
  if (!signed(envelope, sign)) refuse("signature");
  if (body.seq !== (before ? before.seq + 1 : 0)) refuse("sequence");
  if (body.prev !== (before ? before.hash : null)) refuse("previous");
  if (!Array.isArray(body.files) || !body.files.every(isFile(body.v))) refuse("files");
  if (!before && (typeof body.reply_to !== "string" || !isHash(body.reply_mac))) refuse("reply key");
  return body;
}

function signed(envelope, key) {
  try {
    return ed25519.verify(unhex(envelope.sig, 64), labelled("message", utf8(envelope.body)), unhex(key, 32));
  } catch {
    return false;
  }
}

export function readReply(framed, { group, thread, mac }) {
  const { envelope, body } = openFrame(framed, "reply");
  if (body.group !== group) refuse("group");
  if (body.thread !== thread) refuse("thread");
  if (typeof envelope.mac !== "string" || !equal(utf8(envelope.mac), utf8(replyMac(envelope.body, mac)))) refuse("signature");
  if (body.prev !== null && !isHash(body.prev)) refuse("previous");
  return body;
}

const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

// The hash of a file's content: of all of it in version 1, over the hashes of its pieces in version 2.
const isFile = (version) => (file, at) =>
  file?.number === at + 1 &&
  Number.isSafeInteger(file.size) &&
  file.size >= 0 &&
  isHash(version === 1 ? file.sha256 : file.content_sha256) &&
  isHash(file.sealed_sha256) &&
  typeof file.type === "string" &&
  (file.name === undefined || typeof file.name === "string");
