// Small steps with the page. Text becomes text, never markup.

export const byId = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) one.addEventListener(key.slice(2), value);
    else if (value === true) one.setAttribute(key, "");
    else if (value !== false && value !== undefined) one.setAttribute(key, value);
  }
  one.append(...children);
  return one;
}

export const fill = (selector, words) => document.querySelectorAll(selector).forEach((one) => (one.textContent = words));

export const reveal = (selector) => document.querySelectorAll(selector).forEach((one) => (one.hidden = false));

export function showStep(name) {
  for (const section of document.querySelectorAll("[data-step]")) section.hidden = section.dataset.step !== name;
  const title = document.querySelector(`[data-step="${name}"] h1`);
  title.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  return title;
}

// The error summary of the page: what happened, what is safe, what to do.
export function showTrouble(title, ...words) {
  const box = byId("trouble");
  box.replaceChildren(element("div", {}, element("h2", {}, title), ...words.map((one) => element("p", {}, one))));
  box.hidden = false;
  box.focus();
}

export const hideTrouble = () => (byId("trouble").hidden = true);

// An error at its field; "" takes it away.
export function fieldError(id, words) {
  const error = byId(`${id}-error`);
  error.textContent = words;
  const control = document.querySelector(`[aria-describedby~="${error.id}"]`);
  control.setAttribute("aria-invalid", String(words !== ""));
  control.closest(".field").classList.toggle("wrong", words !== "");
  if (words !== "") control.focus();
}
