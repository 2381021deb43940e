// Fills in the code from a slip's square. It is behind the # of the address, which no browser sends, and is taken out at once.
const field = document.querySelector("[data-code]");
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[A-Za-z]{16}$/.test(code)) {
  field.value = code.match(/.{4}/g).join(" ");
  history.replaceState(null, "", location.pathname);
}
