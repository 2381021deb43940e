// The index of a copy: which things have a word and what that is worth, as the site's own index counts it (BM25).
// It lies in small files beside the page; only those that a question needs are fetched.
import { distance } from "./names.js";
import { spellings } from "./forms.js";
import { sought } from "./query.js";
import { plainWords, stem, stemmedWords } from "./words.js";

const K1 = 1.2, B = 0.75, TITLE = 2, LONGEST_PHRASE = 40, TEXTS_FOR_WORDS = 10, SHORTEST = 3;
const f = Math.fround;

// The index keeps lengths roughly: exactly to forty words, then in steps that grow.
const LENGTHS = Array.from({ length: 41 }, (_, length) => length);
for (let step = 2; LENGTHS.length < 256; step *= 2) for (let more = 0; more < 8; more++) LENGTHS.push(LENGTHS.at(-1) + step);
function rough(length) {
  let low = 0, high = LENGTHS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (LENGTHS[middle] <= length) low = middle;
    else high = middle - 1;
  }
  return LENGTHS[low];
}

const drawer = (word) => (/^[a-z0-9]{1,2}$/.test(word.slice(0, 2)) ? word.slice(0, 2) : "_");
const inWords = (ways) => [...new Map(ways.map((way) => plainWords(way).slice(0, LONGEST_PHRASE)).map((words) => [words.join(" "), words])).values()];

export class Index {
  constructor(folder) {
    this.folder = folder;
    this.read = {};
  }

  piece(name) {
    return (this.read[name] ??= fetch(this.folder + name).then((answer) => (answer.ok ? answer.json() : {})));
  }

  async open() {
    this.rules = await this.piece("rules.json");
    const told = await this.piece("lengths.json");
    this.count = told.kind.length;
    this.kinds = told.kind;
    this.lengths = {};
    this.mean = {};
    for (const name of ["text", "title", "plain"]) {
      this.lengths[name] = told[name].map(rough);
      this.mean[name] = f(told[name].reduce((so, one) => so + one, 0) / this.count);
    }
    return this;
  }

  async thing(number) {
    const some = await this.piece(`things/${Math.floor(number / this.rules.at_once)}.json`);
    return { ...some[number % this.rules.at_once], number };
  }

  things(found) {
    return Promise.all(found.numbers.map((number) => this.thing(number)));
  }

  async stems(word) {
    return (await this.piece(`stems/${drawer(word)}.json`))[word] ?? [[], []];
  }

  async plain(word) {
    return (await this.piece(`plain/${drawer(word)}.json`))[word] ?? [];
  }

  rarity(having) {
    return f(Math.log(f(1 + f(f(this.count - having + 0.5) / f(having + 0.5)))));
  }

  worth(name, rarity, times, number) {
    const norm = f(K1 * f(1 - B + f(f(B * this.lengths[name][number]) / this.mean[name])));
    return f(f(rarity * (1 + K1)) * f(times / f(times + norm)));
  }

  // Which things have a stem, and what that is worth.
  async byStem(name, word) {
    const flat = (await this.stems(word))[name === "text" ? 0 : 1];
    const rarity = this.rarity(flat.length / 2), found = new Map();
    for (let at = 0; at < flat.length; at += 2) found.set(flat[at], this.worth(name, rarity, flat[at + 1], flat[at]));
    return found;
  }

  // Which things have these words side by side.
  async exactly(words) {
    if (!words.length) return null;
    const places = [], found = new Map();
    let rarity = 0;
    for (const word of words) {
      const flat = await this.plain(word), where = new Map();
      for (let at = 0; at < flat.length; at += 2) where.set(flat[at], flat[at + 1]);
      rarity = f(rarity + this.rarity(where.size));
      places.push(where);
    }
    for (const [number, first] of places[0]) {
      const others = places.slice(1).map((where) => new Set(where.get(number)));
      const times = first.filter((place) => others.every((where, more) => where.has(place + more + 1))).length;
      if (times) found.set(number, this.worth("plain", rarity, times, number));
    }
    return found;
  }

  async find(asked, { limit = 20, favours = [] } = {}) {
    const scores = new Map(await this.evaluate(asked) ?? []);
    for (const { node, weight } of favours) {
      for (const number of (await this.evaluate(node) ?? new Map()).keys()) {
        if (scores.has(number)) scores.set(number, scores.get(number) + weight);
      }
    }
    for (const word of new Set(sought(asked).flatMap((part) => stemmedWords(spellings(part.text)[0])))) {
      for (const [number, worth] of await this.byStem("title", word)) {
        if (scores.has(number)) scores.set(number, scores.get(number) + TITLE * worth);
      }
    }
    const order = [...scores].sort((one, other) => f(other[1]) - f(one[1]) || one[0] - other[0]);
    return { numbers: order.slice(0, limit).map(([number]) => number), count: order.length, scores };
  }

  // A part of a question: each thing that has it, with its worth; null where nothing of it is a word.
  async evaluate(node) {
    switch (node?.is) {
      case "word": return this.word(node.text);
      case "phrase": return sum(await Promise.all(inWords(spellings(node.text)).map((words) => this.exactly(words))));
      case "beginning": return sum(await Promise.all(inWords(spellings(node.text, { isUnfinished: true })).map((words) => this.begun(words))));
      case "field": return this.field(node.name, node.value);
      case "one of": return this.silent((number) => node.name === "kind" && node.values.includes(this.rules.kinds[this.kinds[number]]));
      case "thing": return new Map([[node.number, 0]]);
      case "not": {
        const left = await this.evaluate(node.part);
        return left && this.silent((number) => !left.has(number));
      }
      case "all": return this.all(node.parts);
      case "any": return sum(await Promise.all(node.parts.map((part) => this.evaluate(part))));
      case "some": return this.some(node);
      default: return null;
    }
  }

  silent(has) {
    const found = new Map();
    for (let number = 0; number < this.count; number++) if (has(number)) found.set(number, 0);
    return found;
  }

  async all(parts) {
    const wanted = (await Promise.all(parts.filter((part) => part.is !== "not").map((part) => this.evaluate(part)))).filter(Boolean);
    const left = (await Promise.all(parts.filter((part) => part.is === "not").map((part) => this.evaluate(part.part)))).filter(Boolean);
    if (!wanted.length && !left.length) return null;
    const [first, ...others] = wanted.length ? wanted.sort((one, other) => one.size - other.size) : [this.silent(() => true)];
    const found = new Map();
    for (const [number, score] of first) {
      if (others.every((other) => other.has(number)) && !left.some((other) => other.has(number))) {
        found.set(number, others.reduce((so, other) => so + other.get(number), score));
      }
    }
    return found;
  }

  async some({ parts, least }) {
    const found = (await Promise.all(parts.map((part) => this.evaluate(part)))).filter(Boolean);
    if (!found.length) return null;
    const scores = sum(found);
    const enough = Math.min(least, found.length);
    for (const number of [...scores.keys()]) if (found.filter((one) => one.has(number)).length < enough) scores.delete(number);
    return scores;
  }

  async word(text) {
    const found = [];
    for (const plain of inWords(spellings(text, { isWord: true }))) {
      if (plain.length !== 1) {
        found.push(await this.exactly(plain));
        continue;
      }
      found.push(await this.byStem("text", stem(plain[0])));
      const family = Object.hasOwn(this.rules.families, plain[0]) ? this.rules.families[plain[0]] : [];
      for (const other of family) found.push(await this.exactly([other]));
    }
    return sum(found);
  }

  async begun(words) {
    if (!words.length) return null;
    const last = words.at(-1), found = new Map();
    const near = Object.entries(await this.piece(`plain/${drawer(last)}.json`)).filter(([word]) => word.startsWith(last));
    for (const [word] of near) {
      const one = await this.exactly([...words.slice(0, -1), word]);
      for (const number of one.keys()) found.set(number, words.length > 1 ? (found.get(number) ?? 0) + one.get(number) : 1);
    }
    return found;
  }

  async field(name, value) {
    if (name === "kind") {
      const meant = Object.hasOwn(this.rules.kind_words, value.toLowerCase()) ? this.rules.kind_words[value.toLowerCase()] : [];
      return this.silent((number) => meant.includes(this.rules.kinds[this.kinds[number]]));
    }
    if (name !== "title") return new Map();
    const ways = await Promise.all(spellings(value).map(stemmedWords).filter((words) => words.length)
      .map(async (words) => inAll(await Promise.all(words.map((word) => this.byStem("title", word))))));
    return ways.length ? new Map([...sum(ways).keys()].map((number) => [number, 0])) : null;
  }

  // Words close to one that is nowhere, the nearest first, of the first texts that have such words.
  async wordsLike(typed, mostWrong) {
    const word = plainWords(typed).join("");
    const allowed = mostWrong ?? (typed.length < 6 ? 1 : 2);
    const every = (await this.piece("vocabulary.json")).split(" ");
    const near = every.filter((one) => Math.abs(one.length - word.length) <= allowed && distance(word, one) <= allowed);
    const having = new Map(await Promise.all(near.map(async (one) => [one, (await this.plain(one)).filter((_, at) => at % 2 === 0)])));
    const first = new Set([...new Set([...having.values()].flat())].sort((one, other) => one - other).slice(0, TEXTS_FOR_WORDS));
    return near.map((one) => [distance(word, one), -having.get(one).filter((number) => first.has(number)).length, one])
      .filter(([wrong, times, one]) => wrong && times && /^\p{L}+$/u.test(one) && one.length >= SHORTEST)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : 1)).map(([, , one]) => one).slice(0, 3);
  }
}

function sum(parts) {
  const some = parts.filter(Boolean);
  if (!some.length) return null;
  const found = new Map();
  for (const part of some) for (const [number, score] of part) found.set(number, (found.get(number) ?? 0) + score);
  return found;
}

function inAll([first, ...others]) {
  return new Map([...first].filter(([number]) => others.every((other) => other.has(number))));
}

