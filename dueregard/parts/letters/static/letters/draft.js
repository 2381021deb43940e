// Keeps a draft in this browser, and only if its writer says so. Nothing is sent anywhere.
const form = document.querySelector("form[data-draft]");
const keep = document.querySelector("[data-keep]");
const NAME = form && `draft of ${form.dataset.draft}`;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "do"]);
const LATER = new Set(["text", "filled"]);  // a fresh page has no field for the whole text yet

function stored() {
  try { return JSON.parse(localStorage.getItem(NAME)); } catch { return null; }
}
function write() {
  if (!on.checked) return;
  const fields = [...new FormData(form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
  try { localStorage.setItem(NAME, JSON.stringify(fields)); says.textContent = "Kept on this device."; }
  catch { says.textContent = "This browser does not keep drafts."; on.checked = false; }
}
function carry(name, value) {
  const field = document.createElement("textarea");
  Object.assign(field, { name, value, hidden: true });
  form.append(field);
}
function restore(fields) {
  for (const box of form.querySelectorAll("input[type=checkbox][name]")) box.checked = false;
  for (const [name, value] of fields) {
    const found = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    if (!found.length && LATER.has(name)) carry(name, value);
    for (const field of found) {
      if (field.type === "checkbox" || field.type === "radio") field.checked ||= field.value === value;
      else if (field.type !== "hidden") field.value = value;
    }
  }
}
const on = keep?.querySelector("[data-keep-on]");
const says = keep?.querySelector("[data-keep-says]");
if (form && keep) {
  keep.hidden = false;
  const draft = stored();
  if (draft) {
    on.checked = true;
    if (!("sent" in form.dataset)) { restore(draft); says.textContent = "Your draft from this device is back."; } else write();
  }
  form.addEventListener("input", write);
  on.addEventListener("change", () => {
    if (on.checked) write();
    else { localStorage.removeItem(NAME); says.textContent = "Nothing is kept on this device."; }
  });
  keep.querySelector("[data-keep-clear]").addEventListener("click", () => {
    localStorage.removeItem(NAME);
    location.assign(location.pathname);
  });
}
