// Looks for what a file tells about its maker, and takes it out without encoding anything anew. Says what it could not do.

import { jpeg } from "./metadata-jpeg.js";
import { mp3 } from "./metadata-mp3.js";
import { mp4 } from "./metadata-mp4.js";
import { png } from "./metadata-png.js";
import { wav } from "./metadata-wav.js";

const SIGNS = [
  { kind: "jpeg", type: "image/jpeg", clean: jpeg, fits: (start) => starts(start, 0, [0xff, 0xd8, 0xff]) },
  { kind: "png", type: "image/png", clean: png, fits: (start) => starts(start, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { kind: "wav", type: "audio/wav", clean: wav, fits: (start) => (says(start, 0, "RIFF") || says(start, 0, "RF64")) && says(start, 8, "WAVE") },
  { kind: "heic", type: "image/heic", fits: (start) => says(start, 4, "ftyp") && /^(hei|hev|mif|msf|avi)/.test(word(start, 8)) },
  { kind: "m4a", type: "audio/mp4", clean: mp4, fits: (start) => says(start, 4, "ftyp") && /^M4[AB]/.test(word(start, 8)) },
  { kind: "mov", type: "video/quicktime", clean: mp4, fits: (start) => says(start, 4, "ftyp") && word(start, 8) === "qt  " },
  { kind: "mp4", type: "video/mp4", clean: mp4, fits: (start) => says(start, 4, "ftyp") },
  { kind: "mp3", type: "audio/mpeg", clean: mp3, fits: (start) => says(start, 0, "ID3") || (start[0] === 0xff && (start[1] & 0xe6) === 0xe2) },
  { kind: "pdf", type: "application/pdf", fits: (start) => says(start, 0, "%PDF-") },
  { kind: "office", type: "application/zip", fits: (start) => says(start, 0, "PK\x03\x04") },
  { kind: "office", type: "application/x-ole-storage", fits: (start) => starts(start, 0, [0xd0, 0xcf, 0x11, 0xe0]) },
];

const word = (start, at) => String.fromCharCode(...start.subarray(at, at + 4));
const says = (start, at, letters) => starts(start, at, Array.from(letters, (letter) => letter.charCodeAt(0)));
const starts = (start, at, bytes) => bytes.every((byte, number) => start[at + number] === byte);

// {kind, type, found: [{what, value}], cleaned: Blob or null, state}, where state is "removed", "none found" or "not looked at".
// What was taken out is looked for once more in the result; if it is still there, nothing is claimed.
export async function lookAt(file) {
  const start = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const sign = SIGNS.find((one) => one.fits(start));
  const type = sign?.type ?? "application/octet-stream";
  const unknown = { kind: sign?.kind ?? "other", type, found: [], cleaned: null, state: "not looked at", stays: [] };
  if (!sign?.clean) return unknown;
  try {
    const { found, cleaned, stays = [] } = await sign.clean(file);
    if (found.length === 0) return { ...unknown, state: "none found", stays };
    const again = await sign.clean(cleaned);
    if (again.found.length > 0) return { ...unknown, found };
    return { ...unknown, found, cleaned: new Blob([cleaned], { type }), state: "removed", stays };
  } catch {
    return unknown; // a file that is not what it says: it can be sent as it is, and the page says that we did not look
  }
}

// Office files by their ending: their bytes are only "a zip". Nothing but the type in the sealed message depends on it.
const ENDINGS = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
  txt: "text/plain",
  csv: "text/csv",
};

export function typeOf(looked, name) {
  const ending = name.toLowerCase().split(".").at(-1);
  return looked.kind === "office" || looked.kind === "other" ? (ENDINGS[ending] ?? looked.type) : looked.type;
}
