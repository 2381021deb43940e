// Where the sound of an MP3 ends: frame after frame, by their own lengths.

const RATES = { 3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000] };
const KILOBITS = {
  "3-3": [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "3-2": [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "3-1": [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2-3": [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2-2": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const WINDOW = 1_048_576;
const LOST = 65_536; // so far we look for the next frame when one is not where it should be

// 0: these four bytes begin no frame.
export function frameLength(bytes, at) {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return 0;
  const version = (bytes[at + 1] >> 3) & 3;
  const layer = (bytes[at + 1] >> 1) & 3; // 3 is layer I, 1 is layer III
  const rate = RATES[version]?.[(bytes[at + 2] >> 2) & 3];
  const row = version === 3 ? `3-${layer}` : `2-${layer === 3 ? 3 : 2}`;
  const kilobits = layer === 0 ? undefined : KILOBITS[row][(bytes[at + 2] >> 4) - 1];
  if (!rate || !kilobits) return 0;
  const padding = (bytes[at + 2] >> 1) & 1;
  if (layer === 3) return 4 * (Math.floor((12_000 * kilobits) / rate) + padding);
  return Math.floor(((layer === 1 && version !== 3 ? 72_000 : 144_000) * kilobits) / rate) + padding;
}

export async function endOfSound(file, from, to) {
  let at = from;
  let end = from;
  let window = { start: 0, bytes: new Uint8Array(0) };
  const lengthAt = async (position) => {
    if (position < window.start || position + 4 > window.start + window.bytes.length) {
      window = { start: position, bytes: new Uint8Array(await file.slice(position, Math.min(position + WINDOW, to)).arrayBuffer()) };
    }
    return frameLength(window.bytes, position - window.start);
  };
  while (at + 4 <= to && at - end <= LOST) {
    const length = await lengthAt(at);
    const next = at + length;
    // A frame counts if another follows it, or if it ends the file: four bytes alone can look like one by chance.
    const follows = length > 0 && (next === to || (next + 4 <= to && (await lengthAt(next)) > 0));
    if (length > 0 && next <= to && (follows || at === end)) {
      at = next;
      end = next;
    } else {
      at += 1;
    }
  }
  if (end === from) throw new RangeError("no sound");
  return end;
}
