// Carries chunks to the server: two in flight, each tried again by index and hash, success only when the receipts are the same.

import { hex } from "./bytes.js";
import { cut } from "./chunks.js";
import { receiptOf } from "./receipt.js";
import { solve } from "./work.js";

export class UploadFailed extends Error {
  constructor(reason, { unsure = false } = {}) {
    super(reason);
    this.reason = reason; // "network", "stopped", "receipt", or the server's word
    this.unsure = unsure;
  }
}

const IN_FLIGHT = 2;
const WAITS = [1, 2, 4, 8, 15, 30, 60, 60];
const WORTH_ANOTHER_TRY = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

export const pause = (seconds, signal) =>
  new Promise((done, stop) => {
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener("abort", () => (clearTimeout(timer), stop(new UploadFailed("stopped"))), { once: true });
  });

// `ask` is the transport: (method, path, {body, headers, signal, sent}) → {status, json}; status 0 is a lost connection.
export class Upload {
  constructor({ ask, chunkBytes, signal, sent = () => {}, wait = pause, waits = WAITS }) {
    Object.assign(this, { ask, chunkBytes, signal, sent, wait, waits });
    this.parts = [];
  }

  async start() {
    for (let tried = 0; ; tried += 1) {
      const challenge = await this.persist("GET", "api/challenge", {}, [200]);
      const work = await solve(challenge);
      const body = JSON.stringify({ v: 1, challenge: challenge.challenge, work });
      try {
        const { upload } = await this.persist("POST", "api/start", json(body), [201]);
        if (!/^[0-9a-f]{32}$/.test(upload)) throw new UploadFailed("malformed");
        this.id = upload;
        return;
      } catch (error) {
        if (error.reason !== "work" || tried >= 2) throw error; // the answer was lost and the challenge is used: take a new one
      }
    }
  }

  // Sends one part as it is made: the next chunk is sealed while two are under way. Returns what the server was told about it.
  async part(number, pieces) {
    const chunks = [];
    let size = 0;
    const flying = new Set();
    let failure = null;
    for await (const one of cut(pieces, this.chunkBytes)) {
      if (flying.size >= IN_FLIGHT) await Promise.race(flying);
      if (failure) break;
      size += one.size;
      const flight = this.chunk(number, one)
        .then((sha256) => (chunks[one.index] = sha256))
        .catch((error) => (failure ??= error))
        .finally(() => flying.delete(flight));
      flying.add(flight);
    }
    await Promise.all(flying);
    if (failure) throw failure;
    return (this.parts[number] = { size, chunks });
  }

  async chunk(part, { index, blob, sha256: hashing }) {
    const sha256 = await hashing;
    const headers = { "Content-Type": "application/octet-stream", "X-Chunk-SHA256": sha256 };
    const answer = await this.persist("PUT", `api/uploads/${this.id}/${part}/${index}`, { body: blob, headers, sent: this.sent }, [200]);
    if (answer.sha256 !== sha256) throw new UploadFailed("receipt");
    return sha256;
  }

  async finish(about) {
    const body = JSON.stringify({ v: 1, parts: this.parts, ...about });
    const { receipt } = await this.persist("POST", `api/uploads/${this.id}/finish`, json(body), [201], true);
    if (receipt !== hex(receiptOf(this.parts))) throw new UploadFailed("receipt", { unsure: true });
    return receipt;
  }

  // Asks until there is an answer that asking again would not change.
  async persist(method, path, options, wanted, unsure = false) {
    for (let tried = 0; ; tried += 1) {
      if (this.signal?.aborted) throw new UploadFailed("stopped", { unsure: unsure && tried > 0 });
      const { status, json: answer } = await this.ask(method, path, { ...options, signal: this.signal });
      if (wanted.includes(status) && answer) return answer;
      if (!WORTH_ANOTHER_TRY.has(status) && !wanted.includes(status)) {
        throw new UploadFailed(typeof answer?.error === "string" ? answer.error : "malformed", { unsure: unsure && tried > 0 });
      }
      if (tried >= this.waits.length) throw new UploadFailed(status === 0 ? "network" : (answer?.error ?? "network"), { unsure });
      const asked = status === 429 && Number.isFinite(answer?.retry) ? Math.min(answer.retry, 120) : 0;
      await this.wait(Math.max(this.waits[tried], asked), this.signal);
    }
  }
}

const json = (body) => ({ body, headers: { "Content-Type": "application/json" } });
