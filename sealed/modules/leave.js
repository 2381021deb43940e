// The way out: forgets what is on the page, and goes elsewhere in place of this page.

import { byId } from "./dom.js";

let unsaved = () => false;
let leaving = false;

export function leaveTo(exit) {
  if (!/^https:\/\//.test(exit)) return;
  for (const link of document.querySelectorAll("[data-leave]")) link.href = exit;
}

export function watchLeaving({ hasUnsaved, forget }) {
  unsaved = hasUnsaved;
  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const exit = link.href;
      leaving = true;
      forget();
      document.body.replaceChildren();
      location.replace(exit);
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });
  // A page that the browser kept whole would still hold what was typed.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  for (const form of document.forms) form.reset();
  byId("text").value = "";
  byId("code").value = "";
}
