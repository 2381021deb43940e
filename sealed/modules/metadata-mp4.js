// MP4, M4A and QuickTime: overwrites notes, names and times in place, so that no offset moves. Never loads picture or sound.

import { allZero } from "./bytes.js";
import { plain } from "./exif.js";

const MOST_MOOV = 128 * 1024 * 1024;
const MOST_BOXES = 100_000;
const NOTES = { udta: "Notes of the device or an app", meta: "Title, author or software", uuid: "Notes of a program", prft: "Time of making", free: "Left-over bytes", skip: "Left-over bytes", wide: "Left-over bytes" };
const FILLING = new Set(["free", "skip", "wide"]);
const TIMES = new Set(["mvhd", "tkhd", "mdhd"]);
const WALKED = new Set(["trak", "mdia", "minf", "stbl", "edts", "dinf", "moof", "traf", "mvex"]);
const DATA_TRACKS = new Set(["meta", "camm", "gpmd", "mebx", "data", "nrtm"]);

export async function mp4(file) {
  const found = [];
  const stays = ["voices, faces, and what else can be seen and heard"];
  const parts = [];
  let at = 0;
  for (let count = 0; at < file.size; count += 1) {
    if (count > MOST_BOXES) throw new RangeError("too many boxes");
    const { type, start, end } = await topBox(file, at);
    if (type === "moov" || type === "moof") parts.push(cleanTree(await load(file, at, end), start - at, found, stays));
    else if (NOTES[type]) parts.push(...(await overwritten(file, at, start, end, type, found)));
    else parts.push(file.slice(at, end));
    at = end;
  }
  return { found: summed(found), cleaned: new Blob(parts), stays };
}

async function topBox(file, at) {
  const view = new DataView(await file.slice(at, at + 16).arrayBuffer());
  if (view.byteLength < 8) throw new RangeError("a box without a head");
  const type = fourLetters(new Uint8Array(view.buffer), 4);
  let size = view.getUint32(0);
  let start = at + 8;
  if (size === 1) {
    size = Number(view.getBigUint64(8));
    start = at + 16;
  }
  if (size === 0) size = file.size - at;
  if (!Number.isSafeInteger(size) || size < start - at || at + size > file.size) throw new RangeError("a box that ends outside");
  return { type, start, end: at + size };
}

const fourLetters = (bytes, at) => String.fromCharCode(...bytes.subarray(at, at + 4));

async function load(file, from, to) {
  if (to - from > MOST_MOOV) throw new RangeError("too big to look into");
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}

const FREE = Uint8Array.of(0x66, 0x72, 0x65, 0x65);

async function overwritten(file, at, start, end, type, found) {
  const content = await load(file, start, end);
  if (allZero(content) && FILLING.has(type)) return [file.slice(at, end)];
  found.push({ what: NOTES[type], value: FILLING.has(type) ? "" : glimpse(content) });
  const head = new Uint8Array(await file.slice(at, start).arrayBuffer());
  head.set(FREE, 4);
  return [head, new Uint8Array(content.length)];
}

// Walks the boxes below moov in memory and changes them where they stand.
function cleanTree(bytes, from, found, stays) {
  const view = new DataView(bytes.buffer);
  let count = 0;
  const walk = (begin, end) => {
    for (let at = begin; at + 8 <= end; ) {
      if ((count += 1) > MOST_BOXES) throw new RangeError("too many boxes");
      const size = view.getUint32(at);
      const type = fourLetters(bytes, at + 4);
      if (size === 0 && type === "\0\0\0\0") return; // QuickTime ends a list with a zero
      if (size < 8 || at + size > end) throw new RangeError("a box that ends outside");
      const content = bytes.subarray(at + 8, at + size);
      if (NOTES[type]) blank(bytes, at, content, type, found);
      else if (TIMES.has(type)) clearTimes(content, found);
      else if (type === "hdlr") clearHandler(content, found, stays);
      else if (WALKED.has(type)) walk(at + 8, at + size);
      at += size;
    }
  };
  walk(from, bytes.length);
  return bytes;
}

function blank(bytes, at, content, type, found) {
  if (!allZero(content)) found.push({ what: NOTES[type], value: FILLING.has(type) ? "" : glimpse(content) });
  bytes.set(FREE, at + 4);
  content.fill(0);
}

function clearTimes(content, found) {
  const width = content[0] === 1 ? 8 : 4;
  const times = content.subarray(4, 4 + 2 * width);
  if (allZero(times)) return;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const seconds = width === 8 ? Number(view.getBigUint64(4)) : view.getUint32(4);
  found.push({ what: "Recorded at", value: timeOf(seconds) });
  times.fill(0);
}

function timeOf(seconds) {
  const date = new Date((seconds - 2_082_844_800) * 1000); // counted from 1904
  return Number.isNaN(date.valueOf()) ? "" : date.toISOString().slice(0, 16).replace("T", " ");
}

function clearHandler(content, found, stays) {
  const kind = fourLetters(content, 8);
  if (DATA_TRACKS.has(kind)) stays.push("a track of notes, perhaps of places or movements, that we cannot take out");
  const words = content.subarray(24);
  if (allZero(words)) return;
  found.push({ what: "Software", value: glimpse(words) });
  words.fill(0);
}

const glimpse = (content) => plain(String.fromCharCode(...content.subarray(0, 600)).replace(/[^\x20-\x7e]+/g, " ").replace(/ +/g, " "));

// The same time stands in every track: said once.
function summed(found) {
  const seen = new Set();
  return found.filter(({ what, value }) => !seen.has(`${what} ${value}`) && seen.add(`${what} ${value}`));
}
