// Pictures of pages: boxes of rows over them, their size, and a box that a person draws for a row to add.
"use strict";
(() => {
  const $ = (query, within = document) => within.querySelector(query);
  const $$ = (query, within = document) => [...within.querySelectorAll(query)];
  // Dots an inch of a page's picture, as the service draws it; boxes are in points.
  const DOTS = 110 / 72;
  // A box that is smaller, in points, is a click beside a row.
  const MIN_DRAWN = 4;
  // The picture that came last: one that is still coming keeps its size, so that nothing jumps.
  let last = { width: 0, height: 0 };

  // ---- boxes that are there

  function place(figure) {
    const image = $("img", figure);
    if (!image.naturalWidth) return;
    last = { width: image.naturalWidth, height: image.naturalHeight };
    const width = image.naturalWidth / DOTS;
    const height = image.naturalHeight / DOTS;
    for (const box of $$(".box[data-box]", figure)) {
      const [x0, top, x1, bottom] = box.dataset.box.split(" ").map(Number);
      box.style.left = `${(100 * x0) / width}%`;
      box.style.top = `${(100 * top) / height}%`;
      box.style.width = `${(100 * (x1 - x0)) / width}%`;
      box.style.height = `${(100 * (bottom - top)) / height}%`;
    }
    if (figure.classList.contains("placed")) return;
    figure.classList.add("placed");
    $(".canvas", figure).style.aspectRatio = "";
    reveal(figure);
    // What is looked for on the page comes after its picture, not before it; htmx listens by then.
    setTimeout(() => figure.dispatchEvent(new Event("placed")), 350);
  }

  function reveal(figure) {
    const box = $(".box.chosen", figure);
    const paper = $(".paper", figure);
    if (!box) return;
    paper.scrollTop = box.offsetTop - paper.clientHeight / 2 + box.offsetHeight / 2;
    paper.scrollLeft = box.offsetLeft - paper.clientWidth / 2 + box.offsetWidth / 2;
  }

  // Beside the table, or on a telephone, a whole page is too small to be read.
  let isLarge = !matchMedia("(min-width: 1800px)").matches;

  function enlarge(figure) {
    figure.classList.toggle("large", isLarge);
    const words = $("[data-zoom] span", figure);
    words.textContent = isLarge ? words.dataset.large : words.dataset.small;
    reveal(figure);
  }

  const dressed = new WeakSet();
  function dress(root) {
    for (const figure of $$("figure.sheet", root)) {
      const image = $("img", figure);
      if (image.complete && image.naturalWidth) place(figure);
      if (dressed.has(figure)) continue;
      dressed.add(figure);
      if (!figure.classList.contains("placed") && last.width)
        $(".canvas", figure).style.aspectRatio = `${last.width} / ${last.height}`;
      image.addEventListener("load", () => place(figure));
      let again = 3;
      // Too many pages are asked for at once when a key is held: later there is room.
      image.addEventListener("error", () => {
        if (again-- > 0) setTimeout(() => { if (image.isConnected) image.src = image.getAttribute("src"); }, 1500);
        else figure.classList.add("unseen");
      });
      enlarge(figure);
    }
    for (const form of $$("#new-row", document)) begin(form);
  }

  // ---- a box that is drawn

  const begun = new WeakSet();
  function begin(form) {
    const figure = $("figure.sheet", form.closest("article"));
    if (!figure || begun.has(form)) return;
    begun.add(form);
    figure.classList.add("drawing");
    const article = form.closest("article");
    if (article.dataset.row) article.classList.add("adding");
    show(form);
  }

  const corners = (form) => ["x0", "top", "x1", "bottom"].map((name) => form.elements[name]);

  // The box that the four fields say, over the picture.
  function show(form) {
    const figure = $("figure.sheet", form.closest("article"));
    const values = corners(form).map((field) => Number.parseFloat(field.value));
    $(".box.drawn", figure)?.remove();
    if (values.some(Number.isNaN)) return;
    const box = document.createElement("span");
    box.className = "box drawn";
    box.dataset.box = [
      Math.min(values[0], values[2]), Math.min(values[1], values[3]),
      Math.max(values[0], values[2]), Math.max(values[1], values[3]),
    ].join(" ");
    $(".canvas", figure).append(box);
    place(figure);
  }

  let asked = 0;
  async function read(form) {
    const values = corners(form).map((field) => Number.parseFloat(field.value));
    if (values.some(Number.isNaN)) return;
    const now = ++asked;
    try {
      const page = form.getAttribute("action").replace(/rows$/, `pages/${form.elements.page.value}`);
      const answer = await fetch(`/api/v1${page}/text?bbox=${values.join(",")}`);
      const said = await answer.json();
      if (!answer.ok || now !== asked) return;
      form.elements.text.value = said.text;
      form.elements.kode.value = said.kode;
      if (said.level) form.elements.level.value = said.level;
    } catch { /* the name is written by hand */ }
  }

  let start = null;
  function point(event, figure) {
    const image = $("img", figure);
    const frame = image.getBoundingClientRect();
    const scale = image.naturalWidth / DOTS / frame.width;
    return [(event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale];
  }

  function drawn(event) {
    const [x, y] = point(event, start.figure);
    const values = [Math.min(start.x, x), Math.min(start.y, y), Math.max(start.x, x), Math.max(start.y, y)];
    corners(start.form).forEach((field, i) => { field.value = values[i].toFixed(1); });
    show(start.form);
    return values;
  }

  document.addEventListener("pointerdown", (event) => {
    const canvas = event.target.closest?.(".drawing.placed .canvas");
    const form = $("#new-row");
    if (!canvas || !form || event.button) return;
    event.preventDefault();
    const figure = canvas.closest("figure");
    const [x, y] = point(event, figure);
    start = { figure, form, x, y };
    canvas.setPointerCapture(event.pointerId);
  });
  document.addEventListener("pointermove", (event) => { if (start) drawn(event); });
  document.addEventListener("pointerup", (event) => {
    if (!start) return;
    const { form } = start;
    const [x0, top, x1, bottom] = drawn(event);
    start = null;
    if (x1 - x0 < MIN_DRAWN || bottom - top < MIN_DRAWN) {
      corners(form).forEach((field) => { field.value = ""; });
      show(form);
      return;
    }
    read(form).then(() => form.elements.text.focus());
  });
  document.addEventListener("pointercancel", () => { start = null; });
  // While a box is drawn a click on another row's box chooses no row.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".drawing .canvas")) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#new-row .corners input")) show(event.target.form);
  });
  document.addEventListener("click", (event) => {
    const form = event.target.closest?.("#new-row");
    if (form && event.target.closest("[data-read]")) {
      event.preventDefault();
      event.stopPropagation();
      show(form);
      read(form);
    }
    // Beside the table the form goes; alone it goes back.
    if (form && event.target.closest("[data-cancel-new]") && $("#beside article.row")?.dataset.row) {
      event.preventDefault();
      event.stopPropagation();
      const figure = $("figure.sheet", form.closest("article"));
      figure.classList.remove("drawing");
      form.closest("article").classList.remove("adding");
      $(".box.drawn", figure)?.remove();
      $("#adding").replaceChildren();
      $("[data-row] .add-row")?.focus();
    }
    if (event.target.closest?.("[data-zoom]")) {
      isLarge = !isLarge;
      $$("figure.sheet").forEach(enlarge);
    }
  }, true);

  document.addEventListener("htmx:afterSwap", (event) => dress(event.target.isConnected ? event.target : document));
  window.petakota = { dressPictures: dress };
})();
