// Reads from an Exif block what a person should know is in it. Trusts no number in it.

const EXIF_NAMES = {
  0x010e: "Description", 0x010f: "Maker of the device", 0x0110: "Device", 0x0131: "Software", 0x0132: "Changed at", 0x013b: "Author",
  0x8298: "Copyright", 0x9003: "Taken at", 0x9c9d: "Author", 0xa430: "Owner of the device", 0xa431: "Serial number of the device", 0xa434: "Lens",
};
const POINTERS = new Set([0x8769]);
const GPS = 0x8825;
const ORIENTATION = 0x0112;
const MOST_ENTRIES = 500;

export function readExif(bytes) {
  const found = [];
  let orientation = 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = bytes.length < 8 ? 0 : view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return { found, orientation };
  const little = order === 0x4949;
  const seen = new Set();
  const walk = (offset) => {
    if (seen.has(offset) || seen.size > 4 || offset + 2 > bytes.length) return;
    seen.add(offset);
    const entries = Math.min(view.getUint16(offset, little), MOST_ENTRIES);
    for (let at = offset + 2; at < offset + 2 + 12 * entries && at + 12 <= bytes.length; at += 12) {
      const tag = view.getUint16(at, little);
      if (tag === ORIENTATION) orientation = view.getUint16(at + 8, little);
      else if (tag === GPS) found.push({ what: "Place", value: place(view, view.getUint32(at + 8, little), little) });
      else if (POINTERS.has(tag)) walk(view.getUint32(at + 8, little));
      else if (EXIF_NAMES[tag] && view.getUint16(at + 2, little) === 2) found.push({ what: EXIF_NAMES[tag], value: ascii(view, at, little) });
    }
  };
  walk(view.getUint32(4, little));
  return { found: found.filter((one) => one.value !== ""), orientation };
}

function ascii(view, at, little) {
  const length = view.getUint32(at + 4, little);
  const from = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
  if (from + length > view.byteLength) return "";
  const bytes = new Uint8Array(view.buffer, view.byteOffset + from, Math.min(length, 80));
  return plain(String.fromCharCode(...bytes));
}

// What a file says is shown as text: no control characters, not too long.
export const plain = (value) => value.replace(/[\p{C}]+/gu, " ").trim().slice(0, 80);

function place(view, offset, little) {
  const degrees = {};
  if (offset + 2 > view.byteLength) return "yes";
  const entries = Math.min(view.getUint16(offset, little), 40);
  for (let at = offset + 2; at < offset + 2 + 12 * entries && at + 12 <= view.byteLength; at += 12) {
    const tag = view.getUint16(at, little);
    if (tag === 1 || tag === 3) degrees[tag] = String.fromCharCode(view.getUint8(at + 8));
    if (tag === 2 || tag === 4) degrees[tag] = angle(view, view.getUint32(at + 8, little), little);
  }
  if (degrees[2] === undefined || degrees[4] === undefined) return "yes";
  return `${degrees[2]}° ${degrees[1] ?? ""}, ${degrees[4]}° ${degrees[3] ?? ""}`;
}

function angle(view, offset, little) {
  if (offset + 24 > view.byteLength) return undefined;
  const number = (at) => view.getUint32(at, little) / (view.getUint32(at + 4, little) || 1);
  return (number(offset) + number(offset + 8) / 60 + number(offset + 16) / 3600).toFixed(4);
}
