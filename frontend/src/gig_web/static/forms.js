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
