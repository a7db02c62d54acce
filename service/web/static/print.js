// What a link cannot do on the printed map: open the browser's dialog for printing, and tell the time here.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  // In English the day stands before the month, as the server writes it.
  const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  if (!Number.isNaN(at.getTime())) time.textContent = at.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}
