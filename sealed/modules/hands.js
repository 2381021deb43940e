// The page's workers: asks them, and tells at once when one cannot. What they cannot do, the page does itself.

import { hashBlob } from "./hash.js";

const ADDRESS = "worker.js";
const HAND_SILENCE = 60_000; // a worker that owes an answer and says nothing for so long is given up
const MOST_HANDS = 2; // each holds a copy of the bundle, and two seal faster than most lines carry

// The page's policy knows one kind of script address, and this is its one address.
let policy;
function worker() {
  policy ??= globalThis.trustedTypes?.createPolicy("sealed-worker", { createScriptURL: (asked) => (asked === ADDRESS ? asked : "") });
  return new Worker(policy ? policy.createScriptURL(ADDRESS) : ADDRESS, { type: "module" });
}

export class Hand {
  #worker = worker();
  #waiting = new Map();
  #asked = 0;
  #timer;

  constructor() {
    Object.assign(this, { ready: false, failed: false });
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = this.#worker.onmessageerror = () => this.stop();
  }

  get owes() {
    return this.#waiting.size;
  }

  // Gives the worker's answer, or null: then the caller does it without.
  ask(job, given) {
    if (this.failed) return Promise.resolve(null);
    return new Promise((done) => {
      this.#waiting.set((this.#asked += 1), done);
      this.#listen();
      this.#worker.postMessage({ number: this.#asked, job, given });
    });
  }

  stop() {
    this.failed = true;
    this.#worker.terminate();
    clearTimeout(this.#timer);
    this.#waiting.forEach((done) => done(null));
    this.#waiting.clear();
  }

  #heard({ number, answer }) {
    this.ready = true;
    this.#waiting.get(number)?.(answer);
    this.#waiting.delete(number);
    this.#listen();
  }

  #listen() {
    clearTimeout(this.#timer);
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.stop(), HAND_SILENCE);
  }
}

function hand() {
  try {
    return typeof Worker === "undefined" ? null : new Hand();
  } catch {
    return null;
  }
}

// As many as there are cores, and not more than a phone bears; made once, and kept for the next file.
let hands;
export function takeHands() {
  hands ??= Array.from({ length: Math.min(MOST_HANDS, globalThis.navigator?.hardwareConcurrency ?? MOST_HANDS) }, hand).filter((one) => one !== null);
  return hands;
}

// The one that owes least of those that are there.
export const freest = () => takeHands().filter((one) => one.ready && !one.failed).sort((one, other) => one.owes - other.owes)[0];

let beside; // null: there is none, or it failed once

// The hash of a whole file, in a worker where the browser lets us, else here.
export async function hashBeside(blob) {
  if (beside === undefined) beside = hand();
  const answer = await beside?.ask("hash", { blob });
  if (answer) return answer.sha256;
  beside?.stop();
  beside = null;
  return hashBlob(blob);
}
