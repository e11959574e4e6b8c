// Dragging on the bench: a cluster onto another merges them, a comment onto a cluster moves it.
// Dropping only fills in the forms that are there; a person says yes, and can take it back.
"use strict";
(() => {
  const asking = document.getElementById("asking");
  const words = document.getElementById("asking-words");
  const yes = document.getElementById("asking-yes");
  let held = null;
  let deed = null;
  let undo = null;

  const name = (card) => card.querySelector("a").textContent;
  const box = (place) => place.querySelector("input[type=checkbox]");
  const goal = (event) => {
    const card = event.target.closest && event.target.closest("#merge .cl");
    if (!held || !card || card === held) return null;
    return held.matches(".mem") && card.dataset.id === held.closest("#one").dataset.cluster ? null : card;
  };

  function ready(what) {
    for (const item of document.querySelectorAll(what)) item.draggable = Boolean(box(item));
  }

  function settle(answer) {
    asking.hidden = true;
    if (!answer && undo) undo();
    const now = deed;
    deed = undo = null;
    if (answer && now) now();
  }

  function ask(sentence, then, otherwise) {
    if (undo) undo();
    words.textContent = sentence;
    deed = then;
    undo = otherwise;
    asking.hidden = false;
    yes.focus();
  }

  function merge(one, other) {
    const boxes = [...document.querySelectorAll("#merge .cl input[type=checkbox]")];
    const before = boxes.map((tick) => tick.checked);
    for (const tick of boxes) tick.checked = tick === box(one) || tick === box(other);
    ask(
      asking.dataset.merge.replace("{one}", name(one)).replace("{other}", name(other)),
      () => document.querySelector("#merge > .row-of button").click(),
      () => boxes.forEach((tick, n) => (tick.checked = before[n])),
    );
  }

  function move(member, card) {
    const target = document.getElementById("target");
    const was = [box(member).checked, target.value];
    if (!was[0]) for (const tick of document.querySelectorAll("#one .mem input:checked")) tick.checked = false;
    box(member).checked = true;
    const value = `${card.dataset.id}.${card.dataset.state}`;
    if (![...target.options].some((option) => option.value === value)) target.add(new Option(name(card), value));
    target.value = value;
    const n = document.querySelectorAll("#one .mem input:checked").length;
    ask(
      asking.dataset.move.replace("{n}", n).replace("{other}", name(card)),
      () => document.querySelector("#one button[value=move]").click(),
      () => ([box(member).checked, target.value] = was),
    );
  }

  document.addEventListener("dragstart", (event) => {
    held = event.target.closest && event.target.closest("#merge .cl, #one .mem");
    if (!held || !held.draggable) return;
    event.dataTransfer.setData("text/plain", held.textContent.slice(0, 200));
    held.classList.add("dragged");
  });
  document.addEventListener("dragover", (event) => {
    const card = goal(event);
    for (const other of document.querySelectorAll(".onto")) if (other !== card) other.classList.remove("onto");
    if (!card) return;
    event.preventDefault();
    card.classList.add("onto");
  });
  document.addEventListener("drop", (event) => {
    const card = goal(event);
    if (!card) return;
    event.preventDefault();
    if (held.matches(".mem")) move(held, card);
    else merge(held, card);
  });
  document.addEventListener("dragend", () => {
    for (const other of document.querySelectorAll(".onto, .dragged")) other.classList.remove("onto", "dragged");
    held = null;
  });

  yes.addEventListener("click", () => settle(true));
  document.getElementById("asking-no").addEventListener("click", () => settle(false));
  asking.addEventListener("keydown", (event) => event.key === "Escape" && settle(false));
  document.addEventListener("bench:one", () => ready("#one .mem"));
  document.addEventListener("bench:list", () => ready("#merge .cl"));
  ready("#merge .cl");
  ready("#one .mem");
})();
