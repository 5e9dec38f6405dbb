// The list follows what is typed and chosen; without a script the form's buttons do the same.
"use strict";

(() => {
  const WAIT = 250; // milliseconds without a key before the list is asked for
  const form = document.querySelector("[data-live]");
  const said = document.getElementById("said");
  let timer = 0;
  let asking = new AbortController();

  const wanted = () => {
    const given = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim());
    return `${form.action.split("?")[0]}?${new URLSearchParams(given)}`;
  };

  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("found");
    const found = document.getElementById("found");
    if (!fresh) return location.assign(wanted()); // another page: signed out, perhaps
    found.replaceWith(fresh);
    history.replaceState(history.state, "", fresh.dataset.address);
    said.textContent = fresh.dataset.said || fresh.querySelector("h2")?.textContent || "";
  };

  const ask = async () => {
    asking.abort(); // an older answer never overtakes this one
    asking = new AbortController();
    const mine = asking;
    const found = document.getElementById("found");
    found.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(wanted(), { signal: mine.signal, headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (mine.signal.aborted) return;
      if (!answer.ok) throw new Error(answer.status);
      show(html);
    } catch {
      if (mine.signal.aborted) return;
      found.removeAttribute("aria-busy");
      said.textContent = "The list did not change: no answer came. Press Search to try again.";
    }
  };

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };

  form.addEventListener("input", (event) => {
    if (!event.isComposing && event.target.matches("[type=search]")) soon(WAIT);
  });
  form.addEventListener("compositionend", () => soon(WAIT));
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[type=search]")) soon(0);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asking.abort(); // the page that follows has the answer
  });
})();
