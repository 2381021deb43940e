// The keyholder's page: reads a key file, opens threads on this device, answers. Sends nothing but sealed answers and marks.

import { unhex, utf8 } from "./bytes.js";
import { byId, element, fieldError, fill, hideTrouble, reveal, showStep, showTrouble } from "./dom.js";
import { BadIdentity, identityFile, makeIdentity, needs, openIdentityFile, readIdentities, withPasskey, withPassphrase } from "./identity.js";
import { checkedId, openThread, sealReply } from "./inbox.js";
import { messageRow, offer, playedAgain, refusalInWords, say, threadRow } from "./keyholder-view.js";
import { checkKeyLog, recipientsOf } from "./manifest.js";
import { openFile, openSealed } from "./open.js";
import { FRAMES } from "./padding.js";
import { textBytes } from "./submission.js";
import { counted, dayInWords, sizeInWords, today } from "./told.js";
import { ask, fetchOwn } from "./transport.js";
import { fingerprintWords } from "./words.js";

const state = { config: null, manifest: null, known: null, identities: [], recipients: [], threads: [], asking: null, next: null, open: null, made: null, tags: new Map() };

async function begin() {
  byId("not-begun").remove();
  for (const form of document.forms) form.reset();
  try {
    state.config = await (await fetchOwn("config.json")).json();
    const log = checkKeyLog(await (await fetchOwn("keys.log")).text(), unhex(state.config.root, 32));
    state.manifest = log.at(-1);
    state.known = new Set(log.map((one) => one.hash));
  } catch {
    return showTrouble("The list of keyholders cannot be checked", "It cannot be read, or does not carry the group’s signature. Do not answer anything until that is settled.", "Nothing is lost: load this page again, or use the command dueregard-keyholder.");
  }
  showList();
  listen();
  reveal(".script-only"); // not before: whoever chose a file and pressed earlier loaded the page again
}

function showList() {
  const { config, manifest } = state;
  fill("[data-group]", config.group);
  say("list-words", `${counted(manifest.keyholders.length, "keyholder", "keyholders")}, list number ${manifest.number}, last changed on ${dayInWords(manifest.changed_on)}, to be signed again before ${dayInWords(manifest.valid_until)}. The first words stand for the group’s key, the others for each keyholder.`);
  say("list-root", fingerprintWords(unhex(config.root, 32)).join(" "));
  byId("list-keys").replaceChildren(...recipientsOf(manifest).map((one) => element("li", { class: "fingerprint" }, fingerprintWords(utf8(one)).join(" "))));
}

const ways = {
  key: () => showStep("key"),
  make: () => showStep("make"),
  threads: () => (showStep("threads"), refresh()),
  thread: () => showStep("thread"),
  delete: () => showStep("delete"),
};

function listen() {
  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-go]")?.dataset.go;
    if (way) (hideTrouble(), ways[way]());
  });
  const on = (id, kind, act) => byId(id).addEventListener(kind, (event) => (event.preventDefault(), hideTrouble(), act()));
  on("key", "submit", openKey);
  on("key-file", "change", askForPassphrase);
  on("make", "submit", makeKey);
  on("threads-more", "click", () => loadThreads(state.next));
  on("threads-again", "click", refresh);
  on("lock", "click", () => location.reload());
  on("answer", "submit", sendAnswer);
  on("delete-now", "click", deleteThread);
  byId("make").addEventListener("change", () => ["new-pass-field", "same-pass-field"].forEach((id) => (byId(id).hidden = chosen() !== "passphrase")));
  byId("passkey-choice").hidden = typeof PublicKeyCredential === "undefined";
}

const chosen = () => document.querySelector("input[name=closed]:checked").value;

const KEY_ERRORS = {
  none: "There is no key in this file. A key begins with AGE-SECRET-KEY.",
  plugin: "This key needs a program beside age. Such keys cannot be used here.",
  size: "This file is too big to be a key file.",
  passphrase: "This passphrase does not open the file.",
  passkey: "No passkey of this device opens the file, or the browser cannot use one for that.",
};

async function askForPassphrase() {
  const [file] = byId("key-file").files;
  fieldError("key", "");
  try {
    byId("pass-field").hidden = !file || (await needs(file)) !== "passphrase";
  } catch (error) {
    fieldError("key", KEY_ERRORS[error.reason] ?? KEY_ERRORS.none);
  }
}

async function openKey() {
  const [file] = byId("key-file").files;
  if (!file) return fieldError("key", "Choose your key file first.");
  say("key-status", "Opening the key …");
  try {
    const pairs = await openIdentityFile(file, { passphrase: byId("pass").value });
    state.identities = pairs.map((one) => one.identity);
    state.recipients = pairs.map((one) => one.recipient);
  } catch (error) {
    const field = error.reason === "passphrase" ? "pass" : "key";
    return fieldError(field, KEY_ERRORS[error.reason] ?? KEY_ERRORS.none);
  } finally {
    say("key-status", "");
  }
  byId("pass").value = "";
  byId("key").reset();
  fieldError("key", "");
  const listed = state.recipients.some((one) => recipientsOf(state.manifest).includes(one));
  byId("threads-notice").hidden = listed;
  byId("threads-notice").replaceChildren(element("div", {}, element("p", {}, "Your key is not on the list in force. You can open what was sealed to it earlier, and nothing new.")));
  ways.threads();
}

async function makeKey() {
  const how = chosen();
  const passphrase = byId("new-pass").value;
  if (how === "passphrase" && passphrase.trim().length < 20) return fieldError("new-pass", "Please take a longer one: at least twenty letters.");
  fieldError("new-pass", "");
  if (how === "passphrase" && passphrase !== byId("same-pass").value) return fieldError("same-pass", "The two are not the same. Nothing was made yet.");
  fieldError("same-pass", "");
  say("make-status", "Making the key …");
  try {
    const identity = makeIdentity(state.manifest.kind);
    const [{ recipient }] = await readIdentities(identity);
    const bytes = identityFile(identity, recipient, today());
    const file = how === "open" ? new Blob([bytes]) : how === "passkey" ? await withPasskey(bytes, `Keyholder of ${state.config.group}`) : await withPassphrase(bytes, passphrase);
    showMade(file, recipient, how);
  } catch (error) {
    showTrouble("The key was not made", error instanceof BadIdentity ? KEY_ERRORS[error.reason] : "This browser could not do it.", "Nothing was kept. Choose another way to close the file, or make the key with age-keygen.");
  } finally {
    say("make-status", "");
  }
}

function showMade(file, recipient, how) {
  if (state.made) URL.revokeObjectURL(state.made);
  state.made = URL.createObjectURL(file);
  byId("made-file").href = state.made;
  byId("made-file").download = how === "open" ? "keyholder-key.txt" : "keyholder-key.age";
  byId("made-recipient").value = recipient;
  say("made-words", fingerprintWords(utf8(recipient)).join(" "));
  byId("made").hidden = false;
  byId("made-file").focus();
}

const refresh = () => loadThreads(null);
const loadThreads = (after) => (state.asking = askForThreads(after));

async function askForThreads(after) {
  say("threads-words", "Asking the server …");
  try {
    const answer = await (await fetchOwn(`api/threads${after ? `?after=${checkedId(after)}` : ""}`)).json();
    state.threads = after ? [...state.threads, ...answer.threads] : answer.threads;
    state.next = answer.next;
  } catch {
    say("threads-words", "");
    return showTrouble("The threads could not be fetched", "Nothing is lost. Look again, or sign in anew.");
  }
  byId("threads").replaceChildren(...state.threads.map((one) => threadRow(one, showThread)));
  byId("threads-more").hidden = !state.next;
  const fresh = state.threads.filter((one) => one.messages.some((message) => message.from === "source" && !message.read)).length;
  say("threads-words", state.threads.length === 0 ? "There is nothing in the inbox." : `${counted(state.threads.length, "thread", "threads")}, ${fresh} with something new.`);
}

const fetchBlob = async (path, moved) => (await fetchOwn(path, moved)).blob();

// A thread that is pressed while the list is asked for anew is opened as the new list has it.
async function showThread(id) {
  await state.asking;
  const thread = state.threads.find((one) => one.id === id);
  if (!thread) return showTrouble("This thread is gone", "The source or another keyholder has deleted it, or its time was over.");
  say("threads-words", "Opening the thread on this device …");
  try {
    state.open = await openThread(thread, { fetchBlob, identities: state.identities, group: state.manifest.group });
  } catch {
    return showTrouble("The thread could not be fetched", "Nothing is lost. Please try again.");
  } finally {
    say("threads-words", "");
  }
  if (state.open.answer) state.tags.set(id, state.open.answer.thread);
  const again = state.threads.filter((one) => one.id !== id && state.open.answer && state.tags.get(one.id) === state.open.answer.thread);
  byId("thread-notice").hidden = again.length === 0;
  byId("thread-notice").replaceChildren(playedAgain(again));
  byId("messages").replaceChildren(...state.open.messages.map((one) => messageRow(one, { save, known: state.known })));
  byId("answer").hidden = false;
  byId("answer-text").closest(".field").hidden = state.open.answer === null;
  byId("answer").querySelector("[type=submit]").hidden = state.open.answer === null;
  byId("answer-text").value = "";
  say("thread-words", `Kept until about ${dayInWords(thread.until)}.`);
  for (const each of ["save-status", "answer-status"]) say(each, "");
  showStep("thread");
  for (const message of state.open.messages) if (message.body && !message.read) await tell(`api/messages/${message.id}/read`);
}

async function tell(path, body, type = "application/json") {
  const { token } = await (await fetchOwn("api/hello")).json();
  return ask("POST", path, { body: body ?? JSON.stringify({ v: 1 }), headers: { "Content-Type": type, "X-CSRFToken": token } });
}

async function save(message, file, name) {
  const keys = { identities: state.identities };
  let came = 0;
  let said = 0;
  const all = file.size ? ` of ${sizeInWords(file.size)}` : "";
  const moved = (bytes) => {
    came += bytes;
    if (performance.now() - said < 3000) return;
    said = performance.now();
    say("save-status", `Fetching ${name}: ${sizeInWords(came)}${all} …`);
  };
  try {
    const sealed = await fetchBlob(`api/messages/${message.id}/files/${Number(file.number)}`, moved);
    say("save-status", `Opening ${name} …`);
    const content = message.plain ? await openSealed(sealed, keys) : await openFile(sealed, keys, file, message.body.v);
    offer(new Blob([content], { type: "application/octet-stream" }), name);
    say("save-status", `${name} is whole, and was handed to the browser to save.`);
  } catch (error) {
    say("save-status", "");
    showTrouble(`${name} was not saved`, error.reason && error.reason !== "network" ? refusalInWords(error.reason) : "It could not be fetched.", "Nothing of it was shown or kept.");
  }
}

async function sendAnswer() {
  const text = byId("answer-text").value;
  if (text.trim() === "") return fieldError("answer-text", "Write an answer first.");
  const over = textBytes(text) + 2000 - FRAMES.at(-1);
  if (over > 0) return fieldError("answer-text", `The answer is too long by about ${over} characters.`);
  fieldError("answer-text", "");
  say("answer-status", "Sealing …");
  try {
    const sealed = await sealReply(state.open, { group: state.manifest.group, text, day: today() });
    const { status, json } = await tell(`api/threads/${state.open.id}/replies`, sealed, "application/octet-stream");
    if (status !== 201) throw new Error(json?.error);
  } catch {
    say("answer-status", "");
    return showTrouble("The answer was not sent", "The server did not take it. Your text is still here.", "Please try again. If it fails twice, look whether the thread still exists.");
  }
  await refresh();
  await showThread(state.open.id);
  say("answer-status", "The answer is sealed and sent.");
}

async function deleteThread() {
  const { status } = await tell(`api/threads/${state.open.id}/delete`);
  if (status !== 200) return showTrouble("The thread was not deleted", "Please try again.");
  state.open = null;
  ways.threads();
}

begin();
