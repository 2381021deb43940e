// What a keyholder sees of threads and messages. Texts of a source are shown as text, whatever they hold.

import { byId, element } from "./dom.js";
import { savedName } from "./saved-names.js";
import { counted, dayInWords, sizeInWords } from "./told.js";

const dayOf = (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? dayInWords(day) : "an unknown day");

export function threadRow(thread, open) {
  const sources = thread.messages.filter((one) => one.from === "source");
  const waits = thread.messages.at(-1)?.from === "source";
  const fresh = sources.some((one) => !one.read);
  const files = thread.messages.reduce((sum, one) => sum + one.files.length, 0);
  const bytes = thread.messages.reduce((sum, one) => sum + one.sealed_bytes + one.files.reduce((all, file) => all + file.sealed_bytes, 0), 0);
  const about = [counted(sources.length, "message", "messages"), files > 0 ? counted(files, "file", "files") : null, sizeInWords(bytes), `kept until about ${dayOf(thread.until)}`];
  return element(
    "li",
    {},
    element("p", { class: `status ${fresh ? "late" : waits ? "soon" : "good"}` }, fresh ? "New" : waits ? "Read, not answered" : "Answered"),
    element("button", { class: "button link", type: "button", onclick: () => open(thread.id) }, `Thread of ${dayOf(thread.day)}`),
    element("p", { class: "quiet" }, about.filter(Boolean).join(", ")),
  );
}

const REASONS = {
  signature: "It does not carry the signature of this source.",
  thread: "It belongs to another thread.",
  sequence: "A message before it is missing, or it was played again.",
  previous: "It does not follow the message before it.",
  group: "It was written to another group.",
  frame: "It is not of the right form.",
  shape: "It is not of the right form.",
  files: "What it says about its files is not of the right form.",
  "reply key": "It names no key to answer to.",
  "not for these keys": "It is not sealed to your key. It may be older than your place on the list.",
  damaged: "It was changed or cut on the way.",
  header: "It is not of the right form.",
  size: "Its size is not what the message says.",
  padding: "It holds more than the message says.",
  hash: "It is not the file that the message speaks of.",
};

export const refusalInWords = (reason) => REASONS[reason] ?? (reason?.startsWith("after") ? "A message before it was refused." : "It could not be opened.");

export function messageRow(message, { save, known }) {
  const { body } = message;
  const head = element("p", { class: "label" }, message.from === "group" ? `Answer of ${dayOf(message.day)}` : `Message of ${dayOf(message.day)}`);
  if (message.from === "group") return element("li", {}, head, element("p", { class: "quiet" }, "Sealed to the source. Nobody here can read it again."));
  if (message.plain) return element("li", {}, head, element("p", { class: "status soon" }, "Sent without scripts"), element("p", { class: "quiet" }, "Files sealed by hand. No return code: it cannot be answered here, and nothing says that the files belong together."), ...message.files.map((file) => plainFile(message, file, save)));
  if (!body) return element("li", {}, head, element("p", { class: "status late" }, "Refused"), element("p", {}, `${refusalInWords(message.refused)} Nothing of it is shown.`));
  const notes = [];
  if (body.exercise === true) notes.push(element("p", { class: "status wait" }, "An exercise of the group"));
  if (known && !known.has(body.manifest)) notes.push(element("p", { class: "status soon" }, "Sealed to a list of keyholders that is not in the log"));
  return element("li", {}, head, ...notes, element("p", { class: "typed" }, body.text || "No text, only files."), ...message.files.map((file) => fileRow(message, file, save)));
}

// Two threads that call themselves the same inside are one: somebody who has the sealed bytes can send them again.
export const playedAgain = (threads) =>
  element("div", {}, element("p", {}, `The same words stand in the ${threads.map((one) => `thread of ${dayOf(one.day)}`).join(", and in the ")}: they were played again, and one of them is not from its source.`));

const METADATA = { removed: "notes removed by the sender’s browser", kept: "original, notes and all", "none found": "no notes found", "not looked at": "may hold notes" };

function fileRow(message, file, save) {
  const name = savedName(file.saved, file.type);
  const about = [sizeInWords(file.size), METADATA[file.metadata], file.original_of ? "the original of the file before" : null].filter(Boolean).join(", ");
  const called = file.name ? [element("p", { class: "quiet" }, "The source calls it ", element("q", { class: "typed" }, file.name))] : [];
  return element("div", { class: "file" }, element("p", {}, element("strong", { class: "named" }, name), ` ${about}`), ...called, saveButton(name, () => save(message, file, name)));
}

function plainFile(message, file, save) {
  const name = savedName(file.saved, "");
  return element("div", { class: "file" }, element("p", {}, element("strong", { class: "named" }, name)), saveButton(name, () => save(message, file, name)));
}

const saveButton = (name, act) => element("button", { class: "button plain small", type: "button", onclick: act }, "Open and save", element("span", { class: "hidden-visually" }, ` ${name}`));

export function offer(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export const say = (id, words) => (byId(id).textContent = words);
