// Keys of the bench. Each presses what is on the page anyway; none works while something is typed,
// and all can be switched off (WCAG 2.1.4), which this device remembers.
"use strict";
(() => {
  const OFF = "bench-keys-off";
  const dialog = document.getElementById("keys");
  const button = document.getElementById("keys-open");
  const on = document.getElementById("keys-on");
  const find = (what) => document.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];
  const say = (words) => document.dispatchEvent(new CustomEvent("bench:say", { detail: words }));

  function remembered() {
    try {
      return localStorage.getItem(OFF) === "yes";
    } catch {
      return false; // storage is closed: the keys stay on
    }
  }

  function step(what, by) {
    const items = all(what);
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const now = at < 0 ? items.findIndex((item) => item.classList.contains("now")) : at;
    return items[now < 0 ? (by > 0 ? 0 : items.length - 1) : now + by];
  }

  function toCard(by) {
    const card = step("#merge .cl", by);
    if (!card) return press(find(by > 0 ? "#list .pager a[rel=next]" : "#list .pager a[rel=prev]"));
    card.querySelector("a").focus();
    if (window.matchMedia("(min-width: 64rem)").matches) open(card, false);
  }

  function open(card, focus) {
    if (!card) return;
    if (!window.matchMedia("(min-width: 64rem)").matches) return card.querySelector("a").click();
    document.dispatchEvent(new CustomEvent("bench:open", { detail: { id: card.dataset.id, focus } }));
  }

  function toMember(by) {
    const member = step("#one .mem", by);
    if (!member) return;
    member.tabIndex = -1;
    member.focus();
  }

  const press = (what) => what && what.click();
  const within = (what) => document.activeElement.closest(what);
  const here = () => within(".cl") || find(".cl.now");

  function tick() {
    const place = within(".mem") || here();
    const box = place && place.querySelector("input[type=checkbox]");
    press(box);
  }

  // What is chosen, or else the comment that has the focus.
  function members(act) {
    const chosen = find("#one .mem input:checked");
    const now = within(".mem");
    if (!chosen && now) press(now.querySelector("input[type=checkbox]"));
    act();
  }

  function suggestion(nth) {
    const form = within(".maybe form") || find(".maybe form");
    if (form) press(form.querySelectorAll("button")[nth]);
  }

  function read() {
    const now = within("#unread li");
    const button = now ? now.querySelector("button") : find('#unread button[name=one][value=""]');
    const folded = button && button.closest("details:not([open])");
    if (folded) folded.open = true; // nothing is marked as read before it was to be seen
    else press(button);
  }

  function reveal(what) {
    const field = find(what);
    if (!field) return;
    field.focus();
    if (field.select) field.select();
  }

  const KEYS = {
    j: () => toCard(1),
    k: () => toCard(-1),
    J: () => toMember(1),
    K: () => toMember(-1),
    o: () => open(here(), true),
    x: tick,
    m: () => press(find("#merge > .row-of button")),
    s: () => members(() => press(find("#one button[value=split]"))),
    p: () => members(() => press(find("#one button[value=pin]"))),
    v: () => members(() => reveal("#target")),
    r: () => reveal("#one #name"),
    u: () => press(find("#back button")),
    e: read,
    n: () => press(find("#article-after")),
    N: () => press(find("#article-before")),
    a: () => suggestion(0),
    d: () => suggestion(1),
    Escape: () => (find(".cl.now > a") || find(".cl > a"))?.focus(),
    "?": () => help(),
  };

  function help() {
    dialog.showModal();
    document.getElementById("keys-head").focus();
  }

  function typing(target) {
    if (target.isContentEditable || target.matches("textarea, select")) return true;
    return target.matches("input") && !["checkbox", "radio"].includes(target.type);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || dialog.open) return;
    if (typing(event.target)) {
      if (event.key === "Escape") KEYS.Escape();
      return;
    }
    const deed = on.checked && Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (!deed) return;
    event.preventDefault();
    deed();
  });

  on.checked = !remembered();
  on.addEventListener("change", () => {
    try {
      if (on.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
    } catch {
      say(on.closest("label").textContent.trim());
    }
  });
  button.hidden = false;
  button.addEventListener("click", help);
})();
