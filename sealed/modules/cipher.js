// ChaCha20-Poly1305 for what is in a sealed file: the browser's own where it says that it has one and answers as it must, else the bundle's.

import { equal, unhex } from "./bytes.js";
import { chacha20poly1305 } from "../site/vendor.js";

const NAME = "ChaCha20-Poly1305";
export const TAG = 16;

// RFC 8439, section 2.8.2: key, nonce, additional data, plaintext, and what must come of them.
const KNOWN = {
  key: unhex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"),
  iv: unhex("070000004041424344454647"),
  additionalData: unhex("50515253c0c1c2c3c4c5c6c7"),
  plain: "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  sealed: unhex(
    "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36" +
      "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691",
  ),
};

export const scriptCipher = (key) => ({ native: false, seal: (nonce, bytes, into) => chacha20poly1305(key, nonce).encrypt(bytes, into) });

const imported = (key) => crypto.subtle.importKey("raw-secret", key, NAME, false, ["encrypt"]);

async function sealOwn(key, iv, bytes, more = {}) {
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: NAME, iv, ...more }, key, bytes));
  if (sealed.length !== bytes.length + TAG) throw new Error("the browser's seal has another length");
  return sealed;
}

// The published answer, and what the page will ask: a whole chunk without additional data, compared with the bundle's.
async function answersRight() {
  try {
    if (globalThis.SubtleCrypto?.supports?.("encrypt", { name: NAME, iv: KNOWN.iv }) !== true) return false;
    const key = await imported(KNOWN.key);
    const { iv, additionalData } = KNOWN;
    if (!equal(await sealOwn(key, iv, new TextEncoder().encode(KNOWN.plain), { additionalData }), KNOWN.sealed)) return false;
    const chunk = Uint8Array.from({ length: 65_536 }, (_, at) => at * 7);
    return equal(await sealOwn(key, iv, chunk), scriptCipher(KNOWN.key).seal(iv, chunk));
  } catch {
    return false;
  }
}

let right; // asked once a page

// Each key is tried out once more, under a nonce that no sealed file has. Whenever the browser's own fails later, that chunk and all
// after it are the bundle's.
export async function cipherFor(key) {
  const script = scriptCipher(key);
  if (!(await (right ??= answersRight()))) return script;
  let own = await ownFor(key, script);
  const cipher = {
    native: own !== null,
    async seal(nonce, bytes, into) {
      try {
        if (own) return await sealOwn(own, nonce, bytes);
      } catch {
        own = null;
        cipher.native = false;
      }
      return script.seal(nonce, bytes, into);
    },
  };
  return cipher;
}

async function ownFor(key, script) {
  try {
    const own = await imported(key);
    const nonce = new Uint8Array(12).fill(255);
    const bytes = new Uint8Array(TAG);
    return equal(await sealOwn(own, nonce, bytes), script.seal(nonce, bytes)) ? own : null;
  } catch {
    return null;
  }
}
