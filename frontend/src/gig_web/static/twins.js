// Says while somebody types whether there is one of that name already; without a script the form asks once it is sent.
"use strict";

(() => {
  const WAIT = 400; // milliseconds without a key before it is looked up
  const form = document.querySelector("[data-twins]");
  const shown = document.getElementById("twins");
  let timer = 0;
  let asking = new AbortController();

  const wanted = () => {
    const query = new URLSearchParams({ name: form.elements.name.value, city: form.elements.city.value, but: form.dataset.but });
    return `${form.dataset.twins}?${query}`;
  };

  const show = (fresh) => {
    if (fresh && fresh.textContent.trim() !== shown.textContent.trim()) shown.replaceChildren(...fresh.childNodes);
  };

  const ask = async () => {
    asking.abort(); // an older answer never overtakes this one
    asking = new AbortController();
    const { signal } = asking;
    if (!form.elements.name.value.trim()) return shown.replaceChildren();
    try {
      const answer = await fetch(wanted(), { signal, headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (answer.ok && !signal.aborted) show(new DOMParser().parseFromString(html, "text/html").getElementById("twins"));
    } catch {
      // no hint then: the form asks once it is sent
    }
  };

  form.addEventListener("input", (event) => {
    if (event.isComposing || !["name", "city"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asking.abort();
  });
})();
