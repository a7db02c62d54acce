// What a link cannot do on the printed map: open the browser's dialog for printing, and tell the time here.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  const language = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  if (!Number.isNaN(at.getTime())) time.textContent = at.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}
