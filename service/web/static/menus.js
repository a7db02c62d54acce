// Menus that open below their button, and the small forms in which a fact of a document is changed.
"use strict";
(() => {
  // Escape closes what is open before it means anything else.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const open = [...document.querySelectorAll("details.drop[open]")].at(-1);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // A form that would leave the window opens to the other side of its pencil.
  document.addEventListener("toggle", (event) => {
    const pop = event.target.matches?.(".edit[open]") && event.target.querySelector(".pop");
    if (!pop) return;
    pop.classList.remove("leftwards");
    pop.classList.toggle("leftwards", pop.getBoundingClientRect().right > document.documentElement.clientWidth);
  }, true);

  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".edit[open]")) event.target.querySelector("[name=value]").focus();
  }, true);

  let changed = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest?.("[data-facts]");
    if (form) changed = form.closest(".edit")?.querySelector("summary").id ?? "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.detail.elt?.matches?.("#about")) return;
    if (changed) document.getElementById(changed)?.focus({ preventScroll: true });
    changed = "";
    // Rows may have another agency, or other doubts.
    if (document.querySelector("#rows"))
      htmx.ajax("GET", location.pathname + location.search, { target: "#rows", select: "#rows", swap: "outerHTML" });
  });
})();
