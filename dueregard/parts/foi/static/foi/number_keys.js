// Tells the page of a number key ("number-key"), unless somebody types or has switched the keys off on this device: the
// switch stands on the page. See WCAG 2.1.4. What a number does, says the script of the page.
const KEPT = "number-keys-off";
const place = document.getElementById("number-keys");
const use = place?.querySelector("input");
const isOff = () => { try { return localStorage.getItem(KEPT) === "1"; } catch { return false; } };
const show = () => { for (const mark of document.querySelectorAll("kbd.choice-key")) mark.hidden = !use.checked; };

if (use) {
  place.hidden = false;
  use.checked = !isOff();
  show();
  use.addEventListener("change", () => {
    try { use.checked ? localStorage.removeItem(KEPT) : localStorage.setItem(KEPT, "1"); } catch { /* for this page only */ }
    show();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, select, input:not([type=checkbox]), [contenteditable]");
    if (typing || !use.checked || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    document.dispatchEvent(new CustomEvent("number-key", { detail: Number(event.key) }));
  });
}
