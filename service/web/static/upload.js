// Documents sent from the first page: one after the other, each with how far it is and what came of it.
"use strict";
(() => {
  const zone = document.querySelector("#upload");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]"), list = document.querySelector("#sending");
  const closing = document.querySelector("#trouble").dataset.close;
  zone.querySelector("button").hidden = true;
  const queue = [];
  let isSending = false;

  // The list as it is now; asked for again when it changed meanwhile, as an answer goes to the list that was there.
  let isAsking = false, isStale = false;
  function refresh() {
    isStale = isAsking;
    if (isAsking) return;
    isAsking = true;
    const asked = () => { isAsking = false; if (isStale) refresh(); };
    htmx.ajax("GET", location.pathname + location.search, { target: "#documents", select: "#documents", swap: "outerHTML" }).then(asked, asked);
  }

  // What was said of a file stays until it is read: it is closed by hand, or when the next files are sent.
  function finished(line, words, isRefused) {
    const told = line.querySelector("span"), close = document.createElement("button");
    told.textContent = words;
    close.type = "button";
    close.className = "quiet";
    close.textContent = "×";
    close.setAttribute("aria-label", `${closing}: ${line.querySelector("b").textContent}`);
    close.addEventListener("click", () => line.remove());
    line.className = isRefused ? "bad over" : "over";
    line.append(" ", close);
  }

  function queued(files) {
    for (const old of list.querySelectorAll("li.over, li:not([data-sending])")) old.remove();
    for (const file of files) {
      const line = document.createElement("li"), name = document.createElement("b");
      line.dataset.sending = "";
      name.textContent = file.name;
      line.append(name, " ", document.createElement("span"));
      list.append(line);
      if (file.size > Number(zone.dataset.maxBytes)) finished(line, zone.dataset.tooLarge, true);
      else queue.push({ file, line });
    }
    send();
  }

  function send() {
    if (isSending || !queue.length) return;
    const { file, line } = queue.shift();
    isSending = true;
    const request = new XMLHttpRequest(), body = new FormData();
    body.append("file", file, file.name);
    request.open("POST", "/upload");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable)
        line.querySelector("span").textContent = `${zone.dataset.sending} ${Math.floor((100 * event.loaded) / event.total)}%`;
    });
    request.addEventListener("loadend", () => {
      isSending = false;
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* nothing came */ }
      if (request.status === 202) {
        if (answer.status === "done") {
          finished(line, zone.dataset.known, false);
          const link = document.createElement("a"), name = line.querySelector("b");
          link.href = `/documents/${answer.id}`;
          link.textContent = name.textContent;
          name.replaceChildren(link);
        } else line.remove();
        refresh();
      } else finished(line, answer.detail || zone.dataset.unsent, true);
      send();
    });
    request.send(body);
  }

  addEventListener("beforeunload", (event) => { if (isSending || queue.length) event.preventDefault(); });
  input.addEventListener("change", () => { queued([...input.files]); input.value = ""; });
  zone.addEventListener("submit", (event) => { event.preventDefault(); queued(input.files); });
  for (const kind of ["dragenter", "dragover"])
    document.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    queued(event.dataTransfer.files);
  });
})();
