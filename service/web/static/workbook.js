// How many corrections of a workbook are ticked, on the button that applies them.
"use strict";
(() => {
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
