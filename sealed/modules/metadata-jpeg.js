// JPEG: keeps what draws the picture (and which way up it is), drops every other segment and all that follows the end.

import { concat, uint32 } from "./bytes.js";
import { readExif } from "./exif.js";

const MOST_OF_JPEG = 256 * 1024 * 1024;
const DROPPED = { 0xe1: "Notes of the camera or an app", 0xed: "Notes of a photo program", 0xfe: "A comment" };

export async function jpeg(file) {
  if (file.size > MOST_OF_JPEG) throw new RangeError("too big to look into");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = [bytes.subarray(0, 2)];
  const found = [];
  let orientation = 1;
  let at = 2;
  for (;;) {
    const { marker, start, end } = segment(bytes, at);
    if (marker === 0xd9) {
      kept.push(bytes.subarray(start, end));
      if (end < bytes.length) found.push({ what: "Data after the picture", value: `${bytes.length - end} bytes` });
      break;
    }
    const whole = bytes.subarray(start, end);
    if (drop(marker, whole)) {
      const about = describeSegment(marker, whole);
      orientation = about.orientation ?? orientation;
      found.push(...about.found);
    } else {
      kept.push(whole);
    }
    at = end;
    if (marker === 0xda) {
      const next = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, next));
      at = next;
    }
  }
  if (orientation > 1 && orientation <= 8) kept.splice(1, 0, onlyOrientation(orientation));
  return { found, cleaned: new Blob(kept), stays: ["what the picture itself shows"] };
}

function segment(bytes, at) {
  let start = at;
  if (bytes[start] !== 0xff) throw new RangeError("no marker");
  while (bytes[start + 1] === 0xff) start += 1;
  const marker = bytes[start + 1];
  if (marker === 0xd9 || (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01) return { marker, start, end: start + 2 };
  const length = (bytes[start + 2] << 8) | bytes[start + 3];
  if (!(length >= 2) || start + 2 + length > bytes.length) throw new RangeError("a segment that ends outside");
  return { marker, start, end: start + 2 + length };
}

function endOfScan(bytes, from) {
  let at = from;
  while (at + 1 < bytes.length) {
    if (bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff && !(bytes[at + 1] >= 0xd0 && bytes[at + 1] <= 0xd7)) return at;
    at += 1;
  }
  throw new RangeError("no end");
}

const segmentSays = (whole, words) => String.fromCharCode(...whole.subarray(4, 4 + words.length)) === words;

// APP0 JFIF, APP2 with a colour profile and APP14 Adobe draw the picture; of APP1 only our own note of which way up it is.
function drop(marker, whole) {
  if (marker === 0xe0) return !segmentSays(whole, "JFIF\0") || whole.length > 18;
  if (marker === 0xe1) return !isOnlyOrientation(whole);
  if (marker === 0xe2) return !segmentSays(whole, "ICC_PROFILE\0");
  if (marker === 0xee) return !segmentSays(whole, "Adobe") || whole.length > 16;
  return (marker > 0xe2 && marker <= 0xef) || marker === 0xfe || (marker >= 0xf0 && marker <= 0xfd);
}

function describeSegment(marker, whole) {
  if (marker === 0xe1 && segmentSays(whole, "Exif\0\0")) {
    const { found, orientation } = readExif(whole.subarray(10));
    return { found: found.length > 0 ? found : [{ what: DROPPED[0xe1], value: "" }], orientation };
  }
  if (marker === 0xe0) return { found: [{ what: "A small copy of the picture", value: "" }] };
  return { found: [{ what: DROPPED[marker] ?? "Other notes", value: "" }] };
}

// A camera turns the picture by a note, not by its pixels; without it many photos would lie on their side.
function onlyOrientation(orientation) {
  const letters = (words) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));
  const entry = Uint8Array.of(0x01, 0x12, 0x00, 0x03, 0, 0, 0, 1, 0, orientation, 0, 0);
  const exif = concat(letters("Exif\0\0MM\0*"), uint32(8), Uint8Array.of(0, 1), entry, uint32(0));
  return concat(Uint8Array.of(0xff, 0xe1, 0, exif.length + 2), exif);
}

function isOnlyOrientation(whole) {
  if (whole.length !== 36) return false;
  const ours = onlyOrientation(whole[29]);
  return ours.every((byte, at) => byte === whole[at]);
}
