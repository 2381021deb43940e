// What is written in several ways, and the one way in which it is compared. As rules/search/forms, for what somebody types.
import { form, isLetter, isLetterOrDigit, match, numberForm } from "./figures.js";

const HYPHENS = "‐‑–-", APOSTROPHES = "'’ʼ‘`´′＇";
const LONGEST = 60, MOST = 12;
const L = "[\\p{L}\\p{N}]";
const TRIGGER = new RegExp(`[0-9&.${APOSTROPHES}‐‑–\\-]`, "gu");
const FIGURES = /\d+/uy;
const COMPOUND = new RegExp(`${L}+(?:(?:[‐‑–\\-](?:[ \\t]*\\r?\\n[ \\t]*)?|[${APOSTROPHES}])${L}+)+`, "uy");
const PARTS = new RegExp(`([‐‑–\\-]\\s*|[${APOSTROPHES}])`, "u");
const GOES_ON = new RegExp(`(?:[ \\t]*\\r?\\n[ \\t]*)?${L}`, "uy");
const INITIALS = new RegExp(`\\p{L}(?:\\.\\p{L})+(?!${L}|@)\\.?(?!@)`, "uy");
const AND = /&(?:amp;)?(?!#)/uy;
const ZED = /(?<=\p{L}{3}[iIyY])[zZ](?=(?:[eE](?:[sS]|[dD]|[rR])?|[eE][rR][sS]|[iI][nN][gG][sS]?|[aA][tT][iI][oO][nN][sS]?|[aA][tT][iI][oO][nN][aA][lL][\p{L}\p{N}_]*|[aA][bB][lL][eE])(?![\p{L}\p{N}_]))/gu;
const UNFINISHED_ZED = /(?<=\p{L}{2}[iy])z(?=[\p{L}\p{N}_]*$)/giu;

export function formsIn(text) {
  const forms = [];
  let after = 0, skip = 0;
  for (const found of text.matchAll(TRIGGER)) {
    const at = found.index;
    if (at < skip) continue;
    const sign = text[at];
    let one;
    if (sign === "&") one = ampersand(text, at);
    else if (sign === ".") one = initials(text, at, after);
    else if (HYPHENS.includes(sign) || APOSTROPHES.includes(sign)) one = compound(text, at, after);
    else {
      skip = at + match(FIGURES, text, at)[0].length;
      one = numberForm(text, at, skip, after);
    }
    skip = Math.max(skip, at + 1);
    if (one) {
      forms.push(one);
      after = skip = one.end;
    }
  }
  return forms;
}

function ampersand(text, at) {
  const found = match(AND, text, at);
  return found ? form(at, at + found[0].length, " and ") : null;
}

function initials(text, at, after) {
  const first = at - 1;
  if (first < after || !isLetter(text[at + 1]) || !isLetter(text[first])) return null;
  if (first > 0 && (isLetterOrDigit(text[first - 1]) || "._@/".includes(text[first - 1]))) return null;
  const found = match(INITIALS, text, first);
  if (!found) return null;
  const letters = found[0].replaceAll(".", "");
  return form(first, first + found[0].length, letters, { others: [[...letters].join(" ")] });
}

function compound(text, at, after) {
  if (at <= after || !isLetterOrDigit(text[at - 1]) || !match(GOES_ON, text, at + 1)) return null;
  let first = at;
  while (first > after && isLetterOrDigit(text[first - 1])) first--;
  const found = match(COMPOUND, text, first);
  if (!found || found[0].length > LONGEST) return null;
  let words = found[0].split(PARTS);
  if (/^[sS]$/.test(words.at(-1)) && APOSTROPHES.includes(words.at(-2))) words = words.slice(0, -2);
  const parts = words.filter((_, which) => which % 2 === 0);
  if (/^\d+$/.test(parts.join(""))) return null;
  const end = first + found[0].length;
  if (words.length === 1) return form(first, end, words[0]);
  const halves = words.map((word, which) => (which % 2 === 0 ? word : HYPHENS.includes(word[0]) ? " " : "")).join("");
  const main = parts.join(" "), joined = parts.join("");
  return form(first, end, main, {
    others: halves !== main && halves !== joined ? [joined, halves] : [joined],
    isInPlace: main.length === found[0].length,
  });
}

// The ways in which what was asked may stand in a text as it is compared, the likeliest first.
export function spellings(asked, { isWord = false, isUnfinished = false } = {}) {
  const forms = formsIn(asked);
  const choices = [];
  let at = 0;
  for (const one of forms) {
    const isClose = isLetterOrDigit(asked[one.end]);
    const gap = isClose ? " " : "";
    choices.push([asked.slice(at, one.start).replace(ZED, "s")], [`${one.main}${gap}`.replace(ZED, "s"), ...one.others.map((other) => `${other}${gap}`)]);
    at = one.end;
  }
  choices.push([asked.slice(at).replace(ZED, "s")]);
  let ways = [""];
  for (const some of choices) ways = ways.flatMap((way) => some.map((other) => way + other)).slice(0, 4096);
  ways = ways.slice(0, MOST);
  if (isWord && forms.some((one) => one.isInPlace)) {
    ways.push(...ways.filter((way) => /^\p{L}{3}$/u.test(way.slice(-3))).map((way) => (way.endsWith("s") ? way.slice(0, -1) : `${way}s`)));
  }
  if (isUnfinished) ways.push(...ways.map((way) => way.replace(UNFINISHED_ZED, "s")));
  return [...new Set([...ways, asked])];
}
