// The number beside a guess files the e-mail there, unless somebody is typing. Without this script the buttons do the same.
document.addEventListener("number-key", (event) => {
  document.querySelector(`[data-key="${event.detail}"]`)?.click();
});
