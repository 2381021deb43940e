// Which public bodies a search names, and how well each name fits. As rules/register/body_names and the site's named_bodies.
import { all, any, bare, field, oneOf, thing, word } from "./query.js";

const LOOKED_AT = 30, MOST = 3, FITS = 78, ALONE = 84, NEAR = 6, WEAK = 0.3, NEAR_WORD = 0.72, INITIALS = 3;
const SEVERAL = new Set(["councils", "schools", "universities", "colleges", "hospitals", "trusts"]);
const PHRASES = [[/\bc of e\b|\bchurch of england\b/g, "ce"], [/\broman catholic\b/g, "rc"], [/\bfe college\b|\bfurther ed college\b/g, "college"], [/\bhigher ed\b/g, "higher education"]];

// How many letters differ, two that changed places counted once.
export function distance(one, other) {
  let before = [], last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const now = [i];
    for (let j = 1; j <= other.length; j++) {
      now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) now[j] = Math.min(now[j], before[j - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[other.length];
}

function normalise(text) {
  let plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replaceAll("ß", "ss");
  plain = plain.replaceAll("&", " and ").replace(/['’‘`´]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  return PHRASES.reduce((so, [pattern, instead]) => so.replace(pattern, instead), plain);
}

export class Names {
  constructor({ same, stop, weak, council }) {
    Object.assign(this, { same, stop: new Set(stop), weak: new Set(weak), council });
  }

  wordsOf(text) {
    const words = normalise(text).split(" ").filter(Boolean).map((one) => (Object.hasOwn(this.same, one) ? this.same[one] : one));
    const kept = words.filter((one) => !this.stop.has(one));
    return [...new Set((kept.length ? kept : words).map((one) => one.slice(0, 60)))];
  }

  initials(name) {
    const letters = normalise(name).split(" ").filter((one) => one && !this.stop.has(one)).map((one) => one[0]);
    return letters.length >= INITIALS && /^[a-z]+$/.test(letters.join("")) ? letters.join("").toUpperCase() : "";
  }

  weight(one) {
    return this.weak.has(one) ? WEAK : 1;
  }

  fit(typed, name) {
    const wanted = this.wordsOf(typed), offered = this.wordsOf(name);
    if (!wanted.length || !offered.length) return 0;
    if (normalise(typed) === normalise(name)) return 100;
    const free = [...offered];
    let found = 0, hit = 0;
    wanted.forEach((one, place) => {
      const isBegun = place === wanted.length - 1;
      let near = 0, best = "";
      for (const other of free) {
        const so = nearness(one, other, isBegun);
        if (so > near || (so === near && other > best)) [near, best] = [so, other];
      }
      if (!near) return;
      free.splice(free.indexOf(best), 1);
      found += near * this.weight(near === 1 || isBegun ? best : one);
      hit += near * this.weight(best);
    });
    const sum = (words) => words.reduce((so, one) => so + this.weight(one), 0);
    return Math.round(99 * (0.72 * found / sum(wanted) + 0.28 * hit / sum(offered)) * 100) / 100;
  }

  named(name, typed) {
    const initials = this.initials(name);
    const given = typed.filter((one) => initials && one.toUpperCase() === initials && (one === one.toUpperCase() || typed.length === 1));
    if (given.length) return { score: FITS, used: new Set(given) };
    const offered = new Set(this.wordsOf(name));
    const used = typed.filter((one) => this.wordsOf(one).some((part) => offered.has(part)));
    const own = used.filter((one) => !this.wordsOf(one).every((part) => this.weak.has(part)));
    const score = own.length ? this.fit(used.join(" "), name) : 0;
    const sorts = used.filter((one) => !own.includes(one) && !SEVERAL.has(one.toLowerCase()));
    const isMeant = sorts.length || own.every((one) => /^\p{Lu}/u.test(one)) || (used.length === typed.length && score >= ALONE);
    return isMeant && score >= FITS ? { score, used: new Set(used) } : null;
  }

  // The bodies that the words of a search name, the best first; with a council, the page of its area.
  async find(words, index) {
    const typed = words.map((one) => bare(one.text));
    const ways = [...new Set(typed.flatMap((one) => [one, ...this.wordsOf(one)]))];
    const asked = all([oneOf("kind", ["body"]), any(ways.map(word))]);
    const hits = await index.things(await index.find(asked, { limit: LOOKED_AT }));
    const fits = hits.map((hit) => this.bestOf(hit, typed)).filter(Boolean)
      .sort((one, other) => other.used.size - one.used.size || other.score - one.score || compareText(one.hit.title, other.hit.title));
    const longest = fits.filter((one) => one.used.size === fits[0].used.size);
    const top = Math.max(...longest.map((one) => one.score));
    const best = longest.filter((one) => one.score >= top - NEAR)
      .sort((one, other) => (one.hit.label !== this.council) - (other.hit.label !== this.council)).slice(0, MOST);
    const nodes = best.map((one) => thing(one.hit.number));
    if (best[0]?.hit.label === this.council) nodes.splice(1, 0, ...(await this.areaOf(best[0], index)));
    return { nodes, isAll: best.length > 0 && typed.every((one) => best[0].used.has(one)) };
  }

  bestOf(hit, typed) {
    let best = null;
    for (const name of [hit.title, ...hit.about]) {
      const one = this.named(name, typed);
      if (one && (!best || one.used.size > best.used.size || (one.used.size === best.used.size && one.score > best.score))) best = { ...one, hit };
    }
    return best;
  }

  async areaOf({ used }, index) {
    const strong = (text) => this.wordsOf(text).filter((one) => !this.weak.has(one));
    const name = [...used].flatMap(strong);
    if (!name.length) return [];
    const asked = all([oneOf("kind", ["area"]), ...name.map((one) => field("title", one))]);
    const wanted = [...new Set(name)].sort().join(" ");
    const hits = await index.things(await index.find(asked, { limit: LOOKED_AT }));
    const same = hits.find((hit) => [...new Set(strong(hit.title))].sort().join(" ") === wanted);
    return same ? [all([oneOf("kind", ["area"]), field("title", same.title)])] : [];
  }
}

function nearness(typed, other, mayBeBegun) {
  if (typed === other) return 1;
  if (mayBeBegun && other.startsWith(typed)) return 0.8 + 0.2 * typed.length / other.length;
  if (Math.min(typed.length, other.length) < 4 || (typed[0] !== other[0] && typed.length < 6)) return 0;
  const near = 1 - distance(typed, other) / Math.max(typed.length, other.length);
  return near >= NEAR_WORD ? near * 0.95 : 0;
}

const compareText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
