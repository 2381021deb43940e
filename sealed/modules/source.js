// The source's page: leads from reading to sending, and back again with the twelve words. Keeps everything in this tab alone.

import { random, unhex } from "./bytes.js";
import { deriveCode } from "./code.js";
import { byId, element, fieldError, hideTrouble, reveal, showStep, showTrouble } from "./dom.js";
import { ChosenFiles } from "./files-view.js";
import { leaveTo, watchLeaving } from "./leave.js";
import { BadManifest, checkInForce, checkManifest } from "./manifest.js";
import { FRAMES } from "./padding.js";
import { Progress, reasonInWords } from "./send-view.js";
import { bytesToSend, submit, textBytes } from "./submission.js";
import { lookUp, showThread, withCode } from "./thread-view.js";
import { dayInWords, daysLater, today } from "./told.js";
import { ask, fetchJson } from "./transport.js";
import { Upload } from "./upload.js";
import { showConfig, showWho } from "./who.js";
import { BadWords, decodeCode, encodeCode, sameWord } from "./words.js";

const ENVELOPE = 6000; // what a message holds beside its text, generously
const A_FILE = 800;

const state = { config: null, manifest: null, entropy: null, derived: null, thread: null, asked: [], promised: [], files: null, stop: null, addresses: [] };

function forget() {
  Object.assign(state, { entropy: null, derived: null, thread: null, asked: [], promised: [] });
  state.stop?.abort();
  state.files?.clear();
  state.addresses.splice(0).forEach((one) => URL.revokeObjectURL(one));
  for (const id of ["text", "code", "word-one", "word-two"]) byId(id).value = "";
  byId("exercise").checked = false;
  for (const id of ["words", "replies", "thread-identity", "thread-files"]) byId(id).replaceChildren();
}

async function begin() {
  byId("not-begun").remove();
  watchLeaving({ hasUnsaved, forget });
  byId("who").hidden = false;
  let config;
  try {
    config = await fetchJson("config.json");
    const root = unhex(config.root, 32);
    const manifest = checkInForce(checkManifest(await fetchJson("manifest.json"), root), today());
    Object.assign(state, { config, manifest });
    if (manifest.kind === "x25519" && !globalThis.crypto?.subtle) return cannotSeal();
    showConfig(config, today());
    showWho(config, manifest, today());
  } catch (error) {
    return turnedAway(error);
  }
  leaveTo(config.exit);
  state.files = new ChosenFiles({ most: config.files, mostBytes: config.file_bytes });
  listen();
  reveal(".script-only");
  const { status } = await ask("GET", "api/challenge");
  if (status === 403) switchedOff();
  if (status === 507) full();
}

// These keys need what browsers give to encrypted pages alone, and Tor Browser to onion addresses.
function cannotSeal() {
  byId("who").hidden = true;
  showTrouble(
    "This browser cannot seal to this group’s keys here",
    "The keys are of a kind (X25519) for which a browser lends its own tools, and it lends them only to a page whose address begins with https://, or to an onion address in Tor Browser.",
    "Nothing was sent. Open the page’s https:// address, or use Tor Browser.",
  );
}

// Said before anybody writes. Whoever has words can still read, and delete.
function switchedOff() {
  for (const button of document.querySelectorAll('[data-go="write"]')) button.hidden = true;
  showTrouble("The inbox is switched off at the moment", "Nothing can be sent. If you have twelve words, you can still look for an answer, and delete what you sent.");
}

function full() {
  for (const button of document.querySelectorAll('[data-go="write"]')) button.hidden = true;
  showTrouble("The inbox is full at the moment", "Nothing can be sent until its keyholders make room. Please come back in a few days. If you have twelve words, you can still look for an answer, and delete what you sent.");
}

function turnedAway(error) {
  byId("who").hidden = true;
  if (!(error instanceof BadManifest)) {
    return showTrouble("The page could not be loaded whole", "Something is missing: the line may be broken, or the server busy.", "Nothing was sent. Please load the page again.");
  }
  const why = { signature: "The list of keyholders does not carry the group’s signature.", "out of date": "The list of keyholders is out of date, or the date of this device is wrong.", mix: "The list of keyholders mixes kinds of keys." };
  showTrouble(
    "You cannot send anything here at the moment",
    why[error.reason] ?? "The list of keyholders is not as it must be.",
    "Nothing was sent. Please tell the group on another channel, and do not try another way into this inbox.",
  );
}

const hasUnsaved = () => Boolean(byId("text")?.value || state.files?.any || state.stop);

const ways = {
  before: () => showStep("before"),
  write: () => showStep("write"),
  back: () => showStep(state.thread ? "thread" : "before"),
  code: showCode,
  check: askWords,
  return: () => showStep("return"),
  thread: () => showStep("thread"),
  delete: () => showStep("delete"),
};

function listen() {
  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-go]")?.dataset.go;
    if (way) (hideTrouble(), ways[way]());
  });
  const on = (id, kind, act) => byId(id).addEventListener(kind, (event) => (event.preventDefault(), hideTrouble(), act()));
  on("write", "submit", written);
  on("check", "submit", wordsGiven);
  on("return", "submit", comeBack);
  on("code-copy", "click", copyCode);
  on("code-print", "click", () => window.print());
  on("send-stop", "click", () => state.stop?.abort());
  on("thread-more", "click", ways.write);
  on("thread-again", "click", () => (forget(), ways.return()));
  on("delete-now", "click", deleteThread);
}

function written() {
  const text = byId("text").value;
  const files = state.files.toSend();
  if (state.files.looking > 0) return fieldError("text", "A file is still being looked into. Please wait a moment, then go on.");
  if (text.trim() === "" && files.length === 0) return fieldError("text", "There is nothing to send yet. Write something, or choose a file.");
  const over = textBytes(text) + files.length * A_FILE + ENVELOPE - FRAMES.at(-1);
  if (over > 0) return fieldError("text", `The message is too long by about ${over} characters. Nothing is lost: send part of it as a file, or shorten it.`);
  fieldError("text", "");
  if (state.thread) return send();
  state.entropy ??= random(16);
  showCode();
}

function showCode() {
  byId("words").replaceChildren(...encodeCode(state.entropy).map((word) => element("li", {}, word)));
  byId("code-status").textContent = "";
  showStep("code");
}

async function copyCode() {
  try {
    await navigator.clipboard.writeText(encodeCode(state.entropy).join(" "));
    byId("code-status").textContent = "Copied.";
  } catch {
    byId("code-status").textContent = "This browser does not let us copy. Please write them down.";
  }
}

function askWords() {
  const [one, two] = random(2);
  const first = one % 12;
  state.asked = [first, (first + 1 + (two % 11)) % 12].sort((a, b) => a - b);
  ["word-one", "word-two"].forEach((id, at) => {
    byId(`${id}-label`).textContent = `Word number ${state.asked[at] + 1}`;
    byId(id).value = "";
    fieldError(id, "");
  });
  showStep("check");
  byId("word-one").focus();
}

function wordsGiven() {
  const words = encodeCode(state.entropy);
  const wrong = ["word-two", "word-one"].filter((id) => {
    const at = state.asked[id === "word-one" ? 0 : 1];
    const right = sameWord(byId(id).value, words[at]);
    fieldError(id, right ? "" : `That is not word number ${at + 1}. Look at your paper; “Show the words again” brings them back.`);
    return !right;
  });
  if (wrong.length > 0) return;
  state.derived = deriveCode(state.entropy, unhex(state.config.root, 32));
  send();
}

async function send() {
  if (state.stop) return; // pressed twice
  const { config, derived, files, thread } = state;
  const sending = files.toSend();
  showStep("send");
  state.stop = new AbortController();
  const progress = new Progress(bytesToSend(sending, state.manifest));
  const upload = new Upload({ ask, chunkBytes: config.chunk_bytes, signal: state.stop.signal, sent: (bytes) => progress.moved(bytes) });
  const about = { upload, derived, text: byId("text").value, files: sending, note: thread?.note, oldMemo: thread?.memo, today: today(), exercise: byId("exercise").checked, promised: (hash) => state.promised.push(hash) };
  try {
    const manifest = checkInForce(checkManifest(await fetchJson("manifest.json"), unhex(config.root, 32)), today());
    if (manifest.hash !== state.manifest.hash) return listChanged(manifest);
    const { receipt } = await submit({ ...about, manifest });
    arrived(receipt);
  } catch (error) {
    if ((error?.unsure || error?.reason === "conflict") && (await arrivedAfterAll())) return arrived("");
    notSent(error);
  } finally {
    state.stop = null;
  }
}

// The list that was read before writing is the list that is sealed to; another one is shown first.
function listChanged(manifest) {
  state.manifest = manifest;
  showWho(state.config, manifest, today());
  showStep("before");
  showTrouble("The list of keyholders has just changed", "Nothing was sent, and your text is still here. Read below who reads now, then go on.");
}

// The last answer was lost: whether what this tab sent is there, the memo under the code says.
async function arrivedAfterAll() {
  try {
    const { note } = await lookUp(ask, state.derived, state.manifest.group);
    return note !== null && state.promised.includes(note.prev);
  } catch {
    return false;
  }
}

function arrived(receipt) {
  const until = daysLater(today(), state.config.kept_days);
  forget();
  byId("sent-until").textContent = dayInWords(until);
  byId("sent-receipt").textContent = receipt ? receipt.match(/.{8}/g).join(" ") : "The line broke before the receipt came, but the server has everything.";
  showStep("sent");
}

function notSent(error) {
  showStep("write");
  const safe = error?.unsure
    ? "We could not find out whether everything arrived. If you try again and it had, the server says so."
    : "Nothing that anybody could read has been sent. Your text and your files are still here, and your twelve words stay the same.";
  showTrouble("It was not sent", reasonInWords(error), safe, "You can go on below and try again.");
}

const WORD_ERRORS = {
  count: (number) => `These are ${number} words, and twelve are needed. Nothing is lost: please add or take away.`,
  unknown: (word) => `“${word}” is not one of the words. Look for a slip of the pen.`,
  checksum: () => "These words do not belong together. Is one of them wrong, or in another place?",
};

async function comeBack() {
  try {
    state.entropy = decodeCode(byId("code").value);
  } catch (error) {
    return fieldError("return", error instanceof BadWords ? WORD_ERRORS[error.reason](error.detail) : "These words cannot be read.");
  }
  fieldError("return", "");
  byId("return-status").textContent = "Looking …";
  state.derived = deriveCode(state.entropy, unhex(state.config.root, 32));
  try {
    const found = await lookUp(ask, state.derived, state.manifest.group);
    state.thread = found.note ? found : null;
    showThread(found, { derived: state.derived, manifest: state.manifest, addresses: state.addresses });
    byId("code").value = "";
    showStep("thread");
  } catch (error) {
    showTrouble("We could not look", reasonInWords(error), "Your words are still here. Please try again.");
  } finally {
    byId("return-status").textContent = "";
  }
}

async function deleteThread() {
  try {
    await withCode(ask, "api/delete", state.derived);
    const left = await lookUp(ask, state.derived, state.manifest.group);
    if (left.note !== null) throw new Error("still there");
    forget();
    showStep("deleted");
  } catch (error) {
    showTrouble("It may not be deleted yet", reasonInWords(error), "Please try again.");
  }
}

begin();
