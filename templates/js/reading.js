// Reading a draft: the size of its letters, its chapters folded, a link to any line of it. Without
// this the text stands in one size, chapters fold one by one, and the marks are plain links.
"use strict";
(() => {
  const KEY = "reading-size";
  const SHOWN = 2500;
  const box = document.getElementById("reading");
  const copied = document.getElementById("copied");
  const sizes = box.querySelectorAll("[data-size]");
  const folding = box.querySelector("[data-fold]");
  let timer = 0;

  // A browser may refuse to keep anything; the size then lasts as long as the page.
  function kept() {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  }

  function keep(size) {
    try {
      localStorage.setItem(KEY, size);
    } catch {
      // nothing to be done
    }
  }

  function resize(size) {
    document.documentElement.dataset.size = size;
    for (const one of sizes) one.setAttribute("aria-pressed", String(one.dataset.size === size));
  }

  // What an address names may lie in a folded chapter or a folded article.
  function reveal() {
    let name = "";
    try {
      name = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const goal = name && document.getElementById(name);
    if (!goal) return;
    let opened = false;
    for (let up = goal.closest("details"); up; up = up.parentElement.closest("details")) {
      opened = opened || !up.open;
      up.open = true;
    }
    if (opened) goal.scrollIntoView();
  }

  const folds = () => document.querySelectorAll("details.fold");

  function fold() {
    const close = [...folds()].some((one) => one.open);
    for (const one of folds()) one.open = !close;
  }

  function name() {
    const open = [...folds()].some((one) => one.open);
    folding.textContent = open ? folding.dataset.shut : folding.dataset.fold;
  }

  function tell(words) {
    copied.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => (copied.textContent = ""), SHOWN);
  }

  for (const one of sizes) {
    one.addEventListener("click", () => {
      resize(one.dataset.size);
      keep(one.dataset.size);
    });
  }
  if (folding) {
    folding.dataset.shut = folding.textContent;
    folding.addEventListener("click", fold);
    for (const one of folds()) one.addEventListener("toggle", name);
  }
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.here");
    if (!mark || !navigator.clipboard) return;
    navigator.clipboard.writeText(mark.href).then(() => tell(box.dataset.copied), () => {});
  });

  // On a phone the contents cover the text: its chapters first, their articles when asked.
  if (matchMedia("(max-width: 64rem)").matches)
    for (const one of document.querySelectorAll(".toc details")) one.open = false;

  // Paper has everything; afterwards the page is folded as it was.
  let shut = [];
  window.addEventListener("beforeprint", () => {
    shut = [...document.querySelectorAll("main details:not([open])")];
    for (const one of shut) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of shut) one.open = false;
  });

  window.addEventListener("hashchange", reveal);
  resize(kept());
  box.hidden = false;
  reveal();
})();
