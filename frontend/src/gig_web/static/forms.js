// A form that is on its way is not sent a second time, however often it is clicked.
"use strict";

(() => {
  const WAIT = 6000; // milliseconds: longer than the planner takes to answer; after it people may try again

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, WAIT);
  });

  // A page that the browser brings back from its memory starts anew.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();

// Accounts begin with the time zone of the browser.
for (const field of document.querySelectorAll("[data-time-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// A password can be looked at while it is typed; it is hidden again before it is sent, so that no browser keeps it as text.
for (const box of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(box.dataset.reveal);
  const show = () => { field.type = box.checked ? "text" : "password"; };
  box.closest("label").hidden = false;
  box.checked = false;
  box.addEventListener("change", show);
  field.form.addEventListener("submit", () => { box.checked = false; show(); });
}

// A link is copied where the browser lets a script do so; it can be selected anyway.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    const said = document.getElementById(button.getAttribute("aria-controls"));
    said.textContent = await navigator.clipboard.writeText(field.value).then(() => "Copied.", () => "Press Ctrl+C to copy it.");
  });
}
