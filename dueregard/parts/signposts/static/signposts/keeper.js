// Answers from the kept copy when there is no network. With network it asks the site, and renews what is kept.
const shelf = "help";

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = (await caches.has(shelf)) ? await caches.open(shelf) : null;
  const kept = cache && await cache.match(request, { ignoreSearch: true });
  try {
    const fresh = await fetch(request);
    if (kept && fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (trouble) {
    if (kept) return kept;
    throw trouble;
  }
}
