// An import looks after itself: it shows how far it is, and goes on where it waits for the page alone.
// Without a script the page reloads by itself, and its buttons do the rest.
"use strict";

(() => {
  const WAIT = 1000; // milliseconds between two looks at what is worked on
  const PATIENCE = 5000; // after a look that got no answer
  const STEP = 0.25; // how much has to be done before it is said again
  const said = document.getElementById("said");
  const current = () => document.getElementById("import");
  let told = 0;
  let asking = new AbortController();

  const focusIn = (fresh, before) => {
    const same = before.id && document.getElementById(before.id);
    (same || fresh.querySelector("h1")).focus();
  };

  const moveOn = (old, fresh) => {
    const now = fresh.querySelector("progress");
    old.querySelector("progress").value = now.value;
    old.querySelector("label").textContent = fresh.querySelector("label").textContent;
    if (now.value - told < STEP) return;
    told = now.value;
    said.textContent = `${fresh.querySelector("label").textContent}, ${Math.round(told * 100)} %`;
  };

  const swap = (old, fresh, title) => {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(fresh);
    document.title = title;
    said.textContent = fresh.querySelector("[role=alert]") ? "" : fresh.dataset.said;
    told = 0;
    if (focused) focusIn(fresh, focused);
  };

  const show = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const [old, fresh] = [current(), page.getElementById("import")];
    if (!fresh) return location.reload(); // another page: signed out, perhaps
    const isSame = "atWork" in old.dataset && old.dataset.state === fresh.dataset.state;
    (isSame ? moveOn : swap)(old, fresh, page.title);
    goOn();
  };

  const ask = async (address, options) => {
    asking.abort();
    asking = new AbortController();
    const answer = await fetch(address, { ...options, signal: asking.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.text());
  };

  const look = async () => {
    try {
      await ask(location.href);
    } catch (error) {
      if (error.name === "AbortError") return;
      said.textContent = "No answer came. It is tried again.";
      setTimeout(look, PATIENCE);
    }
  };

  const press = async (form) => {
    try {
      await ask(form.action, { method: "POST", body: new FormData(form) });
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = "No answer came. Press the button to go on.";
    }
  };

  const goOn = () => {
    const form = current().querySelector("[data-press]");
    if ("atWork" in current().dataset) setTimeout(look, WAIT);
    else if (form) press(form);
  };

  if (!current()) return;
  document.addEventListener("submit", () => asking.abort()); // the page that follows has the answer
  goOn();
})();

// A file that is too large is told before it is sent; that a list is on its way is told while it is.
(() => {
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const [field, wrong] = [form.elements.file, document.getElementById("file-error")];

  form.addEventListener("submit", (event) => {
    const size = field.files[0]?.size ?? 0;
    const isTooLarge = size > Number(field.dataset.most);
    if (isTooLarge) {
      event.preventDefault();
      event.stopPropagation();
      wrong.textContent = "This file has more than 32 MB. Send it in several parts.";
      field.setAttribute("aria-invalid", "true");
      field.focus();
    } else {
      document.getElementById("said").textContent = "The list is on its way…";
    }
  });
  window.addEventListener("pageshow", () => { document.getElementById("said").textContent = ""; });
})();
