// What a term means, at hand: a dotted term opens its definition where it stands. Without this the
// term is a link to the provision that defines it, and its title says the same.
"use strict";
(() => {
  const words = document.getElementById("reading").dataset;
  let box = null;
  let from = null;

  function shut(back) {
    if (!box) return;
    box.remove();
    box = null;
    from.removeAttribute("aria-expanded");
    if (back) from.focus();
  }

  function made(tag, text, properties) {
    return Object.assign(document.createElement(tag), { textContent: text }, properties);
  }

  function show(term) {
    shut(false);
    from = term;
    box = made("div", "", { className: "meaning", tabIndex: -1 });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", term.textContent);
    const row = made("div", "", { className: "row-of", lang: document.documentElement.lang });
    const there = made("a", words.see, { href: term.href });
    const close = made("button", words.shut, { className: "plain", type: "button" });
    there.addEventListener("click", () => shut(false));
    close.addEventListener("click", () => shut(true));
    row.append(there, close);
    box.append(made("p", term.title, { lang: "zh-CN" }), row);
    document.getElementById("main").append(box);
    const place = term.getBoundingClientRect();
    const widest = document.documentElement.clientWidth - box.offsetWidth - 8;
    box.style.left = `${Math.max(8, Math.min(place.left, widest)) + scrollX}px`;
    box.style.top = `${place.bottom + 6 + scrollY}px`;
    term.setAttribute("aria-expanded", "true");
    box.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const term = event.target.closest("a.term");
    if (!term) {
      if (box && !box.contains(event.target)) shut(false);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (box && from === term) shut(true);
    else show(term);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut(true);
  });
  for (const one of document.querySelectorAll("a.term")) one.setAttribute("aria-haspopup", "dialog");
})();
