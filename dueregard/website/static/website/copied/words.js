// Words as the site's index compares them: small plain letters, and the English stem (Snowball's second Porter stemmer).
const MARKS = /[\u0300-\u036f\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ee]/gu;
const UNSEEN = /[\0\u00ad\u200b\u200c\u200d\u2060\ufeff]/gu;
const SAME = { "ا": "أإآٱٲٳ", "ي": "ىیېئۍ", "ك": "کڪڬ", "ه": "ةہھەۀۂۃ", "و": "ؤۆۇ" };
const LETTERS = new Map(Object.entries(SAME).flatMap(([plain, signs]) => [...signs].map((sign) => [sign, plain])));
const FOLDED = { "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "ı": "i" };
const LONGEST = 60;

export const clean = (text) => text.normalize("NFC").replace(UNSEEN, (sign) => (sign === "\0" ? " " : ""));

const shaped = (text) => text.replace(/[\ufb50-\ufdff\ufe70-\ufefc]/gu, (sign) => sign.normalize("NFKC"));
const digits = (text) => text.replace(/[٠-٩]/gu, (sign) => String(sign.charCodeAt(0) - 0x660))
  .replace(/[۰-۹]/gu, (sign) => String(sign.charCodeAt(0) - 0x6f0));
const fold = (text) => digits(shaped(text).replace(/./gu, (sign) => LETTERS.get(sign) ?? sign)).replace(MARKS, "");
const ascii = (text) => text.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(MARKS, "")
  .replace(/[æœøđðþłßı]/gu, (sign) => FOLDED[sign]);

export const plainWords = (text) => (fold(clean(text)).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [])
  .map(ascii).filter((word) => new TextEncoder().encode(word).length < LONGEST);
export const stemmedWords = (text) => plainWords(text).map(stem);

const KEPT = { skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli",
  early: "earli", only: "onli", singly: "singl" };
const AS_IS = new Set("sky news howe atlas cosmos bias andes".split(" "));
const DONE = new Set("inning outing canning herring earring evening proceed exceed succeed".split(" "));
const SECOND = { ational: "ate", tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", ization: "ize", izer: "ize",
  ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousness: "ous", ousli: "ous", iveness: "ive",
  iviti: "ive", biliti: "ble", bli: "ble", ogist: "og", fulli: "ful", lessli: "less" };
const THIRD = { ational: "ate", tional: "tion", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "" };
const FOURTH = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "al", "er", "ic"];
const HAS_VOWEL = /[aeiouy]/;

const shortAtEnd = (word) => /^[aeiouy][^aeiouy]$/.test(word) || /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || word.endsWith("past");
const endOf = (word, table) => Object.keys(table).filter((end) => word.endsWith(end)).sort((one, other) => other.length - one.length)[0];

function region(word, from) {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
}

function firstSteps(word, r1) {
  if (/^[^aeiouy]ying$/.test(word)) return [word[0] + "ie", true];
  if (word.endsWith("sses")) word = word.slice(0, -2);
  else if (/ie[ds]$/.test(word)) word = word.slice(0, word.length > 4 ? -2 : -1);
  else if (/[^us]s$/.test(word) && HAS_VOWEL.test(word.slice(0, -2))) word = word.slice(0, -1);
  if (DONE.has(word)) return [word, true];
  const ee = /eed(ly)?$/.exec(word);
  const ed = /(ingly|edly|ing|ed)$/.exec(word);
  if (ee) {
    if (ee.index >= r1) word = word.slice(0, ee.index) + "ee";
  } else if (ed && HAS_VOWEL.test(word.slice(0, ed.index))) {
    word = word.slice(0, ed.index);
    if (/(at|bl|iz)$/.test(word)) word += "e";
    else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word) && !/^[aeo]..$/.test(word)) word = word.slice(0, -1);
    else if (r1 >= word.length && shortAtEnd(word)) word += "e";
  }
  return [/.[^aeiouy][yY]$/.test(word) ? word.slice(0, -1) + "i" : word, false];
}

function lastSteps(word, r1, r2) {
  let end = endOf(word, { ...SECOND, ogi: "", li: "" });
  if (end && word.length - end.length >= r1) {
    const before = word.slice(0, -end.length);
    if (end === "ogi") word = before.endsWith("l") ? before + "og" : word;
    else if (end === "li") word = /[cdeghkmnrt]$/.test(before) ? before : word;
    else word = before + SECOND[end];
  }
  end = endOf(word, { ...THIRD, ative: "" });
  if (end && word.length - end.length >= r1) {
    if (end !== "ative") word = word.slice(0, -end.length) + THIRD[end];
    else if (word.length - end.length >= r2) word = word.slice(0, -end.length);
  }
  end = [...FOURTH, "ion"].filter((one) => word.endsWith(one)).sort((one, other) => other.length - one.length)[0];
  if (end && word.length - end.length >= r2 && (end !== "ion" || /[st]ion$/.test(word))) word = word.slice(0, -end.length);
  if (word.endsWith("e")) {
    const at = word.length - 1;
    return at >= r2 || (at >= r1 && !shortAtEnd(word.slice(0, -1))) ? word.slice(0, -1) : word;
  }
  return word.endsWith("ll") && word.length - 1 >= r2 ? word.slice(0, -1) : word;
}

export function stem(word) {
  if (word.length < 3 || AS_IS.has(word)) return word;
  if (Object.hasOwn(KEPT, word)) return KEPT[word];
  word = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const begin = /^(gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word);
  const r1 = begin ? begin[0].length : region(word, 0);
  const r2 = region(word, r1);
  const [first, isDone] = firstSteps(word, r1);
  return (isDone ? first : lastSteps(first, r1, r2)).toLowerCase();
}
