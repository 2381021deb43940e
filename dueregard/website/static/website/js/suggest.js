// Offers titles while somebody types into the search of this page: a combobox with a list (WAI-ARIA 1.2).
// Without it the form works as it is. Words leave only with a pause in typing, in the body of a request of this site.
const PAUSE = 180; // milliseconds
const SHORTEST = 3;

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[name=q]");
  if (input) enhance(form, input);
}

function enhance(form, input) {
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-list`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const says = Object.assign(document.createElement("p"), { className: "hidden-visually" });
  says.setAttribute("role", "status");
  input.type = "text"; // a search field may not be a combobox
  input.enterKeyHint = "search";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  form.classList.add("suggests");
  form.append(list, says);
  let waiting = 0, asking = null, active = -1;

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    list.replaceChildren();
    move(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function move(to) {
    active = to;
    options().forEach((one, at) => one.setAttribute("aria-selected", String(at === to)));
    if (to < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options()[to].id);
      options()[to].scrollIntoView({ block: "nearest" });
    }
  }

  function stop() {
    clearTimeout(waiting);
    asking?.abort();
  }

  function show(found) {
    close();
    list.append(...found.map((one, at) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${at}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = one.href;
      const label = Object.assign(document.createElement("span"), { className: "quiet", textContent: one.label });
      option.append(one.title, " ", label);
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    says.textContent = found.length ? `${found.length} ${found.length === 1 ? "suggestion" : "suggestions"}. Use the arrow keys.` : "No suggestions.";
  }

  async function ask(typed) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(form.dataset.suggest, {
        method: "POST", body: new URLSearchParams({ q: typed }), credentials: "same-origin", cache: "no-store", referrerPolicy: "no-referrer", signal,
      });
      if (answer.ok && document.activeElement === input && input.value.trim() === typed) show((await answer.json()).found);
      else close();
    } catch (error) {
      if (error.name !== "AbortError") close(); // the network is away: the form still works
    }
  }

  function go(option) {
    stop();
    location.assign(option.dataset.href);
  }

  input.addEventListener("input", () => {
    stop();
    const typed = input.value.trim();
    if (typed.length < SHORTEST) {
      close();
      says.textContent = "";
    } else waiting = setTimeout(ask, PAUSE, typed);
  });

  input.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "ArrowDown" && last >= 0) move(active < last ? active + 1 : -1);
    else if (event.key === "ArrowUp" && last >= 0) move(active < 0 ? last : active - 1);
    else if (event.key === "Enter" && active >= 0) go(options()[active]);
    else {
      if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) move(-1);
      return;
    }
    event.preventDefault();
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
  input.addEventListener("blur", () => { stop(); close(); });
  form.addEventListener("submit", stop);
}
