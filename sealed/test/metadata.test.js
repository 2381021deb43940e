import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt, typeOf } from "../modules/metadata.js";
import { SECRET, jpegFile, mp3File, mp4File, pngFile, wavFile } from "../testing/media.js";
import { letters, noise } from "../testing/ready.js";

const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());
const has = (bytes, words) => Buffer.from(bytes).includes(words);
const look = (bytes) => lookAt(new Blob([bytes]));

for (const [name, file] of Object.entries({ jpeg: jpegFile(), png: pngFile(), wav: wavFile(), mp3: mp3File(), m4a: mp4File(), mov: mp4File("qt  "), mp4: mp4File("isom") })) {
  test(`${name}: notes are found, shown and gone, and a second look finds none`, async () => {
    const looked = await look(file.bytes);
    assert.equal(looked.kind, name);
    assert.equal(looked.state, "removed");
    assert.ok(looked.found.some(({ value }) => value.includes(SECRET)), JSON.stringify(looked.found));
    const cleaned = await bytesOf(looked.cleaned);
    assert.ok(!has(cleaned, SECRET));
    assert.equal((await look(cleaned)).state, "none found");
    assert.deepEqual(await bytesOf((await look(cleaned)).cleaned ?? looked.cleaned), cleaned);
  });

  test(`${name}: cut anywhere, it is never claimed to be clean while notes are left`, async () => {
    for (let length = 1; length < file.bytes.length; length += 7) {
      const looked = await look(file.bytes.subarray(0, length));
      const result = looked.cleaned ? await bytesOf(looked.cleaned) : null;
      if (looked.state === "removed") assert.ok(!has(result, SECRET), `${length}`);
      if (looked.state === "none found") assert.ok(!has(file.bytes.subarray(0, length), SECRET), `${length}`);
    }
  });
}

test("what draws a picture or makes a sound is left byte for byte", async () => {
  for (const { bytes, bare } of [pngFile(), wavFile(), mp3File()]) assert.deepEqual(await bytesOf((await look(bytes)).cleaned), bare);
  const { bytes, picture } = jpegFile();
  assert.ok(Buffer.from(await bytesOf((await look(bytes)).cleaned)).includes(Buffer.from(picture)));
});

test("a place and a device are named to the sender", async () => {
  const { found } = await look(jpegFile().bytes);
  assert.deepEqual(found.find(({ what }) => what === "Place").value, "51.5000° N, 0.1250° W");
  assert.equal(found.find(({ what }) => what === "Maker of the device").value, SECRET);
  assert.ok(found.some(({ what }) => what === "Data after the picture"));
});

test("a photo taken on its side keeps the note that turns it, and nothing else of its Exif", async () => {
  const cleaned = await bytesOf((await look(jpegFile().bytes)).cleaned);
  const exif = Buffer.from(cleaned).indexOf("Exif");
  assert.equal(exif, 6);
  assert.equal(Buffer.from(cleaned).indexOf("Exif", exif + 1), -1);
  assert.equal(cleaned[29 + 2], 6);
});

test("in a film, nothing moves: every offset still points where it did", async () => {
  const { bytes, sound } = mp4File();
  const { cleaned, found, stays } = await look(bytes);
  const after = await bytesOf(cleaned);
  assert.equal(after.length, bytes.length);
  assert.equal(Buffer.from(after).indexOf(Buffer.from(sound)), Buffer.from(bytes).indexOf(Buffer.from(sound)));
  assert.ok(found.some(({ what, value }) => what === "Recorded at" && value.startsWith("20")));
  assert.ok(stays.some((words) => words.includes("track of notes")));
});

test("what we cannot look into is said, and never called clean", async () => {
  for (const [bytes, kind] of [
    [letters("%PDF-1.7\n"), "pdf"],
    [letters("PK\x03\x04"), "office"],
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), "office"],
    [letters("\0\0\0\x18ftypheic"), "heic"],
    [letters("hello"), "other"],
    [new Uint8Array(0), "other"],
  ]) {
    const looked = await look(bytes);
    assert.deepEqual([looked.kind, looked.state, looked.cleaned], [kind, "not looked at", null]);
  }
});

test("boxes, chunks and tags that lie about their length are not believed", async () => {
  const lies = [
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1),
    letters("\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR"),
    letters("RIFF\xff\xff\xff\xffWAVELIST\xff\xff\xff\xff"),
    letters("\0\0\0\x10ftypM4A \0\0\0\0\0\0\0\x04moov"),
    letters("\0\0\0\x10ftypM4A \0\0\0\0\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff"),
  ];
  for (const bytes of lies) assert.notEqual((await look(bytes)).state, "removed");
  for (let seed = 1; seed < 300; seed += 1) {
    const bytes = jpegFile().bytes.slice();
    noise(12, seed).forEach((byte, at) => (bytes[(byte * 7 + at * 31) % bytes.length] = byte));
    const looked = await look(bytes);
    if (looked.cleaned) assert.equal((await look(await bytesOf(looked.cleaned))).state, "none found");
  }
});

test("the type in the sealed message comes from the bytes, and from the name only for what is a zip or a text", async () => {
  const [picture, zip, other] = await Promise.all([look(jpegFile().bytes), look(letters("PK\x03\x04")), look(letters("hello"))]);
  assert.equal(typeOf(picture, "report.docx"), "image/jpeg");
  assert.match(typeOf(zip, "REPORT.DOCX"), /wordprocessingml/);
  assert.equal(typeOf(other, "notes.txt"), "text/plain");
  assert.equal(typeOf(other, "../../x.exe"), "application/octet-stream");
});

test("an MP3 longer than one look is walked to its last frame", async () => {
  const one = mp3File().bare.subarray(0, 417);
  const long = new Uint8Array(417 * 6000);
  for (let at = 0; at < long.length; at += 417) long.set(one, at);
  const { found, cleaned } = await look(Buffer.concat([long, letters(SECRET)]));
  assert.equal(found.length, 1);
  assert.equal(cleaned.size, long.length);
});
