// WAV: keeps format, sound and its length; drops every other chunk (LIST, bext, iXML, ID3 and the unknown). Never loads the sound.

import { concat, uint32 } from "./bytes.js";
import { plain } from "./exif.js";

const KEPT_IN_WAV = new Set(["fmt ", "data", "fact", "ds64", "wavl", "slnt"]);
const MOST_CHUNKS = 2000;

export async function wav(file) {
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const big = head[1] === 0x46; // "RF64": lengths above 4 GiB stand in ds64
  const kept = [];
  const found = [];
  let long;
  let at = 12;
  for (let count = 0; at + 8 <= file.size; count += 1) {
    if (count > MOST_CHUNKS) throw new RangeError("too many chunks");
    const header = new Uint8Array(await file.slice(at, at + 8).arrayBuffer());
    const type = String.fromCharCode(...header.subarray(0, 4));
    let length = new DataView(header.buffer).getUint32(4, true);
    if (type === "ds64") long = await dataLength(file, at + 8);
    if (big && type === "data" && length === 0xffffffff) length = long;
    let end = at + 8 + length;
    if (!Number.isSafeInteger(end) || (end > file.size && type !== "data")) throw new RangeError("a chunk that ends outside");
    end = Math.min(end + (length % 2), file.size);
    if (KEPT_IN_WAV.has(type)) kept.push(file.slice(at, end));
    else if (!(await isEmpty(type, file, at + 8, end))) found.push({ what: NAMES[type] ?? "Other notes", value: await glimpseOf(file, at + 8, end, type) });
    at = end;
  }
  if (at < file.size) found.push({ what: "Data after the sound", value: `${file.size - at} bytes` });
  const size = 4 + kept.reduce((sum, one) => sum + one.size, 0);
  return { found, cleaned: new Blob([rewritten(head, size, big), ...(await withSize(kept, size, big))]), stays: ["voices, and sounds of the place"] };
}

const NAMES = { LIST: "Title, author or software", bext: "Notes of a broadcast recorder", iXML: "Notes of a recorder", "id3 ": "Title, author or software", "ID3 ": "Title, author or software", PEAK: "Time of making", _PMX: "Notes of a program" };

// Only filling bytes are no finding, but they go as well.
async function isEmpty(type, file, from, to) {
  if (!["JUNK", "junk", "FLLR", "PAD "].includes(type)) return false;
  return new Uint8Array(await file.slice(from, to).arrayBuffer()).every((byte) => byte === 0);
}

async function dataLength(file, at) {
  const view = new DataView(await file.slice(at, at + 16).arrayBuffer());
  return Number(view.getBigUint64(8, true));
}

async function glimpseOf(file, from, to, type) {
  if (!NAMES[type]) return plain(type);
  const bytes = new Uint8Array(await file.slice(from, Math.min(to, from + 400)).arrayBuffer());
  return plain(String.fromCharCode(...bytes).replace(/[^\x20-\x7e]+/g, " "));
}

function rewritten(head, size, big) {
  const little = uint32(big ? 0xffffffff : size).reverse();
  return concat(head.subarray(0, 4), little, head.subarray(8, 12));
}

async function withSize(kept, size, big) {
  if (!big) return kept;
  const ds64 = new Uint8Array(await kept[0].arrayBuffer());
  new DataView(ds64.buffer).setBigUint64(8, BigInt(size), true);
  return [new Blob([ds64]), ...kept.slice(1)];
}
