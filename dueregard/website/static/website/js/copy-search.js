// Searches a copy of the site in the page: by the words' stems, best match first (BM25; words of a title count double).
// The index is in files beside the page, and only the pieces that a question needs are fetched.
"use strict";
(() => {
  const K1 = 1.2, B = 0.75, TITLE = 2, MOST = 10;
  const box = document.getElementById("search-words");
  const list = document.getElementById("results");
  const found = document.getElementById("found");
  const read = {};

  const piece = (name) => (read[name] ??= fetch(name).then((answer) => (answer.ok ? answer.json() : {})));
  const drawer = (word) => (/^[a-z0-9]{1,2}$/.test(word.slice(0, 2)) ? word.slice(0, 2) : "_");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const cut = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  async function stemOf(word) {
    for (const tried of [word, word.replace(/(ing|ed|es|s)$/, ""), `${word}s`]) {
      const words = await piece(`words/${drawer(tried)}.json`);
      if (Object.hasOwn(words, tried)) return words[tried];
    }
    return null;
  }

  const worth = (times, length, mean, rarity) =>
    times ? (rarity * times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / mean)) : 0;
  const rarity = (count, having) => Math.log(1 + (count - having + 0.5) / (having + 0.5));

  async function best(typed) {
    const { count, mean, at_once: atOnce, small } = await piece("index.json");
    const lengths = await piece("lengths.json");
    const words = [...new Set(cut(typed))];
    const telling = words.filter((word) => !small.includes(word));
    const stems = new Set();
    for (const word of telling.length ? telling : words) {
      const stem = await stemOf(word);
      if (stem !== null) stems.add(stem);
    }
    const scores = new Map();
    for (const stem of stems) {
      const having = (await piece(`stems/${drawer(stem)}.json`))[stem] ?? [];
      const inText = rarity(count, having.filter(([, text]) => text).length);
      const inTitle = rarity(count, having.filter(([, , title]) => title).length);
      for (const [number, text, title] of having) {
        const [score, has] = scores.get(number) ?? [0, 0];
        const more = worth(text, lengths[number][0], mean[0], inText) + TITLE * worth(title, lengths[number][1], mean[1], inTitle);
        scores.set(number, [score + more, has + (text ? 1 : 0)]);
      }
    }
    const all = [...scores].filter(([, [, has]]) => has === stems.size);
    const shown = all.length ? all : [...scores];
    shown.sort(([one, [score, has]], [other, [otherScore, otherHas]]) =>
      (all.length ? 0 : otherHas - has) || otherScore - score || one - other);
    const first = await Promise.all(shown.slice(0, MOST).map(async ([number]) =>
      (await piece(`things/${Math.floor(number / atOnce)}.json`))[number % atOnce]));
    return { first, many: shown.length };
  }

  function show({ first, many }) {
    list.replaceChildren(...first.map((thing) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const label = document.createElement("p");
      const text = document.createElement("p");
      link.href = thing.href;
      link.textContent = thing.title;
      label.className = "label";
      label.textContent = thing.label;
      text.textContent = thing.text;
      item.append(link, label, text);
      return item;
    }));
    found.textContent = many ? `${many} found; the best ${first.length} are shown.` : "Nothing has these words. Try fewer, or others.";
  }

  let asked = 0;
  async function search() {
    const turn = ++asked;
    const typed = box.value.trim();
    if (!typed) { list.replaceChildren(); found.textContent = ""; return; }
    try {
      const answer = await best(typed);
      if (turn === asked) show(answer);
    } catch {
      found.textContent = "The index could not be read. The copy must be served by a web server; a double click on the file is not enough.";
    }
  }

  let pause;
  box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 150); });
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(box.value)}`);
    search();
  });
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
})();
