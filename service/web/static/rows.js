// Rows: changed in place, split, answered one after the other; who answers is asked once.
"use strict";
(() => {
  const $ = (query, within = document) => within.querySelector(query);
  const $$ = (query, within = document) => [...within.querySelectorAll(query)];
  const { lines, shownRow, showLine, showRow, forget } = window.petakota;
  const ASKED = "petakota.name-asked";

  // ---- who answers, once before the first answer or change

  // Without storage, as in a private window of some browsers, it is asked once a page.
  let isAsked = false;
  function wasAsked() {
    try { return isAsked || localStorage.getItem(ASKED) === "1"; } catch { return isAsked; }
  }
  function noteAsked() {
    isAsked = true;
    try { localStorage.setItem(ASKED, "1"); } catch { /* asked again on the next page */ }
  }

  const WRITES = ".answering, .facts-form, .repairing, #bulk, #bulk [data-edits-many], .asks";
  document.addEventListener("htmx:confirm", (event) => {
    const dialog = $("#naming");
    const write = event.detail.verb === "post" && event.detail.elt.matches(WRITES);
    if (!dialog || !write || dialog.dataset.known || wasAsked()) return;
    event.preventDefault();
    dialog.returnValue = "";
    dialog.showModal();
    $("input", dialog).focus();
    dialog.addEventListener("close", async () => {
      const name = dialog.returnValue === "save" ? $("input", dialog).value.trim() : "";
      // Closed by Escape it is no answer: nothing is saved, and it is asked again.
      if (!dialog.returnValue) return;
      noteAsked();
      if (name) await introduce(name);
      event.detail.issueRequest(true);
    }, { once: true });
  });

  async function introduce(name) {
    const body = new URLSearchParams({ name, back: "/" });
    // The way back is not followed: this page stays.
    await fetch("/person", { method: "POST", body, redirect: "manual" }).catch(() => {});
    $("#naming").dataset.known = "1";
    const shown = $("#who summary");
    if (shown) shown.textContent = name;
    const field = $("#who input[name=name]");
    if (field) field.value = name;
  }

  // ---- after an answer the next doubtful row

  // The line that is answered, when it waited for an answer.
  let answered = null;
  function nextDoubtful(line) {
    const all = lines();
    const at = all.indexOf(line);
    return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find((other) => other.classList.contains("review"));
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.matches?.(".answering")) return;
    const line = $(`#lines tr[data-row="${shownRow()}"]`);
    answered = line?.classList.contains("review") ? line.dataset.row : null;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig?.elt;
    if (!form?.matches?.(".answering") || !answered || event.detail.xhr.status >= 400) return;
    const line = document.getElementById(`r-${answered}`);
    const next = line && nextDoubtful(line);
    // The row that was answered goes out of sight: only its line, the figures and what was done change.
    if (next && shownRow() === answered) {
      event.detail.swapOverride = "none";
      forget();
      showLine(next);
    }
    answered = null;
  });

  // ---- a row changed in place

  function focusFirst(form) {
    const field = $("textarea, select, input:not([type=hidden])", form);
    field?.focus();
    if (field?.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target?.id === "row-head") {
      const form = $("#row-head .facts-form");
      if (form) focusFirst(form);
    }
    if (target?.id === "adding" && $("#new-row")) $("#new-row input[name=x0]").focus({ preventScroll: true });
    if (target?.id === "asking" && $("#asking form")) $("#asking").showModal();
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".facts-form");
    if (!form || event.isComposing) return;
    const isName = event.target.matches("textarea[name=text]");
    const isWritten = event.target.matches("textarea") && !isName;
    if (event.key === "Enter" && form.matches("form") && (isName || (isWritten && (event.ctrlKey || event.metaKey)))) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      const cancel = $("[data-cancel], [data-cancel-new]", form);
      if (!cancel) return;
      event.preventDefault();
      event.stopPropagation();
      cancel.click();
    }
  }, true);

  document.addEventListener("click", (event) => {
    const splitter = event.target.closest?.(".splitter");
    if (splitter) split(splitter);
    // The field is not part of what comes back.
    if (event.target.closest?.('[data-clear="text"]')) $("#text").value = "";
    const link = event.target.closest?.("[data-copy]");
    if (link && navigator.clipboard && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      navigator.clipboard.writeText(link.href).then(() => { link.textContent = link.dataset.copied; }, () => { location.href = link.href; });
    }
    if (event.target.closest?.("[data-close-asking]") && $("#asking[open]")) {
      event.preventDefault();
      $("#asking").close();
    }
  });

  // The name as it is written, split where the cursor stands in it; at its end or start nothing is split.
  function split(button) {
    const field = $("textarea[name=text]", button.form);
    // Within a word, before it: no word is cut.
    const before = field.value.slice(0, field.selectionStart).replace(/\S+$/, (cut) => (/^\S/.test(field.value.slice(field.selectionStart)) ? "" : cut));
    // As the service stores it, without needless spaces.
    const at = before.split(/\s+/).filter(Boolean).join(" ").length + (/\s$/.test(before) ? 1 : 0);
    const values = { at: String(at), text: field.value };
    for (const name of ["screen", "within", "back"]) values[name] = button.form.elements[name].value;
    htmx.ajax("POST", button.form.getAttribute("action").replace(/edit$/, "split"), { source: button.form, target: "#beside", swap: "innerHTML", values });
  }

  // ---- what comes back

  // Rows came or went: the table is asked for again, as it is filtered and sorted now.
  document.addEventListener("rows-changed", () => {
    if (!$("#lines") && !$("#rows")) return;
    htmx.ajax("GET", location.pathname + location.search, { source: "#rows", target: "#rows", select: "#rows", swap: "outerHTML" });
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    // The form itself: what came back may have taken it away, and then the event is of its parent.
    const form = event.detail.requestConfig?.elt ?? event.detail.elt;
    if (!event.detail.successful || !form.matches) return;
    if (form.matches(".asks, #asking .undo")) $("#asking").close();
    // The way back that is shown is that of what was done last.
    if (form.matches(".answering, .undo") && $("#review")) $("#toast").replaceChildren();
    // Of many rows that were answered, changed or taken back one may be the row beside.
    const isOfMany = form.matches(".asks, #bulk [data-edits-many]") || (form.matches(".undo") && !form.elements.row?.value);
    if (isOfMany && shownRow() && $("#lines")) showRow(shownRow());
    if (form.matches(".asks, #bulk [data-edits-many]"))
      for (const box of $$("#lines .pick input, [data-all], [name=everything]")) {
        box.checked = false;
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }
  });
  // What opens below a button closes on Escape too, and the focus goes back to it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.many-edits[open], details.repairs[open]");
    if (!menu) return;
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    $("summary", menu).focus();
  }, true);
})();
