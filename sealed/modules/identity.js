// A keyholder's identity: made, read from a file, closed with a passphrase or a passkey. It never leaves this page but as a file.

import { random, utf8 } from "./bytes.js";
import { replyIdentity } from "./code.js";
import { CannotOpen, openSealed } from "./open.js";
import { Encrypter, identityToRecipient, webauthn } from "../site/vendor.js";

export class BadIdentity extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason; // "none", "plugin", "size", "passphrase", "passkey"
  }
}

const MOST_BYTES = 262_144;
const NATIVE = /^AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]+$/;
const latinOne = new TextDecoder("latin1");

export const makeIdentity = (kind) => replyIdentity({ reply: random(32) }, kind);

// Lines as `age-keygen` writes them: # begins a remark. Names of plugins would run programs elsewhere; here they are refused.
export async function readIdentities(words) {
  const lines = words.split(/\r?\n/).map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  if (lines.some((line) => line.startsWith("AGE-PLUGIN-"))) throw new BadIdentity("plugin");
  if (lines.length === 0 || lines.length > 20 || !lines.every((line) => NATIVE.test(line))) throw new BadIdentity("none");
  return Promise.all(
    lines.map(async (identity) => {
      try {
        return { identity, recipient: await identityToRecipient(identity) };
      } catch {
        throw new BadIdentity("none");
      }
    }),
  );
}

// "plain", "passphrase" or "passkey": what it takes to read this file.
export async function needs(file) {
  if (file.size > MOST_BYTES) throw new BadIdentity("size");
  const start = latinOne.decode(await file.slice(0, 1024).arrayBuffer());
  if (start.startsWith("-----BEGIN AGE")) return "passphrase";
  if (!start.startsWith("age-encryption.org/v1\n")) return "plain";
  return start.includes("\n-> age-encryption.org/fido2prf ") ? "passkey" : "passphrase";
}

export async function openIdentityFile(file, { passphrase } = {}) {
  const how = await needs(file);
  if (how === "plain") return readIdentities(await file.text());
  try {
    const keys = how === "passkey" ? { identities: [new webauthn.WebAuthnIdentity({ rpId: location.hostname })] } : { passphrase };
    return readIdentities(latinOne.decode(await (await openSealed(file, keys)).arrayBuffer()));
  } catch (error) {
    throw error instanceof CannotOpen || error instanceof DOMException ? new BadIdentity(how) : error;
  }
}

export const identityFile = (identity, recipient, day) => utf8(`# made: ${day}\n# public key: ${recipient}\n${identity}\n`);

export async function withPassphrase(bytes, passphrase) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return new Blob([await encrypter.encrypt(bytes)]);
}

// The passkey's secret stays in the device that holds it; losing the device loses the file.
export async function withPasskey(bytes, name) {
  try {
    const credential = await webauthn.createCredential({ keyName: name, rpId: location.hostname });
    const encrypter = new Encrypter();
    encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity: credential }));
    return new Blob([await encrypter.encrypt(bytes)]);
  } catch {
    throw new BadIdentity("passkey");
  }
}
