// Says who reads: how many, since when, in which words; warns for 30 days after a change, or after the day it reached the server.

import { unhex, utf8 } from "./bytes.js";
import { byId, element, fill } from "./dom.js";
import { changes, checkKeyLog, daysBetween } from "./manifest.js";
import { counted, dayInWords, sizeInWords } from "./told.js";
import { fetchText } from "./transport.js";
import { fingerprintWords } from "./words.js";

const NOTICE_DAYS = 30;
const NUMBER_STALE = 400;

// The list's own day of change, or the server's word for the day on which the change came, whichever is later.
const lastChange = ({ changed_on, change_received_on }) => (change_received_on > changed_on ? change_received_on : changed_on);

export function showWho(config, manifest, today) {
  const many = manifest.keyholders.length;
  byId("who-number").textContent =
    `${counted(many, "keyholder", "keyholders")} of ${config.group}, each on a device of their own. ` +
    `The list last changed on ${dayInWords(manifest.changed_on)}. ` +
    (manifest.kind === "pq" ? "Their keys are made to hold against a quantum computer, too." : "Their keys would not hold against a quantum computer of the future.");
  byId("who-root").textContent = fingerprintWords(unhex(config.root, 32)).join(" ");
  byId("who-keys").replaceChildren(
    ...manifest.keyholders.map((one) => element("li", {}, element("span", { class: "fingerprint" }, fingerprintWords(utf8(one.recipient)).join(" ")), `, since ${dayInWords(one.since)}`)),
  );
  const ago = daysBetween(lastChange(manifest), today);
  if (manifest.number > 1 && ago <= NOTICE_DAYS) warnOfChange(manifest);
  const details = byId("who").querySelector("details");
  if (details.open) showLog(config, manifest); // opened before the list was here, on a slow connection
  else details.addEventListener("toggle", () => showLog(config, manifest), { once: true });
}

function warnOfChange(manifest) {
  const came = lastChange(manifest);
  const late = came > manifest.changed_on ? `, and it reached this server on ${dayInWords(came)}` : "";
  byId("who-changed").replaceChildren(
    element("div", {}, element("h3", {}, "The list of keyholders changed lately"), element("p", {}, `On ${dayInWords(manifest.changed_on)}${late}. If the group has not said so on another channel, ask there first.`)),
  );
  byId("who-changed").hidden = false;
}

// The whole chain of lists is long, so it is read only when somebody looks.
async function showLog(config, manifest) {
  const words = byId("who-log");
  words.textContent = "Reading every list there has been …";
  try {
    const log = checkKeyLog(await fetchText("keys.log"), unhex(config.root, 32));
    if (log.at(-1)?.hash !== manifest.hash) throw new Error("another list");
    const { added, removed } = changes(log.at(-2), log.at(-1));
    const last = log.length === 1 ? "It is the first list." : `The last one added ${added.length} and removed ${removed.length}.`;
    words.textContent = `${counted(log.length, "list", "lists")} so far, each signed by the group’s key and naming the one before. ${last}`;
  } catch {
    words.textContent = "The log of lists does not fit the list in force. Do not send anything, and tell the group on another channel.";
  }
}

export function showConfig(config, today) {
  fill("[data-group]", config.group);
  fill("[data-kept]", String(config.kept_days));
  fill("[data-files]", String(config.files));
  fill("[data-file-size]", sizeInWords(config.file_bytes));
  if (/^https?:\/\//.test(config.site ?? "")) {
    byId("site-link").href = config.site;
    byId("site-link").hidden = false;
  }
  if (config.onion) {
    byId("onion-address").textContent = config.onion;
    byId("onion").hidden = false;
  }
  if (config.advice) showAdvice(config.advice, today);
}

function showAdvice({ name, phone, web, checked_on }, today) {
  const fresh = daysBetween(checked_on, today) <= NUMBER_STALE;
  byId("advice-name").textContent = name;
  byId("advice-phone").textContent = fresh ? phone : "";
  if (/^https:\/\//.test(web)) {
    byId("advice-web").href = web;
    byId("advice-web").textContent = web.replace(/^https:\/\/|\/$/g, "");
  }
  byId("advice-checked").textContent = fresh
    ? `Checked on ${dayInWords(checked_on)}. A call may show on a phone bill.`
    : "We have not checked the number for a long time, so we do not show it.";
  byId("advice").hidden = false;
}
