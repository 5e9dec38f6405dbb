// A diary that was not read for a day is read again while somebody looks at its page: once, in the background.
"use strict";

(async () => {
  const section = document.querySelector("#diary[data-due]");
  const form = section?.querySelector("[data-read-diary]");
  if (!form) return;
  delete section.dataset.due;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" } });
    if (!answer.ok) return; // the button is still there
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("diary");
    const busy = section.contains(document.activeElement) || section.querySelector("details[open]"); // somebody is at work in it
    if (!fresh || busy) return;
    section.replaceWith(fresh);
    fresh.querySelector("#diary-said").textContent = fresh.querySelector(".notice") ? "Their diary could not be read again." : "Their diary was read again.";
  } catch {
    // no connection: what is shown stays true, and the button is still there
  }
})();
