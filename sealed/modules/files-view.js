// The list of chosen files: what was found in each, what goes along, what can be left out again.

import { byId, element } from "./dom.js";
import { lookAt, typeOf } from "./metadata.js";
import { counted, sizeInWords } from "./told.js";

const WARNINGS = {
  pdf: "A PDF can name its author, its program and earlier versions. We cannot take that out safely. If you can, print the pages you need and photograph them.",
  office: "An Office file can name its authors, its path and what was changed. We cannot take that out safely. Saving it as plain text, or photographing the screen, leaves less.",
  heic: "A photo in this format can hold the place and the device. We cannot take that out here. Set the camera to JPEG, or send a screenshot of it.",
  other: "We cannot look into a file of this kind. It may name you or your device.",
};

export class ChosenFiles {
  constructor({ most, mostBytes }) {
    Object.assign(this, { most, mostBytes, chosen: [], looking: 0 });
    byId("files").addEventListener("change", () => this.add([...byId("files").files]));
  }

  get any() {
    return this.chosen.length > 0;
  }

  clear() {
    this.chosen = [];
    byId("file-list").replaceChildren();
    byId("files-status").textContent = "";
  }

  async add(files) {
    byId("files").value = "";
    const refused = [];
    for (const file of files) {
      if (this.count() >= this.most) refused.push(`${file.name}: at most ${this.most} files go together.`);
      else if (file.size > this.mostBytes) refused.push(`${file.name}: it is bigger than ${sizeInWords(this.mostBytes)}.`);
      else await this.look(file);
    }
    byId("files-status").textContent = refused.length > 0 ? `Not taken: ${refused.join(" ")}` : `${counted(this.chosen.length, "file", "files")} chosen.`;
  }

  async look(file) {
    this.looking += 1;
    byId("files-status").textContent = `Looking into ${file.name} …`;
    try {
      const looked = await lookAt(file);
      const one = { file, looked, type: typeOf(looked, file.name), name: false, original: false };
      this.chosen.push(one);
      byId("file-list").append(this.row(one));
    } finally {
      this.looking -= 1;
    }
  }

  row(one) {
    const { file, looked } = one;
    const row = element("li", { class: "file" }, element("p", {}, element("strong", { class: "named" }, file.name), ` ${sizeInWords(file.size)}`));
    row.append(...this.findings(one));
    if (looked.cleaned) row.append(this.tick("Send the original as well, with these notes. It may be better evidence, and it may lead to you.", (on) => (one.original = on)));
    row.append(this.tick("Send the name of the file, too", (on) => (one.name = on)));
    row.append(
      element("button", { class: "button link small", type: "button", onclick: () => this.drop(one, row) }, "Leave out", element("span", { class: "hidden-visually" }, ` ${file.name}`)),
    );
    return row;
  }

  findings({ looked }) {
    const list = () => element("ul", { class: "found" }, ...looked.found.slice(0, 12).map(({ what, value }) => element("li", {}, value ? `${what}: ${value}` : what)));
    const stays = looked.stays.length > 0 ? [element("p", { class: "quiet" }, `What stays: ${looked.stays.join("; ")}.`)] : [];
    if (looked.state === "removed") return [element("p", { class: "status good" }, "Hidden notes found, and taken out:"), list(), ...stays];
    if (looked.state === "none found") return [element("p", { class: "status good" }, "We found no hidden notes"), ...stays];
    const found = looked.found.length > 0 ? [element("p", {}, "Found, and not taken out:"), list()] : [];
    return [element("p", { class: "status soon" }, "Sent as it is"), element("p", {}, WARNINGS[looked.kind] ?? "The file is not as files of its kind are, so we could not take anything out."), ...found];
  }

  tick(words, change) {
    return element("label", { class: "choice" }, element("input", { type: "checkbox", onchange: (event) => change(event.target.checked) }), element("span", {}, words));
  }

  drop(one, row) {
    this.chosen = this.chosen.filter((other) => other !== one);
    row.remove();
    byId("files-status").textContent = `${one.file.name} is left out.`;
    byId("files").focus();
  }

  count() {
    return this.chosen.reduce((sum, one) => sum + (one.original ? 2 : 1), 0);
  }

  // What goes: the cleaned file, and after it the original where that was asked for.
  toSend() {
    const sent = [];
    for (const { file, looked, type, name, original } of this.chosen) {
      const named = name ? { name: file.name.slice(0, 200) } : {};
      const metadata = looked.state === "removed" ? "removed" : looked.state;
      sent.push({ blob: looked.cleaned ?? file, type, metadata, ...named });
      if (original) sent.push({ blob: file, type, metadata: "kept", original_of: sent.length, ...named });
    }
    return sent;
  }
}
