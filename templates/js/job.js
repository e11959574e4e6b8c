// The page of a job follows its work: the server says what moved, the page shows it. What the page
// looks like is the server's alone: a new state is fetched and put in the place of the old one.
"use strict";
(() => {
  const RETRY = 10000;
  const said = document.getElementById("job-said");
  let stream = null;
  let began = 0;

  const box = () => document.getElementById("job");
  const part = (name) => box().querySelector(`[data-part="${name}"]`);

  function tick() {
    const used = part("used");
    if (!used) return;
    const n = Math.max(0, Math.round((Date.now() - began) / 1000));
    used.textContent = used.dataset.words.replace("{n}", n);
  }

  function show(told) {
    part("words").textContent = told.words;
    if (said.textContent !== told.name) said.textContent = told.name;
    const share = part("share");
    if (told.percent === null) share.removeAttribute("value");
    else share.value = told.percent;
    began = Date.now() - told.seconds * 1000;
    tick();
  }

  async function renew(told) {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("job");
    if (!answer.ok || !fresh) throw new Error("no such page");
    const old = box();
    const inside = old.contains(document.activeElement);
    old.replaceWith(document.adoptNode(fresh));
    began = Date.now() - Number(fresh.dataset.seconds) * 1000;
    const notice = fresh.querySelector(".notice:not([role=alert])"); // an alert speaks for itself
    if (notice) {
      notice.removeAttribute("role");
      said.textContent = fresh.dataset.events ? told.name : notice.textContent;
    }
    if (inside) fresh.focus();
  }

  function leave() {
    if (stream) stream.close();
    stream = null;
  }

  async function hear(event) {
    const told = JSON.parse(event.data);
    if (event.type === "end") leave();
    if (told.state === box().dataset.state) show(told);
    else await renew(told).catch(() => location.reload());
  }

  function follow() {
    const address = box().dataset.events;
    if (stream || !address) return;
    stream = new EventSource(address);
    stream.addEventListener("progress", hear);
    stream.addEventListener("end", hear);
    stream.addEventListener("error", () => {
      if (stream && stream.readyState === EventSource.CLOSED) {
        leave();
        setTimeout(() => location.reload(), RETRY);
      }
    });
  }

  // A page nobody looks at gives its connection back: a browser has six for a site.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : follow()));
  window.addEventListener("pagehide", leave);
  began = Date.now() - Number(box().dataset.seconds) * 1000;
  setInterval(tick, 1000);
  if (!document.hidden) follow();
})();
