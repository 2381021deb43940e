// What somebody asks, read from what they typed. As rules/search/query and rules/search/questions; any text is understood.
import { formsIn } from "./forms.js";

const MOST_SIGNS = 500, MOST_TERMS = 32, MOST_DEPTH = 6, SHORTEST_BEGINNING = 2;
const FIELDS = { body: "body", kind: "kind", case: "case", section: "section", exemption: "section", title: "title", by: "by", after: "after", before: "before" };
const OPENS = { '"': '"', "“": "”", "„": "“", "«": "»" };
const TOKEN = /(?:NOT|AND|OR|-+)(?=\()|[()]|[^\s()"“”„«»]+(?:\([\p{L}\p{N}_]{1,4}\)[^\s()"“”„«»]*)*|["“”„«»]/gu;
const SAID = /(?<![\p{L}\p{N}_])(?:AND|OR|NOT)(?![\p{L}\p{N}_])/u;
const MARKS = /[^\p{L}\p{N}_]+/gu;

export const word = (text) => ({ is: "word", text });
export const phrase = (text) => ({ is: "phrase", text });
export const all = (parts) => ({ is: "all", parts });
export const any = (parts) => ({ is: "any", parts });
export const some = (parts, least) => ({ is: "some", parts, least });
export const field = (name, value) => ({ is: "field", name, value });
export const oneOf = (name, values) => ({ is: "one of", name, values });
export const thing = (number) => ({ is: "thing", number });
const not = (part) => ({ is: "not", part });

export const bare = (text) => text.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, "");
const signsOf = (text) => (text.match(/[\p{L}\p{N}]/gu) ?? []).length;

// What a text is searched for. What must not be there is left out.
export function sought(node) {
  if (!node) return [];
  if (["word", "phrase", "beginning"].includes(node.is)) return [node];
  return ["all", "any", "some"].includes(node.is) ? node.parts.flatMap(sought) : [];
}

function once(parts) {
  const found = new Map();
  for (const part of parts) {
    const folded = JSON.stringify(part).toLowerCase();
    if (!found.has(folded)) found.set(folded, part);
  }
  return [...found.values()];
}

function joined(kind, parts) {
  const left = once(parts);
  return left.length < 2 ? left[0] ?? null : kind(left);
}

class Reader {
  constructor(typed) {
    let text = [...typed.slice(0, 2 * MOST_SIGNS).normalize("NFC")].map((sign) => (/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(sign) ? " " : sign)).join("")
      .replace(/[‟＂〝〞″]/gu, '"');
    if (text.length > MOST_SIGNS) {
      const cut = text.slice(0, MOST_SIGNS);
      text = cut.slice(0, Math.max(cut.lastIndexOf(" "), 0)) || cut;
    }
    this.text = text;
    this.whole = new Map(formsIn(text).filter((one) => text.slice(one.start, one.end).includes(" ")).map((one) => [one.start, one.end]));
    this.at = 0;
    this.terms = new Set();
    this.piece = this.next();
  }

  read() {
    const parts = [];
    while (this.piece) {
      const part = this.anyOf(0);
      if (part) parts.push(part);
      if (this.piece === ")") this.take();
    }
    return joined(all, parts);
  }

  next() {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (!found) {
      this.at = this.text.length;
      return "";
    }
    const lead = /^-*/.exec(found[0])[0].length;
    this.at = Math.max(found.index + found[0].length, this.whole.get(found.index + lead) ?? 0);
    return this.text.slice(found.index, this.at);
  }

  take() {
    const piece = this.piece;
    this.piece = this.next();
    return piece;
  }

  anyOf(depth) {
    const parts = [this.allOf(depth)];
    while (this.piece === "OR") {
      this.take();
      parts.push(this.allOf(depth));
    }
    return joined(any, parts.filter(Boolean));
  }

  allOf(depth) {
    const parts = [];
    while (this.piece && this.piece !== ")" && this.piece !== "OR") {
      if (this.piece === "AND") {
        this.take();
        continue;
      }
      const part = this.one(depth);
      if (part) parts.push(part);
    }
    return joined(all, parts);
  }

  one(depth) {
    let isNot = false;
    while (this.piece === "NOT" || (this.piece && /^-+$/.test(this.piece))) {
      isNot = this.take() === "NOT" || this.touches() || isNot;
    }
    if (this.piece.startsWith("-")) {
      isNot = true;
      this.piece = this.piece.replace(/^-+/, "");
    }
    const part = this.piece && ![")", "OR", "AND"].includes(this.piece) ? this.atom(depth) : null;
    return part && isNot ? not(part) : part;
  }

  touches() {
    const before = this.at - this.piece.length - 1;
    return Boolean(this.piece) && before >= 0 && this.text[before] === "-";
  }

  atom(depth) {
    const piece = this.take();
    if (piece === "(") return this.bracket(depth);
    if (Object.hasOwn(OPENS, piece)) return this.counted(quoted(this.untilClosed(piece)));
    if (piece === "”" || piece === "»") return null;
    const named = /^([A-Za-z]+):(.*)$/su.exec(piece);
    if (named && Object.hasOwn(FIELDS, named[1].toLowerCase())) return this.field(FIELDS[named[1].toLowerCase()], named[2]);
    const listed = formsIn(piece).flatMap((one) => one.each);
    if (listed.length) return joined(all, listed.map((one) => this.counted(word(one))).filter(Boolean));
    return this.counted(plain(piece));
  }

  bracket(depth) {
    if (depth >= MOST_DEPTH) return null;
    const part = this.anyOf(depth + 1);
    if (this.piece === ")") this.take();
    return part;
  }

  untilClosed(opened) {
    const start = this.at - this.piece.length;
    const ends = [...OPENS[opened] + opened].map((mark) => this.text.indexOf(mark, start)).filter((at) => at >= 0);
    const end = ends.length ? Math.min(...ends) : this.text.length;
    this.at = end + 1;
    this.piece = this.next();
    return this.text.slice(start, end);
  }

  field(name, value) {
    if (!value && Object.hasOwn(OPENS, this.piece) && this.text[this.at - this.piece.length - 1] === ":") value = this.untilClosed(this.take());
    value = value.replace(/^\*+|\*+$/g, "").split(/\s+/u).filter(Boolean).join(" ");
    return signsOf(value) ? this.counted(field(name, value)) : null;
  }

  counted(node) {
    if (!node) return null;
    const folded = JSON.stringify(node).toLowerCase();
    if (!this.terms.has(folded) && this.terms.size >= MOST_TERMS) return null;
    this.terms.add(folded);
    return node;
  }
}

function plain(piece) {
  if (piece.endsWith("*") && signsOf(piece) >= SHORTEST_BEGINNING) return { is: "beginning", text: piece.replace(/\*+$/, "") };
  return signsOf(piece) ? word(piece) : null;
}

function quoted(text) {
  const words = text.split(/\s+/u).filter(Boolean).join(" ");
  if (words.endsWith("*") && signsOf(words) >= SHORTEST_BEGINNING) return { is: "beginning", text: words.replace(/\*+$/, "").trimEnd() };
  return signsOf(words) ? phrase(words) : null;
}

export const readQuery = (typed) => new Reader(typed).read();

const isUpper = (text) => /\p{Lu}/u.test(text) && text === text.toUpperCase();

// IT and WHO in capitals are names; “May” is a month.
function isSmall(text, shouts, small) {
  if (isUpper(text) && bare(text).length > 1 && !shouts) return false;
  const letters = text.replace(MARKS, "");
  return small.smallOnly.includes(letters) || small.asking.includes(letters.toLowerCase()) || small.joining.includes(letters.toLowerCase());
}

// What was typed without the words that only make a sentence of it; null where it says exactly what it wants.
export function sentenceOf(asked, typed, small) {
  if (!asked || SAID.test(typed) || asked.is === "any") return null;
  const parts = asked.is === "all" ? asked.parts : [asked];
  const words = parts.filter((part) => part.is === "word");
  if (!words.length) return null;
  const conditions = parts.filter((part) => part.is !== "word");
  const kept = words.filter((one) => !isSmall(one.text, isUpper(typed), small));
  if (!kept.length) return { words, conditions, isQuestion: false };
  const dropped = words.filter((one) => !kept.includes(one));
  return { words: kept, conditions, isQuestion: dropped.some((one) => small.asking.includes(one.text.replace(MARKS, "").toLowerCase())) };
}

export function takenApart(sentence, phrases, small) {
  if (!phrases.length) return sentence;
  const more = phrases.flatMap((one) => one.text.split(" ")).filter((one) => bare(one) && !isSmall(one, false, small));
  const words = [...new Set([...sentence.words.map((one) => one.text), ...more])].map(word);
  return { ...sentence, words, conditions: sentence.conditions.filter((part) => !phrases.includes(part)) };
}
