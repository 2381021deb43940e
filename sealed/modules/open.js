// Opens what is sealed: gives nothing before the last chunk has verified, and looks at no header that is too big.

import { hex } from "./bytes.js";
import { hashBeside } from "./hands.js";
import { paddedFileSize } from "./padding.js";
import { hashContent } from "./pieces.js";
import { armor, Decrypter } from "../site/vendor.js";

export class CannotOpen extends Error {
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason; // "header", "not for these keys", "damaged", "padding", "size", "hash"
  }
}

const MOST_HEADER = 32 * 1024;
const MOST_STANZAS = 20;
const MOST_ARMOUR = 4 * 1024 * 1024;
const latin = new TextDecoder("latin1");

// Returns a Blob of the whole plaintext. Where it is kept until then is the browser's affair; no script sees a byte of it.
export async function openSealed(sealed, { identities = [], passphrase } = {}) {
  const binary = await withoutArmour(sealed);
  await checkHeader(binary);
  const decrypter = new Decrypter();
  identities.forEach((one) => decrypter.addIdentity(one));
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  let plain;
  try {
    plain = await decrypter.decrypt(binary.stream());
  } catch (error) {
    throw new CannotOpen(/no identity matched/.test(error.message) ? "not for these keys" : "header", error);
  }
  try {
    return await new Response(plain).blob();
  } catch (error) {
    throw new CannotOpen("damaged", error);
  }
}

export async function openBytes(sealed, keys) {
  const blob = await openSealed(sealed, keys);
  return new Uint8Array(await blob.arrayBuffer());
}

async function withoutArmour(sealed) {
  const start = latin.decode(await sealed.slice(0, 1024).arrayBuffer());
  if (!/^\s*-----BEGIN/.test(start)) return sealed;
  if (sealed.size > MOST_ARMOUR) throw new CannotOpen("header");
  try {
    return new Blob([armor.decode(latin.decode(await sealed.arrayBuffer()))]);
  } catch (error) {
    throw new CannotOpen("header", error);
  }
}

export async function checkHeader(sealed) {
  const start = latin.decode(await sealed.slice(0, MOST_HEADER + 1).arrayBuffer());
  const end = start.indexOf("\n--- ");
  const closed = end === -1 ? -1 : start.indexOf("\n", end + 1);
  if (closed === -1 || closed > MOST_HEADER) throw new CannotOpen("header");
  if ((start.slice(0, end).match(/\n-> /g) ?? []).length > MOST_STANZAS) throw new CannotOpen("header");
}

// A file of a message: its first `size` bytes, if everything else about it is as the message says.
export async function openFile(sealed, keys, described, version) {
  const padded = await openSealed(sealed, keys);
  if (padded.size !== paddedFileSize(described.size)) throw new CannotOpen("size");
  const content = padded.slice(0, described.size);
  if (!(await onlyZeros(padded.slice(described.size)))) throw new CannotOpen("padding");
  const [hash, said] = version === 1 ? [await hashBeside(content), described.sha256] : [await hashContent(content), described.content_sha256];
  if (hex(hash) !== said) throw new CannotOpen("hash");
  return content;
}

async function* pieces(blob) {
  for (let at = 0; at < blob.size; at += 1_048_576) yield new Uint8Array(await blob.slice(at, at + 1_048_576).arrayBuffer());
}

async function onlyZeros(blob) {
  for await (const piece of pieces(blob)) if (piece.some((byte) => byte !== 0)) return false;
  return true;
}
