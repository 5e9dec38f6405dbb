// Arrow keys lead from day to day of the month, Home and End to the ends of a week; every link is reached by Tab as well.
"use strict";

(() => {
  const table = document.querySelector("[data-days]");
  if (!table) return;
  const days = [...table.querySelectorAll("td[id]")];
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  for (const day of days) day.tabIndex = -1;

  const aim = (day, key) => {
    const at = days.indexOf(day);
    if (key in STEPS) return days[at + STEPS[key]];
    const week = [...day.parentElement.querySelectorAll("td[id]")];
    return key === "Home" ? week[0] : key === "End" ? week[week.length - 1] : null;
  };

  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const day = event.target.closest("td[id]");
    const next = day && aim(day, event.key);
    if (!next) return;
    event.preventDefault();
    (next.querySelector("a") ?? next).focus();
  });
})();
