// A sum done in the reader's own browser when very much comes in at once, so that nobody has to
// look at pictures: find the number behind a SHA-256. Its own few lines of SHA-256, since
// crypto.subtle is missing on http:// sites of an office, and slower for a single block.
// This file is the page's script and, started by it, the worker.
(() => {
  "use strict";
  const ROUNDS = 64;
  const SLICE = 2000;

  // The constants of FIPS 180-4: fractions of the roots of the first primes.
  const primes = [];
  for (let n = 2; primes.length < ROUNDS; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
  const START = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
  const W = new Int32Array(ROUNDS);

  // One block of 64 bytes at `at` into `state`.
  function mix(state, bytes, at) {
    for (let i = 0; i < 16; i += 1) {
      const j = at + 4 * i;
      W[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
    }
    for (let i = 16; i < ROUNDS; i += 1) {
      const x = W[i - 15];
      const y = W[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < ROUNDS; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  // A function that tells whether a number is the one looked for. What does not change is mixed
  // in once.
  function tester({ salt, challenge }) {
    const bytes = Uint8Array.from(salt, (char) => char.charCodeAt(0));
    const whole = bytes.length - (bytes.length % 64);
    const before = START.slice();
    for (let at = 0; at < whole; at += 64) mix(before, bytes, at);
    const goal = Int32Array.from({ length: 8 }, (_, i) =>
      parseInt(challenge.slice(8 * i, 8 * i + 8), 16));
    const state = new Int32Array(8);
    return (number) => {
      const digits = String(number);
      const rest = bytes.length - whole + digits.length;
      const tail = new Uint8Array(rest + 9 > 64 ? 128 : 64);
      tail.set(bytes.subarray(whole));
      for (let i = 0; i < digits.length; i += 1)
        tail[rest - digits.length + i] = digits.charCodeAt(i);
      tail[rest] = 0x80;
      new DataView(tail.buffer).setUint32(tail.length - 4, 8 * (whole + rest));
      state.set(before);
      for (let at = 0; at < tail.length; at += 64) mix(state, tail, at);
      return state[0] === goal[0] && state.every((word, i) => word === goal[i]);
    };
  }

  // The number, or -1; `pause` lets the page breathe where there is no worker.
  async function solve(task, pause) {
    const fits = tester(task);
    for (let number = 0; number <= task.maxNumber; number += 1) {
      if (fits(number)) return number;
      if (pause && number % SLICE === SLICE - 1) await new Promise((go) => setTimeout(go));
    }
    return -1;
  }

  if (typeof document === "undefined") {
    self.onmessage = async (event) => self.postMessage(await solve(event.data, false));
    return;
  }

  const here = document.currentScript.src;
  const box = document.getElementById("proof");
  const form = box && box.form;
  if (!form) return;
  const said = document.getElementById("proof-said");
  let pressed = null;
  let waiting = false;
  form.elements.script.value = "yes";

  function elsewhere(task) {
    return new Promise((found, failed) => {
      const worker = new Worker(here);
      worker.onmessage = (event) => { worker.terminate(); found(event.data); };
      worker.onerror = (event) => { worker.terminate(); failed(event); };
      worker.postMessage(task);
    });
  }

  function send() {
    const field = document.createElement("input");
    field.type = "hidden";
    if (pressed && pressed.name) {
      field.name = pressed.name;
      field.value = pressed.value;
      form.append(field);
    }
    HTMLFormElement.prototype.submit.call(form);
  }

  async function work(task) {
    said.textContent = said.dataset.working;
    const number = await elsewhere(task).catch(() => solve(task, true));
    const { algorithm, challenge, salt, signature } = task;
    if (number < 0) form.elements.script.value = ""; // a person looks at it instead
    else box.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    said.textContent = said.dataset.done;
    box.dataset.challenge = "";
    if (waiting || box.dataset.again) send();
  }

  form.addEventListener("submit", (event) => {
    pressed = event.submitter;
    const sends = !pressed || !pressed.name || pressed.name === "same" || pressed.value === "all";
    if (!box.dataset.challenge || !sends) return;
    event.preventDefault();
    waiting = true;
    said.textContent = said.dataset.working;
  });
  if (box.dataset.challenge) work(JSON.parse(box.dataset.challenge));
})();
