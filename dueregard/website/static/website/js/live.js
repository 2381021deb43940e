// Keeps the parts of a page marked data-live current: fetches the page again every few seconds and swaps those parts in.
// Without it the page says how far things are when it is loaded, and offers a link to load it again.
const every = 4000;

async function renew() {
  const live = [...document.querySelectorAll("[data-live][id]")];
  if (!live.length || document.hidden || live.some((part) => part.contains(document.activeElement))) return live.length > 0;
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "live" } });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of live) {
    const fresh = page.getElementById(part.id);
    if (!fresh) continue;
    if (fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    if (!fresh.hasAttribute("data-live")) part.removeAttribute("data-live");
  }
  return true;
}

async function keep() {
  let more = true;
  try { more = await renew(); } catch { /* the network is away for a moment: ask again */ }
  if (more) setTimeout(keep, every);
}

setTimeout(keep, every);
