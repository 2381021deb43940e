// SHA-256: the browser's own where it has one, and the bundle's where a page has none (plain http on an onion address).

import { hex } from "./bytes.js";
import { Sha256 } from "./sha256.js";
import { sha256 } from "./vendor.js";

export { sha256 };
export const sha256hex = (bytes) => hex(sha256(bytes));

export async function digest(bytes) {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256(bytes);
}

const AT_ONCE = 67_108_864;

// The browser's own hash wants everything at once; what is bigger than that is taken piece by piece.
export async function hashBlob(blob, moved = () => {}) {
  if (globalThis.crypto?.subtle && blob.size <= AT_ONCE) return digest(new Uint8Array(await blob.arrayBuffer()));
  const hash = new Sha256();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.digest();
    hash.update(value);
    moved();
  }
}

// The page's policy knows one kind of script address, and this is its one address.
function worker() {
  const address = "hash-worker.js";
  const policy = globalThis.trustedTypes?.createPolicy("sealed-worker", { createScriptURL: (asked) => (asked === address ? asked : "") });
  return new Worker(policy ? policy.createScriptURL(address) : address, { type: "module" });
}

const SILENCE = 60_000; // a worker that says nothing for so long is given up
let beside; // null: there is none, or it failed once
let turn = Promise.resolve();

// In a worker where the browser lets us, else here. A second file waits for the first: the worker answers one at a time.
export function hashBeside(blob) {
  const mine = turn.then(() => hashInTurn(blob));
  turn = mine.catch(() => {});
  return mine;
}

async function hashInTurn(blob) {
  try {
    if (beside === undefined) beside = typeof Worker === "undefined" ? null : worker();
  } catch {
    beside = null;
  }
  const answer = beside && (await answerOf(beside, blob));
  if (answer) return answer;
  beside?.terminate();
  beside = null;
  return hashBlob(blob);
}

function answerOf(hand, blob) {
  return new Promise((done) => {
    let timer;
    const finish = (answer) => (clearTimeout(timer), done(answer));
    const wait = () => (clearTimeout(timer), (timer = setTimeout(finish, SILENCE, null)));
    hand.onmessage = ({ data }) => (data.sha256 === undefined ? wait() : finish(data.sha256));
    hand.onerror = () => finish(null);
    wait();
    hand.postMessage(blob);
  });
}
