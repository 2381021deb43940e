// Small files with notes in them, made byte by byte: each gives {bytes, bare}, where bare is what must be left.
import { concat, uint32 } from "../modules/bytes.js";
import { letters, noise } from "./ready.js";

export const SECRET = "Jo-Example-Northport";
const little = (number) => uint32(number).reverse();

const segment = (marker, ...parts) => {
  const content = concat(...parts);
  return concat(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255), content);
};

// Exif with a maker, a place (51°30' N, 0°7'30" W) and a picture that lies on its side.
export function exif() {
  const entry = (tag, type, count, value) => concat(Uint8Array.of(tag >> 8, tag & 255, 0, type), uint32(count), value);
  const maker = letters(`${SECRET}\0`);
  const ratio = (...numbers) => concat(...numbers.flatMap((number) => [uint32(number), uint32(1)]));
  const main = concat(
    Uint8Array.of(0, 3),
    entry(0x010f, 2, maker.length, uint32(100)),
    entry(0x0112, 3, 1, Uint8Array.of(0, 6, 0, 0)),
    entry(0x8825, 4, 1, uint32(130)),
    uint32(0),
  );
  const gps = concat(
    Uint8Array.of(0, 4),
    entry(1, 2, 2, letters("N\0\0\0")),
    entry(2, 5, 3, uint32(200)),
    entry(3, 2, 2, letters("W\0\0\0")),
    entry(4, 5, 3, uint32(224)),
    uint32(0),
  );
  const block = new Uint8Array(260);
  block.set(concat(letters("MM\0*"), uint32(8), main));
  block.set(maker, 100);
  block.set(gps, 130);
  block.set(ratio(51, 30, 0), 200);
  block.set(ratio(0, 7, 30), 224);
  return block;
}

export function jpegFile() {
  const start = Uint8Array.of(0xff, 0xd8);
  const jfif = segment(0xe0, letters("JFIF\0"), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0));
  const profile = segment(0xe2, letters("ICC_PROFILE\0"), noise(30));
  const tables = segment(0xdb, noise(65));
  const frame = segment(0xc2, Uint8Array.of(8, 0, 1, 0, 1, 1, 1, 0x11, 0));
  const scan = (seed) => concat(segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)), noise(40, seed).map((byte) => byte & 0x7f), Uint8Array.of(0xff, 0x00, 0xff, 0xd0, 5));
  const end = Uint8Array.of(0xff, 0xd9);
  const notes = [
    segment(0xe1, letters("Exif\0\0"), exif()),
    segment(0xe1, letters("http://ns.adobe.com/xap/1.0/\0"), letters(`<x>${SECRET}</x>`)),
    segment(0xed, letters("Photoshop 3.0\0"), letters(SECRET)),
    segment(0xe2, letters("MPF\0"), letters(SECRET)),
    segment(0xfe, letters(SECRET)),
    segment(0xe5, letters(SECRET)),
  ];
  const picture = [profile, tables, frame, scan(3), segment(0xc4, noise(20)), scan(4), end];
  return { bytes: concat(start, jfif, ...notes, ...picture, letters(SECRET)), picture: concat(...picture), start: concat(start) };
}

const pngChunk = (type, data) => concat(uint32(data.length), letters(type), data, uint32(0x1234));

export function pngFile() {
  const head = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
  const kept = [pngChunk("IHDR", noise(13)), pngChunk("PLTE", noise(9)), pngChunk("tRNS", noise(2)), pngChunk("IDAT", noise(50)), pngChunk("IEND", new Uint8Array(0))];
  const notes = [
    pngChunk("tEXt", letters(`Author\0${SECRET}`)),
    pngChunk("iTXt", letters(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
    pngChunk("eXIf", exif()),
    pngChunk("tIME", Uint8Array.of(7, 234, 11, 25, 1, 2, 3)),
    pngChunk("prVt", letters(SECRET)),
  ];
  return { bytes: concat(head, kept[0], ...notes, ...kept.slice(1), letters(SECRET)), bare: concat(head, ...kept) };
}

const riff = (type, data) => concat(letters(type), little(data.length), data, new Uint8Array(data.length % 2));
const wave = (...chunks) => {
  const content = concat(letters("WAVE"), ...chunks);
  return concat(letters("RIFF"), little(content.length), content);
};

export function wavFile() {
  const kept = [riff("fmt ", noise(16)), riff("data", noise(101))];
  const notes = [riff("LIST", letters(`INFOIART${SECRET}`)), riff("bext", letters(SECRET)), riff("iXML", letters(SECRET)), riff("id3 ", letters(SECRET))];
  return { bytes: concat(wave(notes[0], kept[0], notes[1], kept[1], ...notes.slice(2)), letters("xyz")), bare: wave(...kept) };
}

export function mp3File() {
  const sound = concat(...[1, 2, 3].map((seed) => concat(Uint8Array.of(0xff, 0xfb, 0x90, 0x00), noise(413, seed))));
  const frame = (name, words) => concat(letters(name), uint32(words.length + 1), Uint8Array.of(0, 0, 0), letters(words));
  const frames = concat(frame("TPE1", SECRET), frame("PRIV", SECRET));
  const size = frames.length;
  const id3 = concat(letters("ID3"), Uint8Array.of(3, 0, 0, 0, 0, size >> 7, size & 127), frames);
  const ape = concat(letters(SECRET), letters("APETAGEX"), little(2000), little(SECRET.length + 32), little(1), little(0), new Uint8Array(8));
  const old = new Uint8Array(128);
  old.set(letters(`TAG${SECRET}`));
  return { bytes: concat(id3, sound, ape, old), bare: sound };
}

const box = (type, ...parts) => {
  const content = concat(...parts);
  return concat(uint32(content.length + 8), letters(type), content);
};

export function mp4File(brand = "M4A ") {
  const times = Uint8Array.of(0, 0, 0, 0, 0xe6, 0x8a, 1, 2, 0xe6, 0x8a, 1, 2);
  const handler = (kind) => box("hdlr", new Uint8Array(8), letters(kind), new Uint8Array(12), letters(`${SECRET}\0`));
  const track = (kind) => box("trak", box("tkhd", times, noise(20)), box("mdia", box("mdhd", times, noise(12)), handler(kind)), box("udta", letters(SECRET)));
  return {
    bytes: concat(
      box("ftyp", letters(brand), noise(8)),
      box("moov", box("mvhd", times, noise(80)), track("soun"), track("camm"), box("udta", box("\xa9xyz", letters(`+51.5-0.1/${SECRET}`))), box("meta", letters(SECRET))),
      box("uuid", letters(SECRET)),
      box("free", letters(SECRET)),
      box("mdat", noise(300)),
      box("free", new Uint8Array(8)),
    ),
    sound: box("mdat", noise(300)),
  };
}
