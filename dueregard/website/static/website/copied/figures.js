// Figures that are written in several ways: sections of an Act, days, telephone numbers, thousands. As rules/search/number_forms.
const ONE = {}, SEVERAL = {};
for (const [name, one, several] of [
  ["section", "section sect sec s § adran", "sections sects secs ss §§ adrannau"],
  ["regulation", "regulation reg rheoliad", "regulations regs rheoliadau"],
  ["article", "article art erthygl", "articles arts erthyglau"],
  ["paragraph", "paragraph para paragraff", "paragraphs paras paragraffau"],
  ["schedule", "schedule sch atodlen", "schedules schs atodlenni"],
]) {
  for (const word of one.split(" ")) ONE[word] = name;
  for (const word of several.split(" ")) SEVERAL[word] = name;
}
const LONGEST_WORD = 20, MOST_BETWEEN = 3, MOST_IN_LIST = 20, WIDEST_RANGE = 20;
const W = "[\\p{L}\\p{N}_]", NOT_W = `(?!${W})`;
const NUMBER = `\\d{1,3}[A-Za-z]{0,2}(?:\\s?\\(${W}{1,4}\\))*${NOT_W}`;
const DASH = "[-‐‑–—]";
const at = (pattern, flags = "uy") => new RegExp(pattern, flags);
const PROVISION = at(NUMBER);
const IS_RANGE = new RegExp(`^\\s*(?:${DASH}|to)\\s*$`, "u");
const NEXT_IN_RANGE = at(`(?<sign>\\s?${DASH}\\s?)(?<number>${NUMBER})`);
const NEXT_IN_LIST = at(`(?<sign>\\s?${DASH}\\s?|\\s+to\\s+|\\s*[,;&]\\s*(?:(?:and|or|a|ac)\\s+)?|\\s+(?:and|or|a|ac)\\s+)(?<number>${NUMBER})`);
const NAMES = "january february march april may june july august september october november december".split(" ");
const ORDINAL = "(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)";
const YEAR = at(`(?:19|20)\\d\\d${NOT_W}`);
const AFTER_MONTH = at(`(\\d{1,2})(${ORDINAL})?(?:,?\\s{1,2}(\\d{4}))?(?![\\p{L}\\p{N}_:])`, "uyi");
const BRITISH = at("(\\d{1,2})\\s?([/.‐‑–\\-])\\s?(\\d{1,2})\\s?\\2\\s?(\\d{4}|\\d\\d)(?![\\d/\\-])");
const ISO = at("(\\d{4})([\\-/])(\\d\\d)\\2(\\d\\d)(?![\\d/\\-])");
const GAP = "[ \u00a0.‐‑–\\-]{0,3}";
const TELEPHONE = at(`(?:(?:00)?44\\)?${GAP}(?:\\(0\\)|0)?${GAP})?\\(?0?[1-9]\\d{1,10}\\)?(?:${GAP}\\(?\\d{2,8}\\)?){0,4}${NOT_W}`);
const SHORT = new Set(["08001111", "08454647"]);
const THOUSANDS = at(`\\d{1,3}(?:([,\u00a0\u2009\u202f])\\d{3})(?:\\1\\d{3})*(?![\\p{L}\\p{N}_,]${W}?)`);
let months = {}, dayFirst;

export const isLetter = (sign) => /^\p{L}$/u.test(sign ?? "");
export const isLetterOrDigit = (sign) => /^[\p{L}\p{N}]$/u.test(sign ?? "");
export const isDigit = (sign) => /^\d$/.test(sign ?? "");

export function match(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

// The names of months come with the index: English and Welsh, whole and short.
export function useMonths(table) {
  months = table;
  const names = Object.keys(table).sort((one, other) => other.length - one.length).join("|");
  dayFirst = at(`(\\d{1,2})${ORDINAL}?(?:\\s+of)?[\\s.‐‑–\\-]{0,3}(${names})${NOT_W}\\.?(?:,?\\s{1,2}(?:of\\s+)?['’]?(\\d{4}|(?<=['’])\\d\\d)(?!\\d)|[\\-–.]?(\\d{4}|(?<=[\\-–])\\d\\d)(?!\\d))?`, "uyi");
}

export const form = (start, end, main, more = {}) => ({ start, end, main, others: [], also: [], each: [], isInPlace: false, ...more });

export function numberForm(text, place, end, after) {
  const [begin, word] = wordBefore(text, place, after);
  if (Object.hasOwn(ONE, word) || Object.hasOwn(SEVERAL, word)) {
    const found = provision(text, place, begin, word);
    if (found) return found;
  } else if (Object.hasOwn(months, word)) {
    const found = afterMonth(text, place, begin, word);
    if (found) return found;
  }
  const before = place > after ? text[place - 1] : " ";
  if (isLetterOrDigit(before) || ("/.-–,".includes(before) && place - 1 > after && isDigit(text[place - 2]))) return null;
  return byWhatFollows(text, place, end, after);
}

function wordBefore(text, place, after) {
  const begin = Math.max(after, place - LONGEST_WORD);
  const near = text.slice(begin, place).replace(/[ .,\n\t\u00a0]+$/u, "");
  if (begin + near.length < place - MOST_BETWEEN) return [place, ""];
  let word = near.split(/\s+/u).filter(Boolean).at(-1) ?? "";
  if (!/^\p{L}+$/u.test(word)) {
    const found = /(?:\p{L}+|§+)$/u.exec(word);
    if (!found || /['’]$/u.test(word.slice(0, found.index))) return [place, ""];
    word = found[0];
  }
  return [begin + near.length - word.length, word.toLowerCase()];
}

function byWhatFollows(text, place, end, after) {
  const following = text[end] ?? "";
  if (end - place <= 2 || following === "-" || following === "/") {
    const beside = text.slice(end, end + 2).trim()[0] ?? "";
    if ((beside && "/.-–‐‑".includes(beside)) || isLetter(beside)) {
      const found = day(text, place);
      if (found) return found;
    }
  }
  if (text[place] === "0" || text[place - 1] === "+") {
    const found = telephone(text, place, after);
    if (found) return found;
  }
  return following && ",\u00a0\u2009\u202f".includes(following) && end - place <= 3 ? thousands(text, place) : null;
}

const unspaced = (text) => text.replace(/\s+/gu, "");

function provision(text, place, begin, word) {
  const first = match(PROVISION, text, place);
  if (!first) return null;
  const name = ONE[word] ?? SEVERAL[word];
  const numbers = [first[0]], between = [];
  let end = place + first[0].length, more;
  const following = Object.hasOwn(SEVERAL, word) ? NEXT_IN_LIST : NEXT_IN_RANGE;
  while (numbers.length < MOST_IN_LIST && (more = match(following, text, end))) {
    numbers.push(more.groups.number);
    if (IS_RANGE.test(more.groups.sign)) between.push(...inside(...numbers.slice(-2)));
    end = more.index + more[0].length;
  }
  const named = numbers.map((number) => `${name} ${unspaced(number)}`);
  const main = [named[0], ...numbers.slice(1).map(unspaced)].join(" and ");
  const also = [...named.slice(1), ...between.map((number) => `${name} ${number}`)];
  return form(begin, end, main, { also, each: named.length > 1 ? named : [] });
}

function inside(first, last) {
  const isWhole = /^\d+$/.test(first) && /^\d+$/.test(last) && last - first <= WIDEST_RANGE;
  return isWhole ? Array.from({ length: Math.max(last - first - 1, 0) }, (_, more) => String(Number(first) + 1 + more)) : [];
}

function day(text, place) {
  let found = match(ISO, text, place);
  if (found) return dated(place, found, found[1], found[3], found[4]);
  if ((found = match(BRITISH, text, place))) return dated(place, found, found[4], found[3], found[1]);
  if ((found = match(dayFirst, text, place)) && found[1] >= 1 && found[1] <= 31) {
    return form(place, place + found[0].length, said(Number(found[1]), months[found[2].toLowerCase()], found[3] ?? found[4] ?? ""));
  }
  return null;
}

function dated(place, found, year, month, dayOfIt) {
  const full = Number(year) + (year.length === 2 ? 2000 : 0);
  const on = new Date(Date.UTC(2000, month - 1, dayOfIt));
  on.setUTCFullYear(full, month - 1, dayOfIt);
  if (full < 1 || on.getUTCMonth() !== month - 1 || on.getUTCDate() !== Number(dayOfIt)) return null;
  const main = said(Number(dayOfIt), Number(month), String(full).padStart(4, "0"));
  return form(place, place + found[0].length, main, { others: [found[0].match(/\d+/gu).join(" ")] });
}

const said = (dayOfIt, month, year) => `${dayOfIt} ${NAMES[month - 1]} ${year.length === 2 ? `20${year}` : year}`.trimEnd();

function afterMonth(text, place, start, word) {
  const year = match(YEAR, text, place);
  if (year) return form(start, place + year[0].length, `${NAMES[months[word] - 1]} ${year[0]}`);
  const found = match(AFTER_MONTH, text, place);
  if (!found || found[1] < 1 || found[1] > 31) return null;
  const isDay = found[2] || found[3] || /^\p{Lu}$/u.test(text[start]);
  return isDay ? form(start, place + found[0].length, said(Number(found[1]), months[word], found[3] ?? "")) : null;
}

function telephone(text, place, after) {
  const isAbroad = text.startsWith("0044", place) || (place > after && text[place - 1] === "+");
  if (!isAbroad && text[place] !== "0") return null;
  const found = match(TELEPHONE, text, place);
  if (!found) return null;
  const groups = [...found[0].matchAll(/\d+/gu)].map((one) => [place + one.index, place + one.index + one[0].length]);
  for (let last = groups.length; last > 0; last--) {
    const some = groups.slice(0, last).map(([from, to]) => text.slice(from, to));
    const whole = national(some.join(""), isAbroad);
    if (!whole || !groups.slice(1, last).every((one, which) => one[0] - groups[which][1] <= 3)) continue;
    const end = groups[last - 1][1];
    let start = place;
    while (start > after && (text[start - 1] === "+" || (text[start - 1] === "(" && text.slice(place, end).includes(")")))) start--;
    return form(start, end, whole, { others: [some.join(" ")] });
  }
  return null;
}

function national(figures, isAbroad) {
  if (isAbroad) {
    if (!/^(?:00)?44/.test(figures)) return "";
    figures = "0" + figures.replace(/^00/, "").replace(/^44/, "").replace(/^0+/, "");
  }
  return figures.length === 10 || figures.length === 11 || SHORT.has(figures) ? figures : "";
}

function thousands(text, place) {
  const found = match(THOUSANDS, text, place);
  return found ? form(place, place + found[0].length, found[0].match(/\d+/gu).join("")) : null;
}
