// What comes from a return code: the lookup value, the reply identity, the key of replies, the signing key, the memo's key.

import { concat, utf8 } from "./bytes.js";
import { sha256 } from "./hash.js";
import { bech32, ed25519, hkdf, identityToRecipient } from "../site/vendor.js";

const PREFIX = { pq: "AGE-SECRET-KEY-PQ-", x25519: "AGE-SECRET-KEY-" };

export function deriveCode(entropy, root) {
  if (entropy.length !== 16 || root.length !== 32) throw new RangeError("16 bytes of code, 32 of the group's key");
  const salt = concat(utf8("dueregard/inbox/v1"), sha256(root));
  const value = (label) => hkdf(sha256, entropy, salt, utf8(label), 32);
  const lookup = value("lookup");
  const sign = value("thread-sign");
  return {
    lookup,
    thread: sha256(lookup),
    reply: value("reply-identity"),
    mac: value("reply-mac"),
    sign,
    signer: ed25519.getPublicKey(sign),
    memo: value("memo"),
  };
}

export const replyIdentity = (derived, kind) => bech32.encodeFromBytes(PREFIX[kind], derived.reply).toUpperCase();

export const replyRecipient = (derived, kind) => identityToRecipient(replyIdentity(derived, kind));

export const replyIdentities = (derived) => Object.keys(PREFIX).map((kind) => replyIdentity(derived, kind));
