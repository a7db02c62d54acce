// What the pages need beyond links and forms: keys, the search over the 18, boxes on pages, uploads.
// Text that comes from documents or the service is only ever set as textContent.
"use strict";
(() => {
  const $ = (query, within = document) => within.querySelector(query);
  const $$ = (query, within = document) => [...within.querySelectorAll(query)];
  // The page's language; in English the day stands before the month, as the server writes it.
  const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  // Which line to show when the next part of the table has come.
  let edge = "";
  document.documentElement.classList.add("scripted");
  const isSmall = matchMedia("(max-width: 760px)").matches;
  // Notes that were begun and not yet saved with an answer, by row.
  const drafts = new Map();

  function dress(root) {
    const note = $("#beside .note[name]");
    if (note && drafts.has(shownRow())) note.value = drafts.get(shownRow());
    window.petakota.dressPictures(root);
    for (const time of $$("time[datetime]", root)) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime()))
        time.textContent = at.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
    }
    markCurrent();
    preview();
  }

  // On a wide screen a row is always shown beside the table.
  function preview() {
    if (!$("#lines") || !matchMedia("(min-width: 1100px)").matches) return;
    const all = lines();
    if (all.length && !shownRow() && !edge && !asked && !preview.isAsked) {
      preview.isAsked = true;
      htmx.ajax("GET", $("a.open", all[0]).getAttribute("hx-get"), { target: "#beside", swap: "innerHTML" }).then(() => { preview.isAsked = false; });
    }
  }

  // ---- the table: which row is shown, moving between rows

  const lines = () => $$("#lines tr[data-row]");
  const shownRow = () => $("#beside article.row")?.dataset.row;

  // The row that was asked for and has not come yet, and a key that was pressed for it.
  let asked = "", held = "", typed = "";
  // The row was closed while it was still coming.
  let isClosed = false;

  function markCurrent() {
    if (asked === shownRow()) asked = "";
    const id = asked || shownRow();
    for (const line of lines()) {
      const isIt = line.dataset.row === id;
      line.classList.toggle("current", isIt);
      const link = $("a.open", line);
      if (isIt) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    $(".split")?.classList.toggle("has-row", Boolean(shownRow()));
    if ($(".list")) $(".list").inert = isCovering();
  }

  // On a narrow screen the row covers the table.
  const isCovering = () => Boolean($(".split.has-row")) && matchMedia("(max-width: 1099px)").matches;

  let wanted = 0;
  function showLine(line) {
    asked = line.dataset.row;
    held = typed = "";
    isClosed = false;
    for (const other of lines()) other.classList.toggle("current", other === line);
    const link = $("a.open", line);
    link.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
    clearTimeout(wanted);
    // A key held down passes rows by without asking for each.
    wanted = setTimeout(() => htmx.ajax("GET", link.getAttribute("hx-get"), { target: "#beside", swap: "innerHTML" }), 60);
    const next = line.nextElementSibling?.dataset.picture;
    if (next && next !== line.dataset.picture) new Image().src = next;
  }

  function move(step) {
    const all = lines();
    if (!all.length) return;
    const at = all.findIndex((line) => line.classList.contains("current"));
    const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    if (all[to]) return showLine(all[to]);
    const more = $(step > 0 ? '.pager a[rel="next"]' : '.pager a[rel="prev"]');
    if (more) {
      edge = step > 0 ? "first" : "last";
      more.click();
    }
  }

  function countChosen() {
    const bulk = $(".bulk");
    if (!bulk) return;
    const n = $$("#lines .pick input:checked").length;
    bulk.classList.toggle("on", n > 0);
    $("[data-n]", bulk).textContent = String(n);
    const all = $("[data-all]");
    if (all) {
      all.checked = n > 0 && n === lines().length;
      all.indeterminate = n > 0 && n < lines().length;
    }
  }

  function closeRow() {
    asked = held = typed = "";
    isClosed = true;
    clearTimeout(wanted);
    const line = $("#lines tr.current");
    $("#beside").replaceChildren();
    markCurrent();
    if (line) $("a.open", line).focus();
  }

  // ---- search over the subdimensions

  function options(combo) {
    return $$('[role="option"]', document.getElementById(combo.getAttribute("aria-controls")));
  }
  const visible = (combo) => options(combo).filter((one) => !one.hidden);

  function openList(combo) {
    document.getElementById(combo.getAttribute("aria-controls")).hidden = false;
    combo.setAttribute("aria-expanded", "true");
    narrow(combo);
  }
  // What no name, scope or example holds the model may still place: "banjir", "masjid".
  let askedFor = "";
  async function suggest(combo) {
    const words = combo.value.trim(), all = options(combo);
    if (words.length < 3 || words === askedFor) return;
    askedFor = words;
    try {
      const answer = await fetch("/api/v1/classify", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ texts: [words] }),
      });
      const [found] = (await answer.json()).predictions;
      if (combo.value.trim() !== words) return;
      const ids = [found.subdimension, ...found.alternatives.map((one) => one.subdimension)];
      for (const one of all) one.hidden = !ids.includes(one.dataset.id);
      activate(combo, all.find((one) => one.dataset.id === ids[0]));
      said(combo);
    } catch { /* the list says that nothing matches */ } finally {
      if (askedFor === words) askedFor = "";
    }
  }
  function said(combo) {
    document.getElementById(combo.getAttribute("aria-controls")).classList.toggle("none", !visible(combo).length);
  }
  function closeList(combo) {
    document.getElementById(combo.getAttribute("aria-controls")).hidden = true;
    combo.setAttribute("aria-expanded", "false");
    combo.removeAttribute("aria-activedescendant");
  }
  function activate(combo, option) {
    for (const one of options(combo)) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      combo.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else combo.removeAttribute("aria-activedescendant");
  }
  function narrow(combo) {
    const asked = combo.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of options(combo)) one.hidden = !asked.every((word) => one.dataset.search.includes(word));
    activate(combo, visible(combo)[0]);
    said(combo);
    if (!visible(combo).length) suggest(combo);
  }
  function take(combo, option) {
    if (!option) return;
    answer(combo.form, option.dataset.id);
  }
  function answer(form, subdimension) {
    // htmx would give the field the focus again, and keys would be written into it.
    document.activeElement.blur();
    const given = document.createElement("button");
    given.name = "subdimension";
    given.value = subdimension;
    given.hidden = true;
    form.append(given);
    given.click();
    setTimeout(() => given.remove());
  }

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".combo")) openList(event.target);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(".combo")) closeList(event.target);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".combo")) openList(event.target);
    if (event.target.matches?.(".row .note")) drafts.set(shownRow(), event.target.value);
  });
  // The search has asked already as it was written: leaving the field asks nothing new.
  document.addEventListener("change", (event) => { if (event.target.id === "text") event.stopPropagation(); }, true);
  // Before the field loses the focus, which closes the list.
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.('[role="option"]');
    if (!option || event.button) return;
    event.preventDefault();
    const combo = $(`[aria-controls="${option.parentElement.id}"]`);
    take(combo, option);
  });

  function comboKey(event) {
    const combo = event.target, all = visible(combo);
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") activate(combo, all[Math.min(at + 1, all.length - 1)]);
    else if (event.key === "ArrowUp") activate(combo, all[Math.max(at - 1, 0)]);
    else if (event.key === "Enter") take(combo, all[at]);
    else if (event.key === "Escape") combo.blur();
    else return;
    event.preventDefault();
  }

  let isNarrow = false;
  function narrowFilters(hide = !isNarrow) {
    isNarrow = $("#narrow").hidden = hide;
    $("[data-narrow]").setAttribute("aria-expanded", String(!hide));
  }

  // ---- keys

  // What answers a row; done when the row that is marked is the row that is shown.
  function answering(key) {
    const form = $("#beside .answering");
    if (!form) return false;
    if (asked && asked !== shownRow()) {
      held = key;
      return true;
    }
    const does = key === "Enter" ? $(".combo", form) : key === "n" ? $(".note[name]", form) : $(`[data-key="${key}"]`, form);
    if (!does) return false;
    // What has come in this moment htmx knows only after this.
    htmx.process(form);
    if (/^[0-3]$/.test(key)) does.click();
    else does.focus();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A key that is held down goes through rows, and answers none unseen.
    if (event.repeat && event.key === "Enter") return event.preventDefault();
    if (event.target.matches(".combo")) return comboKey(event);
    if ($("dialog[open]")) return;
    // What is typed after "n" or Enter is meant for the field that is still coming.
    if ((held === "n" || held === "Enter") && (event.key.length === 1 || /^(Backspace|Enter)$/.test(event.key))) {
      if (event.key !== "Enter") typed = event.key === "Backspace" ? typed.slice(0, -1) : typed + event.key;
      return event.preventDefault();
    }
    if (event.target.matches("input.note") && event.key === "Enter") {
      // A note alone confirms nothing: the answer is chosen next.
      event.preventDefault();
      $(".combo")?.focus();
      return;
    }
    const isField = event.target.matches('input:not([type="checkbox"]), select, textarea');
    if (isField) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key, isPaper = event.target.matches(".paper");
    if (event.repeat && !/^Arrow|^[jk]$/.test(key)) return;
    const isControl = event.target.matches("button, summary, a:not(.open):not(.box), .paper, [type=checkbox]");
    const line = event.target.closest("#lines tr[data-row]");
    if (key === "ArrowDown" || key === "j") { if (!$("#lines") || isPaper) return; move(1); }
    else if (key === "ArrowUp" || key === "k") { if (!$("#lines") || isPaper) return; move(-1); }
    else if (key === "Enter") {
      if (isControl) return;
      if (line && line.dataset.row !== (asked || shownRow())) showLine(line);
      else if (!answering(key)) return;
    }
    else if (/^[0-3n]$/.test(key)) { if (!answering(key)) return; }
    else if (key === "u") { const undo = $("#toast .undo") || $(".last .undo"); if (!undo) { if (!askLast()) return; } else { htmx.process(undo); undo.requestSubmit(); } }
    else if (key === "e") { const edit = $("[data-edit-all]"); if (!edit) return; edit.click(); }
    else if (key === "b") { const add = $(".add-row"); if (!add) return; add.click(); }
    else if (key === "s") { const skip = $("[data-skip]"); if (!skip) return; skip.click(); }
    else if (key === "x") { const pick = $("#lines tr.current .pick input"); if (!pick) return; pick.click(); }
    else if (key === "z") { const zoom = $("[data-zoom]"); if (!zoom) return; zoom.click(); }
    else if (key === "/") { const text = $("#text"); if (!text) return; text.focus(); text.select(); }
    else if (key === "?") $("#keys").showModal();
    else if (key === "Escape") { if ($("#lines") && shownRow()) closeRow(); else return; }
    else return;
    event.preventDefault();
  });

  // After the page was loaded again it does not show what was done: what this person answered last is asked for.
  function askLast() {
    if (!$("#asking")) return false;
    htmx.ajax("GET", `/answers/last?screen=${$("#review") ? "review" : "table"}`, { target: "#asking", swap: "innerHTML" });
    return true;
  }

  // ---- clicks

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest("[data-open]")) document.getElementById(target.closest("[data-open]").dataset.open).showModal();
    if (target.closest("[data-close-row]")) closeRow();
    if (target.closest("[data-narrow]")) narrowFilters();
    const meaning = target.closest("[data-meaning]");
    if (meaning && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      $("#meaning-body").replaceChildren();
      htmx.ajax("GET", meaning.dataset.meaning, { target: "#meaning-body", swap: "innerHTML" }).then(() => {
        if ($("#meaning-body").children.length && !$("#meaning").open) $("#meaning").showModal();
      });
    }
    // Anywhere on a line opens it.
    const line = target.closest("#lines tr[data-row]");
    if (line && !target.closest("a, input, button, label")) $("a.open", line).click();
    for (const open of $$("details.drop[open]")) if (!open.contains(target)) open.open = false;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      for (const one of $$("#lines .pick input")) one.checked = event.target.checked;
      countChosen();
    } else if (event.target.matches("#lines .pick input")) countChosen();
    else if (event.target.matches("[data-submit] *")) event.target.form.requestSubmit();
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("#who[open]")) $("input", event.target).focus();
  }, true);
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.ask, back = event.target.elements.back;
    if (question && !confirm(question)) event.preventDefault();
    // Filters may have changed since the page was made.
    if (back) back.value = location.pathname + location.search;
  });

  // ---- what comes back

  // What was asked for last is shown, in whatever order answers come.
  let latest = "";
  const showsRow = (detail) => detail.target?.id === "beside" && detail.requestConfig?.verb === "get";
  document.addEventListener("htmx:beforeRequest", (event) => {
    $("#trouble").replaceChildren();
    if (showsRow(event.detail)) latest = event.detail.pathInfo.requestPath;
    const row = event.detail.elt.closest?.("[data-row]:is(tr, .box)");
    if (row && event.detail.target?.id === "beside") {
      if (asked !== row.dataset.row) held = typed = "";
      isClosed = false;
      asked = row.dataset.row;
      markCurrent();
    }
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (showsRow(event.detail) && (isClosed || event.detail.pathInfo.requestPath !== latest)) {
      event.detail.shouldSwap = false;
      return;
    }
    const form = event.detail.requestConfig?.elt;
    if (!form?.matches?.(".answering, .undo, #bulk, .facts-form, .repairing, .asks, [data-edits-many]") || event.detail.target?.id === "review") return;
    // Lines of other parts of the table came too; htmx would call it an error that they are not here.
    event.detail.serverResponse = event.detail.serverResponse.replace(/<tr id="(r-\w+)"[^]*?<\/tr>/g, (line, id) =>
      document.getElementById(id) ? line : "");
    if (form.matches(".undo")) {
      // The row of what is taken back is shown again, wherever the planner has gone since.
      if (form.elements.row?.value) { asked = ""; clearTimeout(wanted); }
      return;
    }
    // The planner has gone on to another row: that one stays, and only lines and figures change.
    const row = form.closest("article.row")?.dataset.row ?? (form.form ?? form).elements.row?.value;
    if (event.detail.target?.id === "beside" && form.id !== "bulk" && row && row !== (asked || shownRow())) event.detail.swapOverride = "none";
  });
  for (const kind of ["htmx:responseError", "htmx:sendError"])
    document.addEventListener(kind, () => { asked = held = typed = ""; markCurrent(); });
  document.addEventListener("htmx:afterSwap", (event) => {
    dress(event.target.isConnected ? event.target : document);
    if (event.detail.target?.id === "rows") {
      countChosen();
      // No key may answer a row of which nothing is seen: one that a search has left out goes.
      const isThere = lines().some((line) => line.dataset.row === shownRow());
      if (shownRow() && !isThere && !edge && $("#beside")) {
        $("#beside").replaceChildren();
        markCurrent();
        preview();
      }
      $("#told").textContent = $("#rows .over p")?.textContent.trim() ?? $("#rows .empty b")?.textContent.trim() ?? "";
      if (isSmall && isNarrow) narrowFilters(true);
    }
    if (event.detail.target?.id === "beside") {
      if (held && !asked) {
        const key = held, words = typed;
        held = typed = "";
        if (answering(key) && words) {
          const field = document.activeElement;
          field.value += words;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }
      }
      if (isCovering()) $("#beside").focus({ preventScroll: true });
    }
    if (edge && event.detail.target?.id === "rows" && lines().length) {
      showLine(edge === "first" ? lines()[0] : lines().at(-1));
      edge = "";
    }
  });
  // Only then are the attributes of what came its own: what was set before is written over.
  document.addEventListener("htmx:afterSettle", markCurrent);
  let fading = 0;
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    dress(event.target.isConnected ? event.target : document);
    countChosen();
    if (event.target.id !== "toast" && !$("#toast").contains(event.target)) return;
    $("#toast").classList.remove("gone");
    $("#told").textContent = $("#toast p")?.textContent ?? "";
    clearTimeout(fading);
    fading = setTimeout(fade, 6000);
  });
  // It only goes out of sight, as the key takes the last answer back later too; not while it is looked at.
  function fade() {
    const toast = $("#toast");
    if (toast.matches(":hover, :focus-within")) fading = setTimeout(fade, 3000);
    else toast.classList.add("gone");
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    // A question that came back instead leaves what is ticked: the answer to it may be no.
    const isQuestion = Boolean(event.detail.xhr?.getResponseHeader("HX-Retarget"));
    if (event.detail.elt.id === "bulk" && event.detail.successful && !isQuestion) {
      $$("#lines .pick input, [data-all], [name=everything]").forEach((one) => { one.checked = false; });
      $(".bulk select").value = "";
      countChosen();
      const link = $("#lines tr.current a.open");
      if (link) htmx.ajax("GET", link.getAttribute("hx-get"), { target: "#beside", swap: "innerHTML" });
    }
    if (event.detail.elt.matches?.(".answering") && event.detail.successful)
      drafts.delete(event.detail.pathInfo.requestPath.split("/")[2]);
    if (event.detail.elt.matches?.(".answering, .undo") && event.detail.successful) {
      // The keys go on from here: the button that had the focus is gone.
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const line = $("#lines tr.current a.open");
        if (line) line.focus({ preventScroll: true });
        else $("#main").focus({ preventScroll: true });
      }, 60);
    }
  });
  function trouble(words) {
    const told = document.createElement("p");
    told.textContent = words;
    $("#trouble").replaceChildren(told);
  }
  document.addEventListener("htmx:responseError", (event) => {
    let words = "";
    // Answered or undone elsewhere meanwhile: the row as it is now.
    const row = shownRow();
    if (event.detail.xhr.status === 409 && row) {
      isClosed = false;
      if ($("#lines")) htmx.ajax("GET", `/rows/${row}?screen=table`, { target: "#beside", swap: "innerHTML" });
      else if ($("#review")) htmx.ajax("GET", `/review?row=${row}`, { target: "#review", select: "#review", swap: "outerHTML" });
    }
    try { words = JSON.parse(event.detail.xhr.responseText).detail; } catch { /* no problem details */ }
    trouble(words || `${event.detail.xhr.status}`);
  });
  document.addEventListener("htmx:sendError", () => trouble($("#trouble").dataset.silent));

  // What the scripts of rows need of the table.
  Object.assign(window.petakota, {
    lines,
    shownRow,
    showLine,
    forget() { held = typed = ""; },
    showRow(id) {
      isClosed = false;
      htmx.ajax("GET", `/rows/${id}?screen=table`, { target: "#beside", swap: "innerHTML" });
    },
  });

  // Back and forward: the table is asked for again, as it is kept nowhere.
  let seen = location.pathname + location.search;
  document.addEventListener("htmx:pushedIntoHistory", () => { seen = location.pathname + location.search; });
  addEventListener("popstate", () => { if (location.pathname + location.search !== seen) location.reload(); });
  if (isSmall && $("[data-narrow]")) narrowFilters();
  dress(document);
})();
