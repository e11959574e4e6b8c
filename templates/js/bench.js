// The bench without leaving it: a cluster opens beside the list, and what its forms lead to comes
// back into the page. Everything is the server's own pages and forms; a refusal (409) too, with what
// was ticked and typed. Where something unexpected comes, the browser goes on without this script.
"use strict";
(() => {
  const main = document.getElementById("main");
  const beside = document.getElementById("beside");
  const told = document.getElementById("told-now");
  const wide = window.matchMedia("(min-width: 64rem)");
  const typed = new Map(); // what is typed and ticked about a cluster and not sent yet
  let asked = 0;
  let quiet = 0;

  const list = () => document.getElementById("list");
  const one = () => document.getElementById("one");
  const card = (id) => list().querySelector(`.cl[data-id="${id}"]`);

  function say(words) {
    told.textContent = words;
    clearTimeout(quiet);
    quiet = setTimeout(() => (told.textContent = ""), 8000);
  }

  // A notice that comes in with a page is said once, by the one place that says things.
  function hear(part) {
    const notice = part.querySelector(".notice[role=alert], .notice[role=status]");
    if (!notice) return;
    notice.removeAttribute("role");
    say(notice.querySelector("p") ? notice.querySelector("p").textContent : notice.textContent);
  }

  const fields = (part) =>
    [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].filter((f) => f.name);

  const ticks = (field) => field.type === "checkbox" || field.type === "radio";
  const key = (field) => `${field.form.action} ${field.name} ${field.type === "radio" ? field.value : ""}`;

  function changed(field) {
    if (ticks(field)) return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return field.selectedIndex > 0;
    return field.value !== field.defaultValue;
  }

  function keep() {
    const id = one().dataset.cluster;
    if (!id) return;
    const left = fields(one()).filter(changed);
    typed.set(id, new Map(left.map((field) => [key(field), ticks(field) ? field.checked : field.value])));
  }

  function give(id) {
    const kept = typed.get(id);
    if (!kept) return;
    for (const field of fields(one())) {
      const was = kept.get(key(field));
      if (was === undefined) continue;
      if (ticks(field)) field.checked = was;
      else field.value = was;
    }
  }

  function mark(id) {
    for (const other of list().querySelectorAll(".cl")) {
      const here = other.dataset.id === id;
      other.classList.toggle("now", here);
      if (here) other.querySelector("a").setAttribute("aria-current", "true");
      else other.querySelector("a").removeAttribute("aria-current");
    }
  }

  function show(page, focus) {
    const fresh = page.getElementById("one");
    if (!fresh || !fresh.dataset.cluster) return false;
    beside.replaceChildren(document.adoptNode(fresh));
    beside.scrollTop = 0;
    main.classList.add("opened");
    const head = one().querySelector("h1");
    head.tabIndex = -1;
    mark(fresh.dataset.cluster);
    const here = new URL(location.href);
    here.searchParams.set("open", fresh.dataset.cluster);
    history.replaceState(null, "", here);
    hear(fresh);
    if (focus) head.focus();
    document.dispatchEvent(new Event("bench:one"));
    return true;
  }

  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  async function open(id, focus) {
    const turn = ++asked;
    const answer = await fetch(card(id).querySelector("a").href, { cache: "no-store" });
    const page = await read(answer);
    if (turn !== asked) return;
    keep();
    if (!answer.ok || !show(page, focus)) location.assign(card(id).querySelector("a").href);
    else give(id);
  }

  function renew(page, ticked) {
    for (const part of ["list", "articles"]) {
      const fresh = page.getElementById(part);
      if (fresh) document.getElementById(part).replaceWith(document.adoptNode(fresh));
    }
    for (const name of ticked) {
      const box = list().querySelector(`#merge input[name="${name}"]`);
      if (box) box.checked = true;
    }
    if (one().dataset.cluster) mark(one().dataset.cluster);
    document.dispatchEvent(new Event("bench:list"));
  }

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    const own = beside.contains(form);
    const where = button && button.hasAttribute("formaction") ? button.formAction : form.action;
    const ticked = own ? [...list().querySelectorAll("#merge input:checked")].map((box) => box.name) : [];
    const answer = await fetch(where, { method: "POST", body });
    const page = await read(answer);
    if (page.getElementById("list")) { // the bench itself: a refusal, or a suggestion turned down
      renew(page, []);
      hear(list());
      if (!list().contains(document.activeElement)) focusCard();
      return;
    }
    if (own) keep();
    for (const kept of typed.values()) for (const name of kept.keys()) if (name.startsWith(`${where} `)) kept.delete(name);
    if (!show(page, own)) return location.reload(); // signed out, perhaps: the server says so
    give(one().dataset.cluster);
    if (!answer.ok) return;
    const bench = await fetch(list().dataset.here, { cache: "no-store" });
    renew(await read(bench), ticked);
    if (!own) focusCard();
  }

  function focusCard() {
    const now = list().querySelector(".cl.now > a") || list().querySelector(".cl > a");
    if (now) now.focus();
  }

  main.addEventListener("click", (event) => {
    const link = event.target.closest("#merge .cl > a");
    if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.closest(".cl").dataset.id, event.detail === 0);
  });

  main.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !wide.matches) return;
    event.preventDefault();
    send(form, event.submitter).catch(() => HTMLFormElement.prototype.submit.call(form));
  });

  document.addEventListener("bench:open", (event) => open(event.detail.id, event.detail.focus));
  document.addEventListener("bench:say", (event) => say(event.detail));
})();
