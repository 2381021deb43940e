// Cuts what is sealed into chunks, each a Blob with the promise of its SHA-256: a Blob goes up ten times faster than an array of bytes,
// and the browser hashes one chunk beside the sealing of the next.

import { hex } from "./bytes.js";
import { digest } from "./hash.js";

export async function* cut(stream, chunkBytes) {
  const buffer = new Uint8Array(chunkBytes); // one for all: a Blob and a hash each take a copy at once
  let filled = 0;
  let index = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      let rest = value;
      while (rest.length > 0) {
        const taken = rest.subarray(0, chunkBytes - filled);
        buffer.set(taken, filled);
        filled += taken.length;
        rest = rest.subarray(taken.length);
        if (filled === chunkBytes) {
          yield chunk(buffer, index);
          filled = 0;
          index += 1;
        }
      }
    }
    if (filled > 0) yield chunk(buffer.subarray(0, filled), index);
  } finally {
    reader.cancel().catch(() => {});
  }
}

const chunk = (bytes, index) => ({ index, blob: new Blob([bytes]), sha256: digest(bytes).then(hex), size: bytes.length });
