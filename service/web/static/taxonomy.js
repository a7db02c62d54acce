// The taxonomy's search: what does not match all words is hidden, what does is marked.
"use strict";
(() => {
  const $$ = (query, within = document) => [...within.querySelectorAll(query)];
  const field = document.getElementById("text");
  const told = document.querySelector("[data-found]"), articles = $$("article.meaning");
  if (!field) return;
  const texts = new Map(articles.map((one) => [one, one.textContent.toLowerCase()]));

  function narrow() {
    const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const one of articles) {
      one.hidden = !asked.every((word) => texts.get(one).includes(word));
      if (!one.hidden) n += 1;
    }
    for (const section of $$(".dimension")) section.hidden = articles.every((one) => one.hidden || !section.contains(one));
    for (const line of $$("[data-for]")) line.hidden = document.getElementById(line.dataset.for).hidden;
    for (const line of $$(".contents > ul > li")) line.hidden = $$("[data-for]", line).every((one) => one.hidden);
    told.textContent = !asked.length ? "" : n ? `${n} ${told.dataset.of} ${articles.length}` : told.dataset.none;
    told.classList.toggle("none", asked.length > 0 && !n);
    mark(asked.filter((word) => word.length > 1));
  }

  // Marked by the browser itself: the page's elements stay as they are.
  function mark(asked) {
    if (!window.Highlight || !CSS.highlights) return;
    const found = [];
    for (const article of asked.length ? articles.filter((one) => !one.hidden) : []) {
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (const word of asked)
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            found.push(range);
          }
      }
    }
    CSS.highlights.set("found", new Highlight(...found));
  }

  // A link to one that the search hides shows all again.
  function reveal(id) {
    const target = id && document.getElementById(id);
    if (!target || !target.closest("[hidden]")) return;
    field.value = "";
    narrow();
    target.scrollIntoView();
  }

  field.addEventListener("input", () => {
    narrow();
    // What is left begins at the top, however far one had read.
    const all = document.querySelector(".all");
    if (all.getBoundingClientRect().top < 0) all.scrollIntoView();
  });
  addEventListener("hashchange", () => reveal(location.hash.slice(1)));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href*="#"]');
    if (!link || link.dataset.meaning || link.pathname !== location.pathname) return;
    // From the dialog to its place on this same page.
    document.getElementById("meaning").close();
    reveal(link.hash.slice(1));
  });
  narrow();
})();
