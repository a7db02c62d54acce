// The name of the file that was chosen; how many corrections of it are ticked, on the button that applies them.
"use strict";
(() => {
  // The browser's own button speaks the browser's language: the label stands for it, and names the file.
  for (const input of document.querySelectorAll(".workbook-form input[type=file]")) {
    const shown = input.form.querySelector(".chosen");
    input.addEventListener("change", () => { shown.textContent = input.files[0]?.name ?? shown.dataset.none; });
  }
  const form = document.querySelector("#difference");
  if (!form) return;
  const shown = form.querySelector("#n-chosen");
  const button = form.querySelector("button.main");
  const count = () => {
    const n = form.querySelectorAll("input[name=change]:checked").length;
    shown.textContent = new Intl.NumberFormat(document.documentElement.lang).format(n);
    button.disabled = n === 0;
  };
  form.addEventListener("change", count);
  count();
})();
