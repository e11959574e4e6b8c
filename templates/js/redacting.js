// Words of a comment are selected, by mouse or keys: the form that hides words is filled in. Without
// this they are written into it by hand.
"use strict";
(() => {
  const PATIENCE = 150;
  let timer = 0;

  // How often `words` stand in the text up to and with the place they begin at.
  function occurrence(text, words, at) {
    let count = 0;
    for (let found = text.indexOf(words); found >= 0 && found <= at; found = text.indexOf(words, found + 1)) count += 1;
    return Math.max(1, count);
  }

  function fill() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.parentElement?.closest("[data-field]");
    if (!start || !start.contains(range.endContainer)) return;
    const box = start.closest("article")?.querySelector(".hiding");
    const words = range.toString();
    const quote = words.trim();
    if (!box || !quote) return;
    const before = document.createRange();
    before.setStart(start, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const form = box.querySelector("form");
    box.open = true;
    form.elements.hide.value = quote;
    form.elements.field.value = start.dataset.field;
    form.elements.occurrence.value = occurrence(
      start.textContent,
      quote,
      before.toString().length + words.indexOf(quote),
    );
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(fill, PATIENCE);
  });
})();
