// Works a deal out while it is typed: the planner is asked, so that page and script always agree; nothing is saved.
"use strict";

(() => {
  const WAIT = 400; // milliseconds without a key before it is asked
  const COUNTS = /^(deal_|act-\d+-(name|fee)$|venue$)/;
  const figures = document.querySelector("[data-deal]");
  const said = document.getElementById("deal-said");
  const form = figures.closest("form");
  let timer = 0;
  let asking = new AbortController();

  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    if (fresh.textContent.trim() === figures.textContent.trim()) return;
    figures.replaceChildren(...fresh.childNodes);
    said.textContent = (figures.querySelector(".break-even-line") ?? figures).textContent.trim();
  };

  const ask = async () => {
    asking.abort(); // an older answer never overtakes this one
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(figures.dataset.deal, { method: "POST", body: new FormData(form), signal, headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (answer.ok && !answer.redirected && !signal.aborted) show(html);
    } catch {
      // the figures stay as they were: the button below works them out anew
    }
  };

  form.addEventListener("input", (event) => {
    if (event.isComposing || !COUNTS.test(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asking.abort();
  });
})();
