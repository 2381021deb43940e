// PNG: keeps the chunks that draw, drops texts, times, Exif, everything unknown, and all that follows the end.

import { readUint32 } from "./bytes.js";
import { plain, readExif } from "./exif.js";

const MOST_OF_PNG = 256 * 1024 * 1024;
const KEPT_IN_PNG = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split(" "),
);

export async function png(file) {
  if (file.size > MOST_OF_PNG) throw new RangeError("too big to look into");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = [bytes.subarray(0, 8)];
  const found = [];
  let at = 8;
  for (let type = ""; type !== "IEND"; ) {
    const length = readUint32(bytes, at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new RangeError("a chunk that ends outside");
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (KEPT_IN_PNG.has(type)) kept.push(bytes.subarray(at, end));
    else found.push(...describeChunk(type, bytes.subarray(at + 8, end - 4)));
    at = end;
  }
  if (at < bytes.length) found.push({ what: "Data after the picture", value: `${bytes.length - at} bytes` });
  return { found, cleaned: new Blob(kept), stays: ["what the picture itself shows"] };
}

function describeChunk(type, data) {
  if (type === "eXIf") {
    const { found } = readExif(data);
    return found.length > 0 ? found : [{ what: "Notes of the camera or an app", value: "" }];
  }
  if (type === "tIME") return [{ what: "Changed at", value: `${(data[0] << 8) | data[1]}-${data[2]}-${data[3]}` }];
  if (type === "tEXt" || type === "iTXt" || type === "zTXt") {
    const end = data.indexOf(0);
    const word = plain(String.fromCharCode(...data.subarray(0, Math.min(end, 79))));
    const value = type === "tEXt" ? plain(String.fromCharCode(...data.subarray(end + 1, end + 81))) : "";
    return [{ what: `A text (${word})`, value }];
  }
  return [{ what: "Other notes", value: plain(type) }];
}
