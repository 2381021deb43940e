// The public test vectors of the age format, through the way in which our pages open what is sealed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import * as cctv from "cctv-age";
import { openSealed } from "../modules/open.js";
import "../testing/ready.js";

const names = Object.keys(cctv);

function read(vector) {
  const bytes = Buffer.from(vector);
  const end = bytes.indexOf("\n\n");
  const fields = bytes.subarray(0, end).toString("latin1").split("\n").map((line) => line.split(/: (.*)/s));
  const all = (name) => fields.filter(([key]) => key === name).map(([, value]) => value);
  const body = bytes.subarray(end + 2);
  return { all, file: all("compressed")[0] === "zlib" ? inflateSync(body) : body };
}

test("all public vectors are there", () => assert.ok(names.length >= 143, `${names.length}`));

for (const name of names) {
  const { all, file } = read(cctv[name]);
  const expected = all("expect")[0];
  test(`${name}: ${expected}`, async () => {
    const keys = { identities: all("identity"), passphrase: all("passphrase")[0] };
    const outcome = await openSealed(new Blob([file]), keys).then(
      async (blob) => createHash("sha256").update(Buffer.from(await blob.arrayBuffer())).digest("hex"),
      () => "refused",
    );
    assert.equal(outcome, expected === "success" ? all("payload")[0] : "refused");
  });
}
