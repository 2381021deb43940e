// Checks the signed list of keyholders: by the group's root key, of one kind of recipient, in force, one after the other.

import { hex, labelled, unhex, utf8 } from "./bytes.js";
import { sha256, sha256hex } from "./hash.js";
import { bech32, ed25519 } from "../site/vendor.js";

export class BadManifest extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SHAPES = {
  pq: { start: "age1pq1", prefix: "age1pq", bytes: 1216, length: 1959 },
  x25519: { start: "age1", prefix: "age", bytes: 32, length: 62 },
};
const MOST_KEYHOLDERS = 10;
const MOST_DAYS = 400;

const refuseList = (reason) => {
  throw new BadManifest(reason);
};

export function recipientKind(recipient) {
  for (const [kind, shape] of Object.entries(SHAPES)) {
    if (recipient.length !== shape.length || !recipient.startsWith(shape.start)) continue;
    try {
      const { prefix, words } = bech32.decode(recipient, false);
      if (prefix === shape.prefix && bech32.fromWords(words).length === shape.bytes) return kind;
    } catch {
      return null;
    }
  }
  return null;
}

// All of one kind, or none at all: a mix would be as weak as its weakest, and a tagged recipient can be recognised by anyone.
export function recipientsKind(recipients) {
  const kinds = new Set(recipients.map(recipientKind));
  if (recipients.length === 0 || recipients.length > MOST_KEYHOLDERS) refuseList("number");
  if (new Set(recipients).size !== recipients.length) refuseList("twice");
  if (kinds.has(null)) refuseList("recipient");
  if (kinds.size !== 1) refuseList("mix");
  return [...kinds][0];
}

export function checkManifest(signed, root) {
  const { manifest: words, signature } = signed ?? {};
  if (typeof words !== "string" || typeof signature !== "string") refuseList("shape");
  let genuine = false;
  try {
    genuine = ed25519.verify(unhex(signature, 64), labelled("manifest", utf8(words)), root);
  } catch {
    genuine = false;
  }
  if (!genuine) refuseList("signature");
  const received = DAY.test(signed.change_received_on) ? signed.change_received_on : null; // the server's word, which nobody signs
  return { ...readManifest(words, hex(sha256(root))), hash: sha256hex(utf8(words)), change_received_on: received };
}

function readManifest(words, group) {
  let read;
  try {
    read = JSON.parse(words);
  } catch {
    refuseList("shape");
  }
  if (read?.v !== 1 || !Number.isInteger(read.number) || read.number < 1 || !Array.isArray(read.keyholders)) refuseList("shape");
  if (read.group !== group) refuseList("group");
  if (![read.made_on, read.changed_on, read.valid_until].every((day) => DAY.test(day))) refuseList("day");
  if (read.keyholders.some((one) => typeof one?.recipient !== "string" || !DAY.test(one.since))) refuseList("shape");
  if (recipientsKind(read.keyholders.map((one) => one.recipient)) !== read.kind) refuseList("kind");
  if (read.number === 1 ? read.previous !== null : !/^[0-9a-f]{64}$/.test(read.previous)) refuseList("previous");
  if (daysBetween(read.made_on, read.valid_until) > MOST_DAYS) refuseList("too long");
  return read;
}

export const daysBetween = (one, other) => Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000);

export function checkInForce(manifest, today) {
  if (today > manifest.valid_until) refuseList("out of date");
  return manifest;
}

export const recipientsOf = (manifest) => manifest.keyholders.map((one) => one.recipient);

// The whole key log, oldest first, each naming the one before; the last must be the list in force.
export function checkKeyLog(lines, root) {
  const log = lines.split("\n").filter(Boolean).map((line) => checkManifest(parseLine(line), root));
  log.forEach((manifest, at) => {
    if (manifest.number !== at + 1) refuseList("gap");
    if (manifest.previous !== (at === 0 ? null : log[at - 1].hash)) refuseList("previous");
  });
  return log;
}

function parseLine(line) {
  try {
    return JSON.parse(line);
  } catch {
    return refuseList("shape");
  }
}

export function changes(before, after) {
  const old = new Set(before ? recipientsOf(before) : []);
  const now = new Set(recipientsOf(after));
  return { added: [...now].filter((one) => !old.has(one)), removed: [...old].filter((one) => !now.has(one)) };
}
