// What both sides compute from the chunks: the sealed hash of a part, and the receipt of a whole submission.

import { concat, unhex } from "./bytes.js";
import { sha256 } from "./hash.js";

export const sealedHash = (chunkHashes) => sha256(concat(...chunkHashes.map((hash) => unhex(hash, 32))));

export const receiptOf = (parts) => sha256(concat(...parts.map((part) => sealedHash(part.chunks))));
