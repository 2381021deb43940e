// MP3: drops ID3 at either end, APE, Lyrics3 and all that follows the last frame; the frames stay as they are, and on disk.

import { plain } from "./exif.js";
import { endOfSound } from "./mp3-frames.js";

const MOST_TAGS = 20;
const ID3_NAMES = { TIT2: "Title", TPE1: "Artist", TALB: "Album", TSSE: "Software", TENC: "Made by", TDRC: "Recorded at", TYER: "Year", COMM: "A comment", APIC: "A picture", GEOB: "An attached file", PRIV: "Notes of a program", TXXX: "A text" };

export async function mp3(file) {
  const found = [];
  let from = 0;
  let to = file.size;
  for (let count = 0; count < MOST_TAGS; count += 1) {
    const size = await id3v2(file, from, found);
    if (size === 0) break;
    from = Math.min(from + size, to);
  }
  for (let count = 0; count < MOST_TAGS; count += 1) {
    const size = await trailer(file, from, to, found);
    if (size === 0) break;
    to = Math.max(to - size, from);
  }
  const end = await endOfSound(file, from, to);
  if (end < to) found.push({ what: "Data after the sound", value: `${to - end} bytes` });
  return { found, cleaned: file.slice(from, end), stays: ["voices, and sounds of the place", "the name of the encoder, where it is part of the sound"] };
}

const bytesOf = async (file, from, to) => new Uint8Array(await file.slice(Math.max(from, 0), to).arrayBuffer());
const letters = (bytes) => String.fromCharCode(...bytes);
const syncsafe = (bytes, at) => (bytes[at] << 21) | (bytes[at + 1] << 14) | (bytes[at + 2] << 7) | bytes[at + 3];

async function id3v2(file, at, found) {
  const head = await bytesOf(file, at, at + 10);
  if (letters(head.subarray(0, 3)) !== "ID3" || head.length < 10) return 0;
  const size = 10 + syncsafe(head, 6) + (head[5] & 0x10 ? 10 : 0);
  found.push(...framesOf(await bytesOf(file, at + 10, at + Math.min(size, 262_144)), head[3]));
  return size;
}

function framesOf(bytes, version) {
  const found = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; version >= 3 && at + 10 <= bytes.length && /^[A-Z0-9]{4}$/.test(letters(bytes.subarray(at, at + 4))); ) {
    const name = letters(bytes.subarray(at, at + 4));
    const size = version === 4 ? syncsafe(bytes, at + 4) : view.getUint32(at + 4);
    const value = name.startsWith("T") ? plain(letters(bytes.subarray(at + 11, Math.min(at + 10 + size, at + 171))).replace(/[^\x20-\x7e\xa1-\xff]/g, "")) : "";
    found.push({ what: ID3_NAMES[name] ?? "Other notes", value: ID3_NAMES[name] ? value : name });
    at += 10 + size;
  }
  return found.length > 0 ? found : [{ what: "Title, author or software", value: "" }];
}

async function trailer(file, from, to, found) {
  const end = await bytesOf(file, Math.max(from, to - 227 - 128), to);
  const back = (length, words) => end.length >= length && letters(end.subarray(end.length - length, end.length - length + words.length)) === words;
  if (back(128, "TAG")) {
    const tag = end.subarray(end.length - 128);
    found.push({ what: "Title, author or software", value: plain(letters(tag.subarray(3, 93)).replace(/\0/g, " ").replace(/ +/g, " ")) });
    return 128;
  }
  if (back(227, "TAG+")) return note(found, 227);
  if (back(32, "APETAGEX")) {
    const footer = new DataView(end.buffer, end.byteOffset + end.length - 32, 32);
    return note(found, footer.getUint32(12, true) + (footer.getUint32(20, true) & 0x80000000 ? 32 : 0));
  }
  if (back(9, "LYRICS200")) return note(found, Number(letters(end.subarray(end.length - 15, end.length - 9))) + 15);
  if (back(10, "3DI")) return note(found, 20 + syncsafe(end, end.length - 4));
  return 0;
}

function note(found, size) {
  if (!Number.isSafeInteger(size) || size <= 0) throw new RangeError("a tag of no size");
  found.push({ what: "Other notes", value: "" });
  return size;
}
