// Turns 16 bytes into twelve words and back, and a public key into eight fingerprint words. The list is the BIP39 English standard.

import { labelled } from "./bytes.js";
import { sha256 } from "./hash.js";
import { wordlist } from "../site/vendor.js";

export class BadWords extends Error {
  constructor(reason, detail = "") {
    super(reason);
    this.reason = reason; // "count", "unknown" or "checksum"
    this.detail = detail;
  }
}

// How people in Britain spell words of the list, which is American. None begins with the four letters of another word.
export const BRITISH = {
  amongst: "among", armour: "armor", catalogue: "catalog", cheque: "check", colour: "color", defence: "defense",
  draught: "draft", enquiry: "inquiry", enrol: "enroll", favourite: "favorite", fibre: "fiber", flavour: "flavor",
  harbour: "harbor", humour: "humor", instal: "install", labour: "labor", licence: "license", maths: "math", mum: "mom",
  naïve: "naive", odour: "odor", practise: "practice", programme: "program", racoon: "raccoon", storey: "story",
  towards: "toward", vapour: "vapor", waggon: "wagon",
};

const byStart = new Map(wordlist.map((word, number) => [word.slice(0, 4), number]));
const bits = (number, width) => number.toString(2).padStart(width, "0");
const allBits = (bytes) => Array.from(bytes, (byte) => bits(byte, 8)).join("");
const toWords = (binary) => binary.match(/.{11}/g).map((eleven) => wordlist[parseInt(eleven, 2)]);

export function encodeCode(entropy) {
  if (entropy.length !== 16) throw new RangeError("a return code is 16 bytes");
  return toWords(allBits(entropy) + bits(sha256(entropy)[0] >> 4, 4));
}

// Any case, any spaces, four-letter beginnings, British spellings; numbers and punctuation that people write beside words are passed over.
export function decodeCode(typed) {
  const words = typed.normalize("NFKC").toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  if (words.length !== 12) throw new BadWords("count", String(words.length));
  const binary = words.map((word) => bits(wordNumber(word), 11)).join("");
  const entropy = Uint8Array.from(binary.slice(0, 128).match(/.{8}/g), (eight) => parseInt(eight, 2));
  if (parseInt(binary.slice(128), 2) !== sha256(entropy)[0] >> 4) throw new BadWords("checksum");
  return entropy;
}

// The word of the list that somebody means who spells as in Britain, whole or by its four first letters.
const meant = (typed) => BRITISH[Object.keys(BRITISH).find((one) => one === typed || (typed.length >= 4 && one.startsWith(typed)))];

function wordNumber(typed) {
  const word = meant(typed) ?? typed;
  const number = byStart.get(word.slice(0, 4));
  if (number === undefined || !wordlist[number].startsWith(word)) throw new BadWords("unknown", typed);
  return number;
}

export const sameWord = (typed, word) => {
  const [one] = typed.normalize("NFKC").toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  return one !== undefined && (one === word || meant(one) === word || (one.length >= 4 && word.startsWith(one)));
};

export function fingerprintWords(bytes) {
  return toWords(allBits(sha256(labelled("fingerprint", bytes)).subarray(0, 11)));
}
