// Shows how far the sending is and how long it may still take; says so to a screen reader now and then, not with every byte.

import { byId } from "./dom.js";
import { sizeInWords, timeInWords } from "./told.js";

const SAID_EVERY = 15_000;
const LOOK_BACK = 30_000;

export class Progress {
  constructor(total, clock = () => performance.now()) {
    Object.assign(this, { total, clock, gone: 0, marks: [{ at: clock(), gone: 0 }], said: -SAID_EVERY });
    this.show();
  }

  moved(bytes) {
    this.gone = Math.max(0, this.gone + bytes);
    const now = this.clock();
    this.marks.push({ at: now, gone: this.gone });
    while (this.marks.length > 2 && this.marks[1].at < now - LOOK_BACK) this.marks.shift();
    this.show();
  }

  get secondsLeft() {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    const speed = (last.gone - first.gone) / ((last.at - first.at) / 1000);
    return speed > 0 ? (this.total - this.gone) / speed : Infinity;
  }

  show() {
    const share = Math.min(99, Math.floor((100 * this.gone) / this.total));
    const left = this.marks.at(-1).at - this.marks[0].at > 2000 ? timeInWords(this.secondsLeft) : "";
    const words = `${sizeInWords(Math.min(this.gone, this.total))} of about ${sizeInWords(this.total)}${left ? `, ${left}` : ""}`;
    byId("send-bar").value = share;
    byId("send-words").textContent = words;
    if (this.clock() - this.said >= SAID_EVERY) {
      this.said = this.clock();
      byId("send-said").textContent = `${share} per cent. ${words}`;
    }
  }
}

const REASONS = {
  network: "The line to the server is broken, and did not come back.",
  stopped: "You stopped it.",
  closed: "The inbox is switched off at the moment.",
  full: "The inbox is full at the moment.",
  busy: "The inbox has too much to do at the moment.",
  "too-large": "The server does not take as much at once.",
  unknown: "The server had thrown the pieces away, because too much time had passed.",
  refused: "The server did not take the seal. The list of keyholders may just have changed: load this page anew.",
  conflict: "Somebody has just written under the same words, perhaps you in another window.",
  receipt: "The server confirmed something else than what was sent.",
};

export const reasonInWords = (error) => REASONS[error?.reason] ?? "Something went wrong in this browser.";
