// Offers the device's own way of passing a page on. No other host hears of it; without it the address can be copied.
for (const place of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) break;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    const address = document.querySelector("[data-copy]")?.textContent.trim() ?? location.href;
    navigator.share({ title: document.title, url: address }).catch(() => { /* the reader changed their mind */ });
  });
}
