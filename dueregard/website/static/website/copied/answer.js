// Answers a sentence as people type it, from the strictest reading to the loosest. As the site's foundation/search/queries/answer.
import { all, any, bare, oneOf, phrase, readQuery, sentenceOf, some, takenApart, word } from "./query.js";
import { distance, Names } from "./names.js";

const MOST_WORDS = 12, SHORTEST_READ = 4, AMONG_OTHERS = 5, LONG = 9, FEW = 3;
const FIRST = 1000, NEXT = 100, ADVICE = 2, ADVICE_ASKED = 25, MEANT = 30, ROLE = 15, NO_OTHER_ROLE = 15;

// What somebody means by what they typed, and who they say they are.
export function sensesOf(typed, { senses, said, own, named }) {
  const words = typed.toLowerCase().replaceAll("’", "'").replaceAll("'", " ").replace(/[^\p{L}\p{N}_,:;()\- ]+/gu, " ").split(/\s+/u).filter(Boolean).join(" ");
  const has = (pattern) => new RegExp(pattern, "u").exec(words);
  const meant = senses.filter(([, so, notSo]) => has(so) && !has(notSo)).map(([says]) => says);
  const roles = rolesIn(has, said, own, named);
  const others = roles.length ? said.map(([role]) => role).filter((role) => !roles.includes(role)) : [];
  return { meant, roles: roles.map(says), others: others.map(says), isAny: meant.length + roles.length > 0 };
}

function rolesIn(has, said, own, named) {
  const saidSo = said.filter(([, pattern]) => has(pattern)).map(([role]) => role);
  const owned = own.filter(([, pattern]) => has(pattern)).flatMap(([roles]) => roles);
  if (saidSo.length) return [...new Set([...saidSo, ...(owned.includes("parent") ? ["parent"] : [])])];
  if (owned.length) return [...new Set(owned)];
  const places = named.map(([role, pattern]) => [has(pattern)?.index, role]).filter(([at]) => at !== undefined);
  return places.sort((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1)).slice(0, 1).map(([, role]) => role);
}

const says = (role) => `I am a ${role}`;
const flat = (parts) => parts.flatMap((part) => (part.is === "all" ? part.parts : [part]));

function together(parts) {
  const every = flat(parts);
  return every.length === 1 ? every[0] : all(every);
}

const allOf = (words) => (words.length === 1 ? words[0] : all(words));
const small = (one) => bare(one.text).toLowerCase().replace(/('s|’s)$/, "");

// Returns the things found, the best first, and how many: `{ first, count, instead, without, isBest }`.
export async function answer(typed, index, most = 10) {
  const asked = readQuery(typed);
  const sentence = sentenceOf(asked, typed, index.rules.small);
  if (!sentence) return page(asked ? await index.find(asked, { limit: most }) : { numbers: [], count: 0 }, index);
  const apart = [];
  for (const part of sentence.conditions) {
    if (part.is === "phrase" && !(await index.find(part, { limit: 1 })).count) apart.push(part);
  }
  return new Answering(takenApart(sentence, apart, index.rules.small), sensesOf(typed, index.rules), index, most).answer();
}

async function page(found, index, more = {}) {
  return { first: await index.things(found), count: found.count, instead: [], without: [], isBest: false, ...more };
}

class Answering {
  constructor(sentence, senses, index, most) {
    Object.assign(this, { sentence, senses, index, most, asks: sentence.isQuestion || senses.isAny });
  }

  advice(...sentences) {
    return all([oneOf("kind", this.index.rules.advice), any(sentences.map(phrase))]);
  }

  favours() {
    const { meant, roles, others } = this.senses;
    const advice = oneOf("kind", this.index.rules.advice);
    const found = [{ node: advice, weight: this.asks ? ADVICE_ASKED : ADVICE }, ...meant.map((one) => ({ node: this.advice(one), weight: MEANT }))];
    if (!roles.length) return found;
    const own = any(roles.map(phrase)), ofOthers = any(others.map(phrase));
    const forNoOther = any([own, all([advice, { is: "not", part: ofOthers }])]);
    return [...found, { node: all([advice, own]), weight: ROLE }, { node: all([advice, forNoOther]), weight: NO_OTHER_ROLE }];
  }

  async prepare() {
    const { meant, roles } = this.senses;
    this.named = await new Names(this.index.rules.names).find(this.sentence.words, this.index);
    this.others = [...this.named.nodes, ...meant.map((one) => this.advice(one)), ...(roles.length ? [this.advice(...roles)] : [])];
    this.favoured = [...this.named.nodes.map((node, place) => ({ node, weight: FIRST - NEXT * place })), ...this.favours()];
    this.added = this.others.length ? (await this.index.find(together([...this.sentence.conditions, any(this.others)]), { limit: 1 })).count : 0;
  }

  ask(...asked) {
    const found = asked.length && this.others.length ? [any([...asked, ...this.others])] : asked;
    return this.index.find(together([...this.sentence.conditions, ...found]), { favours: this.favoured, limit: this.most });
  }

  async kindOfFirst(found) {
    return this.index.rules.kinds[this.index.kinds[found.numbers[0]]];
  }

  get wantsAdvice() {
    return this.asks && !this.named.nodes.length;
  }

  async isAdvice(found) {
    return this.index.rules.advice.includes(await this.kindOfFirst(found));
  }

  async answer() {
    await this.prepare();
    const strict = await this.ask(allOf(this.sentence.words));
    if (await this.fits(strict)) return page(strict, this.index);
    const { words, instead, without } = await this.known();
    if (!words.length) {
      return page(this.sentence.conditions.some((part) => part.is === "phrase") ? await this.ask() : strict, this.index, { without });
    }
    const groups = words.map((one) => this.meaning(one));
    const looser = [...new Set([Math.ceil(groups.length / 2), 1])].map((least) => some(groups, least));
    for (const asked of [...(instead.length ? [allOf(words)] : []), all(groups), ...looser]) {
      const found = await this.ask(asked);
      if (await this.isEnough(asked, found)) return page(found, this.index, { instead, without, isBest: asked.is === "some" && groups.length > 1 });
    }
    return page(strict, this.index);
  }

  async fits(strict) {
    if (!strict.count || (strict.count <= this.added && !this.named.isAll)) return false;
    return !this.wantsAdvice || this.isAdvice(strict);
  }

  async isEnough(asked, found) {
    if (found.count <= this.added) return false;
    if (asked.is === "some") {
      if (asked.least === 1) return true;
      if (found.count - this.added <= FEW) return false;
    }
    return !this.wantsAdvice || this.isAdvice(found);
  }

  meaningsOf(one) {
    const typed = small(one);
    return Object.hasOwn(this.index.rules.meanings, typed) ? this.index.rules.meanings[typed] : [];
  }

  meaning(one) {
    const others = this.meaningsOf(one);
    return others.length ? any([one, ...others.map(word)]) : one;
  }

  async isThere(one) {
    return Boolean((await this.index.evaluate(one))?.size);
  }

  async isThereInAnyWay(one) {
    for (const other of [one, ...this.meaningsOf(one).map(word)]) if (await this.isThere(other)) return true;
    return false;
  }

  // The words to look for, those that are read as another, and those that stand nowhere.
  async known() {
    const words = [], instead = [], without = [];
    const waiting = this.sentence.words.slice(0, MOST_WORDS);
    while (waiting.length) {
      const one = waiting.shift();
      const both = waiting.length ? word(bare(one.text) + bare(waiting[0].text)) : null;
      if (await this.isThereInAnyWay(one)) {
        words.push(one);
      } else if (both && await this.isThere(both)) {
        instead.push([`${bare(one.text)} ${bare(waiting.shift().text)}`, both.text]);
        words.push(both);
      } else {
        const other = await this.slipOf(one);
        if (other) {
          instead.push([bare(one.text), other]);
          words.push(word(other));
        } else {
          without.push(bare(one.text));
        }
      }
    }
    return { words, instead, without };
  }

  async slipOf(one) {
    const typed = bare(one.text);
    const isAlone = this.sentence.words.length === 1;
    if (typed.length < (isAlone ? SHORTEST_READ : AMONG_OTHERS) || !/^\p{L}+$/u.test(typed)) return "";
    const { asking, joining } = this.index.rules.small;  // “realy”, “shoud”: a slip of a word that is not looked for
    if (!isAlone && [...asking, ...joining].some((one) => one.length >= 5 && distance(typed.toLowerCase(), one) <= 1)) return "";
    return (await this.index.wordsLike(typed, isAlone ? undefined : typed.length < LONG ? 1 : 2))[0] ?? "";
  }
}

