// Words of an article are selected: a button leads to the form with them. Without this every 款 and
// 项 has its own link. Places are counted in code points; a browser counts UTF-16 units.
"use strict";
(() => {
  const LONGEST = 300;
  const CONTEXT = 32;
  const PATIENCE = 150;
  const ASIDE = ".head, .here, .say, del, rt";
  const box = document.getElementById("selecting");
  const told = document.getElementById("selected");
  if (!box) return;
  const go = box.querySelector("a");
  let timer = 0;
  let fresh = false;

  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const articleOf = (node) => element(node)?.closest(".art[id]");
  const points = (words) => [...words];

  function* letters(line) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest(ASIDE)) yield node;
    }
  }

  // Where a selection begins and ends in one piece of text; nothing where it does not touch it.
  function cut(range, node) {
    if (!range.intersectsNode(node)) return null;
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.data.length;
    return start < end ? [start, end] : null;
  }

  // The words of an article line by line, as the server has them, and the place selected in them.
  function read(article, range) {
    let text = "";
    let start = -1;
    let end = -1;
    let last = null;
    for (const line of article.querySelectorAll("p[id], p:has(> .head)")) {
      if (text) text += "\n";
      for (const node of letters(line)) {
        const piece = cut(range, node);
        if (piece) {
          if (start < 0) start = text.length + piece[0];
          end = text.length + piece[1];
          last = line;
        }
        text += node.data;
      }
    }
    return { text, start, end, last };
  }

  function found() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const article = articleOf(range.startContainer);
    if (!article || !article.contains(range.commonAncestorContainer)) return null;
    const { text, start, end, last } = read(article, range);
    const words = text.slice(start, end);
    const quote = words.trim();
    if (start < 0 || !quote || points(quote).length > LONGEST) return null;
    const from = start + words.indexOf(quote);
    return {
      last,
      query: new URLSearchParams({
        at: article.id,
        quote,
        quote_start: points(text.slice(0, from)).length,
        quote_prefix: points(text.slice(0, from)).slice(-CONTEXT).join(""),
        quote_suffix: points(text.slice(from + quote.length)).slice(0, CONTEXT).join(""),
      }),
    };
  }

  function show() {
    const one = found();
    if (one) {
      go.href = `${box.dataset.to}?${one.query}`;
      if (box.previousElementSibling !== one.last) one.last.after(box);
      if (box.hidden) told.textContent = told.dataset.said;
      fresh = true;
      box.hidden = false;
    } else if (!box.contains(document.activeElement)) {
      box.hidden = true;
      told.textContent = "";
    }
  }

  // A tap on the button must not lose the selection first.
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PATIENCE);
  });
  // The first Tab after selecting leads to the button, wherever it would have gone; Escape lets go.
  document.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    if (event.key === "Tab" && !event.shiftKey && fresh) {
      fresh = false;
      event.preventDefault();
      go.focus();
    } else if (event.key === "Escape") {
      getSelection().removeAllRanges();
      box.hidden = true;
    }
  });
})();
