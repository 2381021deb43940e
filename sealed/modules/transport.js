// Asks the server, relative to the page, without cookies' sake or cache; tells how far a body has gone, and gives up on silence.

const CHUNK_SILENCE = 120_000; // a chunk that has not moved for this long is asked for again

export function ask(method, path, { body, headers = {}, signal, sent } = {}) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    let timer;
    let gone = 0;
    const finish = (status, text) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      if (sent && status !== 200) sent(-gone);
      done({ status, json: answerIn(text) });
    };
    const stop = () => request.abort();
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(stop, CHUNK_SILENCE);
    };
    request.open(method, path);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    if (sent) {
      request.upload.onprogress = (event) => {
        moved();
        sent(event.loaded - gone);
        gone = event.loaded;
      };
    }
    request.onload = () => finish(request.status, request.responseText);
    request.onerror = () => finish(0, "");
    request.onabort = () => finish(0, "");
    signal?.addEventListener("abort", stop, { once: true });
    moved();
    request.send(body ?? null);
  });
}

function answerIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Says what it is: a line that breaks, and not something wrong in the browser.
export class NotFetched extends Error {
  constructor(path, cause) {
    super(`not fetched: ${path}`, { cause });
    this.reason = "network";
  }
}

async function fetched(path, options) {
  try {
    const answer = await fetch(path, { cache: "no-store", redirect: "error", ...options });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer;
  } catch (error) {
    throw new NotFetched(path, error);
  }
}

export const fetchText = async (path) => (await fetched(path, { credentials: "omit" })).text();

export const fetchJson = async (path) => JSON.parse(await fetchText(path));

// As somebody who is signed in. `moved` is told how many bytes came, as they come.
export async function fetchOwn(path, moved) {
  const answer = await fetched(path, { credentials: "same-origin" });
  if (!moved) return answer;
  const counting = new TransformStream({
    transform(piece, controller) {
      moved(piece.length);
      controller.enqueue(piece);
    },
  });
  return new Response(answer.body.pipeThrough(counting));
}
