// Writing a comment: what the proposed words change is shown while one types, and a draft can be
// kept on the device. Without this there is a preview to ask for, and nothing is kept.
"use strict";
(() => {
  const PREFIX = "comment-draft:";
  const KEPT = ["text", "proposed", "reason"]; // no name, no telephone number
  const PAUSE = 200;
  const LARGEST = 4e6;

  // A browser may refuse to keep anything, or throw at the mere question.
  function stored(work) {
    try {
      return work(window.localStorage);
    } catch {
      return null;
    }
  }

  const read = (name) => stored((store) => JSON.parse(store.getItem(name) || "null"));
  const write = (name, draft) =>
    stored((store) => {
      store.setItem(name, JSON.stringify(draft));
      return true;
    });
  const remove = (name) => stored((store) => store.removeItem(name));
  const names = () =>
    stored((store) => Object.keys(store).filter((name) => name.startsWith(PREFIX))) || [];

  // What was sent has arrived once its receipt is shown; what nobody can send any more is dropped.
  function tidy() {
    const arrived = document.querySelector(".slip");
    for (const name of names()) {
      const draft = read(name);
      if (!draft || draft.until < Date.now() || (arrived && draft.sent)) remove(name);
    }
  }

  function sending(round) {
    for (const name of names()) {
      const draft = name.startsWith(`${PREFIX}${round}:`) && read(name);
      if (draft) write(name, { ...draft, sent: true });
    }
  }

  function letter(form) {
    form.addEventListener("submit", (event) => {
      const act = event.submitter ? event.submitter.name + event.submitter.value : "";
      if (["", "actall"].includes(act) || act.startsWith("same")) sending(form.dataset.round);
    });
  }

  function device(form) {
    const box = document.getElementById("device");
    const tick = box.querySelector("input");
    const said = box.querySelector("[role=status]");
    const name = `${PREFIX}${form.dataset.round}:${form.dataset.at}`;
    const kind = () => form.elements.kind;

    function keep() {
      const fields = Object.fromEntries(KEPT.map((one) => [one, form.elements[one].value]));
      const draft = { fields, kind: kind().value, until: Number(form.dataset.until) };
      tick.checked = tick.checked && write(name, draft) === true;
    }

    const draft = read(name);
    if (draft && draft.fields && form.dataset.fresh) {
      for (const one of KEPT) form.elements[one].value = draft.fields[one] ?? "";
      kind().value = draft.kind;
      said.textContent = said.dataset.restored;
    }
    tick.checked = Boolean(draft);
    if (draft) keep();
    form.addEventListener("input", (event) => event.target !== tick && keep());
    tick.addEventListener("change", () => {
      const wanted = tick.checked;
      if (wanted) keep();
      else remove(name);
      said.textContent = said.dataset[tick.checked ? "kept" : wanted ? "refused" : "gone"];
    });
    box.hidden = false;
  }

  // Runs of equal and different letters: what is alike at both ends, then the longest common part.
  function steps(old, now) {
    const a = [...old];
    const b = [...now];
    const shorter = Math.min(a.length, b.length);
    let head = 0;
    while (head < shorter && a[head] === b[head]) head += 1;
    let tail = 0;
    while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
    const from = a.slice(head, a.length - tail);
    const to = b.slice(head, b.length - tail);
    const found = [["=", a.slice(0, head)], ...middle(from, to), ["=", a.slice(a.length - tail)]];
    return found.filter(([, letters]) => letters.length);
  }

  function middle(a, b) {
    if (a.length * b.length > LARGEST) return [["-", a], ["+", b]];
    const wide = b.length + 1;
    const best = new Uint16Array((a.length + 1) * wide);
    for (let i = a.length - 1; i >= 0; i -= 1)
      for (let j = b.length - 1; j >= 0; j -= 1)
        best[i * wide + j] =
          a[i] === b[j]
            ? best[(i + 1) * wide + j + 1] + 1
            : Math.max(best[(i + 1) * wide + j], best[i * wide + j + 1]);
    const found = [];
    const add = (op, letter) => {
      const last = found[found.length - 1];
      if (last && last[0] === op) last[1].push(letter);
      else found.push([op, [letter]]);
    };
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) add("=", a[(j += 1, i++)]);
      else if (j === b.length || (i < a.length && best[(i + 1) * wide + j] >= best[i * wide + j + 1]))
        add("-", a[i++]);
      else add("+", b[j++]);
    }
    return found;
  }

  function live(form, box, standing) {
    const field = form.elements.proposed.closest(".field");
    const plain = (words) => words.replace(/\s+/g, "");
    let timer = 0;

    function show() {
      const kind = form.elements.kind.value;
      const proposed = form.elements.proposed.value;
      const same = !plain(proposed) || plain(proposed) === plain(standing);
      const struck = same && kind === "delete";
      field.hidden = same && ["delete", "question", "support"].includes(kind);
      box.hidden = same && !struck;
      const words = box.querySelector("p:last-child");
      words.replaceChildren();
      if (box.hidden) return;
      for (const [op, letters] of steps(standing, struck ? "" : proposed)) {
        const tag = { "-": "del", "+": "ins", "=": "span" }[op];
        const part = document.createElement(tag);
        part.textContent = letters.join("");
        words.append(part);
      }
    }

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    });
    show();
  }

  tidy();
  const form = document.querySelector("form[data-round]");
  if (form) letter(form);
  if (form && document.getElementById("device")) device(form);
  const standing = document.getElementById("standing");
  const box = document.getElementById("live");
  if (box && standing) live(form, box, box.dataset.words || standing.textContent);
})();
