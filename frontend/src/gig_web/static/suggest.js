// Smoother with a script, whole without: single-letter keys, the focus kept, the card said aloud.
"use strict";

(() => {
  const WAIT = 500; // milliseconds before a new card takes a key
  const FOCUS = "suggest-focus";
  const FIELDS = "input, select, textarea, [contenteditable]";
  let shownAt = performance.now();

  const keysAreOn = () => document.querySelector("[data-keys]")?.dataset.keys === "on";

  const takesKey = (event) =>
    keysAreOn() && !event.defaultPrevented && !event.repeat && !event.isComposing &&
    !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey &&
    !event.target.closest?.(FIELDS) && performance.now() - shownAt >= WAIT;

  document.addEventListener("keydown", (event) => {
    if (!takesKey(event) || !/^[sdbvt]$/i.test(event.key)) return;
    const control = document.querySelector(`[aria-keyshortcuts="${event.key.toUpperCase()}"]:not(:disabled)`);
    if (!control) return;
    event.preventDefault();
    shownAt = Infinity; // this card is done with
    control.click();
  });

  document.addEventListener("click", (event) => {
    const again = event.target.closest?.("[id^=another-]");
    if (again) sessionStorage.setItem(FOCUS, JSON.stringify([again.id, window.scrollY]));
  });

  // After "Another …" the focus stays on the button, and the page where it was.
  const keepFocus = () => {
    const [id, top] = JSON.parse(sessionStorage.getItem(FOCUS) ?? "[]");
    sessionStorage.removeItem(FOCUS);
    if (!id) return;
    window.scrollTo(0, top);
    document.getElementById(id)?.focus({ preventScroll: true });
  };

  const say = () => {
    const words = [".done .said", "#card-title"].map((where) => document.querySelector(where)?.textContent.trim());
    document.getElementById("said").textContent = words.filter(Boolean).join(". ");
  };

  window.addEventListener("pageshow", (event) => {
    shownAt = performance.now();
    if (!event.persisted) keepFocus();
    setTimeout(say, 100); // a live region speaks only of what changes after it is there
  });
})();
