// Keeps a copy of the help page on this device when its reader asks for it, and removes it with one tap.
// Nothing is kept before that. What was checked too long ago is hidden on a copy, as it is on the site.
const place = document.querySelector("[data-offline]");
const shelf = "help";

function hideWhatIsTooOld() {
  const today = new Date().toISOString().slice(0, 10);
  const old = [...document.querySelectorAll("[data-until]")].filter((way) => way.dataset.until < today);
  for (const way of old) way.hidden = true;
  if (old.length) document.querySelector("[data-too-old]").hidden = false;
}

async function show() {
  const kept = await caches.has(shelf);
  place.querySelector("[data-offline-keep]").hidden = kept;
  place.querySelector("[data-offline-remove]").hidden = !kept;
  if (kept) place.querySelector("[data-offline-says]").textContent = "A copy of this page is saved on this device. Anyone who uses the device can find it.";
}

async function keep() {
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href || one.src);
  const cache = await caches.open(shelf);
  await cache.addAll([location.pathname, ...parts]);
  await navigator.serviceWorker.register(place.dataset.worker, { scope: "/help/" });
  await show();
}

async function remove() {
  await caches.delete(shelf);
  for (const worker of await navigator.serviceWorker.getRegistrations()) {
    if (new URL(worker.scope).pathname === "/help/") await worker.unregister();
  }
  place.querySelector("[data-offline-says]").textContent = "The copy has been deleted from this device.";
  await show();
}

function fail() {
  place.querySelector("[data-offline-says]").textContent = "This browser could not save a copy. Nothing is saved. You can print the card instead.";
}

hideWhatIsTooOld();
if (place && window.isSecureContext && "serviceWorker" in navigator && "caches" in window) {
  place.hidden = false;
  place.querySelector("[data-offline-keep]").addEventListener("click", () => keep().catch(() => remove().finally(fail)));
  place.querySelector("[data-offline-remove]").addEventListener("click", () => remove().catch(fail));
  show();
}
