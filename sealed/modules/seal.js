// Seals bytes to keyholders in the age format: a message in one piece, a file of any size piece by piece, in bounded memory.

import { concat, random, utf8 } from "./bytes.js";
import { cipherFor } from "./cipher.js";
import { freest, takeHands } from "./hands.js";
import { recipientsKind } from "./manifest.js";
import { contentHash, Contents, numberOfPieces, pieceOf, sealContent, sealPiece, withContent } from "./pieces.js";
import { Encrypter, hkdf, sha256 } from "../site/vendor.js";

const AHEAD = 4; // pieces under way at once, each of 1 MiB
const WORTH_HANDS = 2; // a file of fewer pieces is sealed before a worker has started

export function sealer(recipients) {
  recipientsKind(recipients);
  const encrypter = new Encrypter();
  recipients.forEach((one) => encrypter.addRecipient(one));
  return encrypter;
}

export async function sealBytes(recipients, bytes) {
  return new Blob([await sealer(recipients).encrypt(bytes)]);
}

// The header is the library's: it seals nothing at all, and tells one more recipient, who gets no stanza, under which file key.
// What follows the header is ours: a new nonce, and the key of the payload from both.
export async function beginFile(recipients) {
  const encrypter = sealer(recipients);
  let fileKey;
  encrypter.addRecipient({ wrapFileKey: async (key) => ((fileKey = key.slice()), []) });
  const empty = await encrypter.encrypt(new Uint8Array(0));
  const header = empty.subarray(0, empty.length - 16 - 16); // without its nonce and the one chunk, which is a tag alone
  const nonce = random(16);
  return { start: concat(header, nonce), key: hkdf(sha256, fileKey, nonce, utf8("payload"), 32) };
}

// `sealed` gives the bytes in their order. `content` gives the hash of the file's own, once the last of them was taken.
export async function sealFile(recipients, file) {
  const { start, key } = await beginFile(recipients);
  const hashes = [];
  return { sealed: sealedPieces(start, key, file, hashes), content: () => contentHash(file.size, hashes) };
}

async function* sealedPieces(start, key, file, hashes) {
  yield start;
  const pieces = numberOfPieces(file.size);
  const sealers = new Sealers(await cipherFor(key), key, file, pieces);
  const underWay = [];
  try {
    for (let next = 0; next < pieces || underWay.length > 0; ) {
      while (next < pieces && underWay.length < AHEAD) {
        const one = sealers.seal(pieceOf(file, next));
        one.catch(() => {}); // told when its turn comes
        underWay.push(one);
        next += 1;
      }
      const { sealed, sha256: hash } = await underWay.shift();
      if (hash) hashes.push(hash);
      yield* sealed;
    }
  } finally {
    sealers.stop();
  }
}

// Who seals: the browser itself where it can, else a worker that is there, else the page. A piece that a worker does not bring is sealed here.
class Sealers {
  #turn = Promise.resolve();
  #contents = null;

  constructor(cipher, key, file, pieces) {
    Object.assign(this, { cipher, key, file, hands: pieces >= WORTH_HANDS });
    if (cipher.native) this.#contents = contentsOf(file);
    else if (this.hands) takeHands(); // they need a moment, in which the page begins
  }

  async seal(piece) {
    if (this.#contents) return this.#sealInOrder(piece);
    const hand = this.hands && !this.cipher.native ? freest() : undefined;
    const whole = withContent(this.file, piece);
    return (await hand?.ask("seal", { piece: whole, key: this.key })) ?? this.#inTurn(() => sealPiece(this.cipher, whole));
  }

  // Read one after the other, sealed several at a time.
  async #sealInOrder(piece) {
    const content = await this.#inTurn(() => this.#contents.next(piece.content));
    const sealed = await sealContent(this.cipher, piece, content);
    this.#contents.giveBack(content);
    return sealed;
  }

  #inTurn(act) {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  stop() {
    this.#contents?.stop();
  }
}

function contentsOf(file) {
  try {
    return new Contents(file);
  } catch {
    return null; // a browser whose files cannot be read in this way
  }
}
