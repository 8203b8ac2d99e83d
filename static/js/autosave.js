// Saves a section while it is typed: the form's own POST, answered in JSON. No text is lost for want of a connection, a
// session or the newest edition; without this script the buttons do the same, page by page.

const WAIT = 2000; // ms after the last key
const LONGEST = 60000; // ms between two tries

let listening = new AbortController(); // for a page, until it is replaced
function begin() {
  listening.abort();
  listening = new AbortController();
  const form = document.querySelector("form[data-autosave]");
  if (form) autosave(form, listening.signal);
}
begin();
document.addEventListener("portal:shown", begin); // by a script that has put another page into this one

function autosave(form, signal) {
  const part = (name) => document.querySelector(`[data-autosave-${name}]`);
  const [failed, why, dialog, offer] = ["failed", "why", "sign-in", "offer"].map(part);
  const status = form.querySelector(".pt-saved");
  const signedIn = (page) => page.querySelector("[data-sign-out]")?.dataset.signOut;
  const person = signedIn(document);
  const names = new Set(form.dataset.autosave.split(" "));
  const isOpen = (name) => names.has(name) || name.startsWith("comment-");
  const place = `unsaved ${person} ${location.pathname}`;

  let timer; // of the next save
  let flight = null; // the save that is on its way
  let typed = 0; // inputs so far
  let saved = 0; // how many of them are saved
  let tries = 0; // that failed, one after another
  let conflict = false; // somebody else saved the section: the page that a button leads to shows both texts
  let renewed = false; // the page has a new token, with which nothing was saved yet
  let composing = false; // an input method has not finished a word
  let leaving = false;
  let signingOut = false;

  // --- What the browser keeps until it is saved: never files, never personal data ---
  const fields = () => [...new FormData(form)].filter(([name]) => isOpen(name));
  const keep = () => {
    if (signingOut) return;
    const { edition, page } = form.elements;
    const text = { fields: fields(), edition: edition.value, page: page.value, turn: typed, at: Date.now() };
    try {
      localStorage.setItem(place, JSON.stringify(text));
    } catch {
      // A browser that may not keep anything still has the page.
    }
  };
  const drop = () => localStorage.removeItem(place);

  // --- Saving ---
  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };

  function save({ keepalive = false } = {}) {
    clearTimeout(timer);
    if (composing || conflict) return Promise.resolve();
    flight ??= send(keepalive).finally(() => {
      flight = null;
      if (saved < typed && !tries) later(WAIT);
    });
    return flight;
  }

  async function send(keepalive) {
    const upTo = typed;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    let answer, told;
    try {
      const headers = { Accept: "application/json" };
      answer = await fetch(location.pathname, { method: "POST", headers, body, keepalive, redirect: "manual" });
      told = await answer.json();
    } catch {
      return fail({ unreached: true });
    }
    if (answer.ok) return done(told, upTo);
    if ((answer.status === 401 || told.why === "stale") && !renewed) {
      fail({ error: told.error });
      return signIn();
    }
    conflict = answer.status === 409;
    fail({ error: told.error, isOver: true });
  }

  function done(told, upTo) {
    form.elements.edition.value = told.edition;
    status.textContent = told.saved;
    [saved, tries, renewed, failed.hidden] = [upTo, 0, false, true];
    if (saved === typed) drop();
  }

  // The first failure is loud; the tries that follow are not.
  function fail({ error = "", unreached = false, isOver = false }) {
    tries += 1;
    keep();
    why.textContent = error;
    part("unreached").hidden = !unreached;
    part("conflict").hidden = !conflict;
    part("again").hidden = isOver;
    status.textContent = failed.querySelector("h2").textContent;
    if (failed.hidden || conflict) {
      failed.hidden = false;
      failed.focus();
    }
    if (unreached) later(Math.min(WAIT * 2 ** tries, LONGEST));
  }

  // --- Signing in again, in place: the real pages of it, one after another, in a dialog ---
  const read = async (answer) => ({
    address: answer.url,
    page: new DOMParser().parseFromString(await answer.text(), "text/html"),
  });

  async function signIn() {
    await step(fetch(location.href)).catch(() => fail({ unreached: true }));
  }

  async function step(asked) {
    const { address, page } = await read(await asked);
    if (signedIn(page) === person) return goOn(page.querySelector("[data-sign-out] [name=csrfmiddlewaretoken]"));
    part("other").hidden = !signedIn(page);
    show(page, address);
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("[aria-invalid=true], input:not([type=hidden])")?.focus();
  }

  function show(page, address) {
    const question = [...page.querySelectorAll("main form")].find((each) =>
      each.querySelector("input[name=password], input[name=code]"),
    );
    const said = page.querySelector("main .govuk-error-summary");
    part("step").replaceChildren(...[said, question ?? page.querySelector("main p.govuk-body")].filter(Boolean));
    question?.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const to = new URL(question.getAttribute("action") ?? "", address);
      step(fetch(to, { method: "POST", body: new FormData(question) })).catch(() => fail({ unreached: true }));
    });
  }

  function goOn({ value }) {
    for (const token of document.querySelectorAll("[name=csrfmiddlewaretoken]")) token.value = value;
    part("step").replaceChildren();
    dialog.close();
    [tries, renewed] = [0, true];
    return send(false);
  }

  // --- What sets it going ---
  form.addEventListener("input", ({ target }) => {
    if (target.type === "file") return;
    typed += 1;
    form.elements.turn.value = typed;
    if (tries) keep();
    else later(WAIT);
  });
  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => {
    composing = false;
    if (saved < typed) later(WAIT);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && saved < typed) {
      keep();
      save({ keepalive: true });
    } else if (dialog.open) signIn(); // perhaps they signed in elsewhere
  }, { signal });
  window.addEventListener("online", () => tries && save(), { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  part("again").addEventListener("click", () => save());
  part("close").addEventListener("click", () => dialog.close());

  // A button saves first what is typed: with no portal to take the page, the page is not left.
  form.addEventListener("submit", async (event) => {
    const isQuiet = saved === typed && !flight && !tries;
    if (leaving || conflict || isQuiet) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.waiting) return;
    form.dataset.waiting = "yes";
    await flight;
    if (saved < typed) await save();
    await new Promise((go) => setTimeout(go)); // a form that is just being submitted submits nothing else
    delete form.dataset.waiting;
    if (tries && !conflict && !part("again").hidden) return failed.focus();
    leaving = true;
    form.requestSubmit(event.submitter);
  });
  // Before one signs out it is saved as well, and nothing stays in the browser.
  const beforeSigningOut = async (event) => {
    if (!("signOut" in event.target.dataset) || signingOut) return;
    signingOut = true;
    if (saved === typed) return;
    event.preventDefault();
    event.stopPropagation();
    await save();
    event.target.requestSubmit();
  };
  document.addEventListener("submit", beforeSigningOut, { capture: true, signal });
  window.addEventListener("pageshow", (event) => {
    leaving = false;
    if (event.persisted && saved === typed) location.reload(); // the edition is old by now
  }, { signal });

  // --- What an earlier visit kept ---
  const same = (before) => {
    const texts = (entries) => JSON.stringify(entries.map(([name, text]) => [name, text.trim()]));
    return texts(before) === texts(fields());
  };

  function restore({ fields: before, edition, page, turn }) {
    typed = Math.max(typed, turn);
    Object.assign(form.elements.edition, { value: edition });
    Object.assign(form.elements.page, { value: page });
    for (const control of form.elements) {
      if (!isOpen(control.name)) continue;
      const texts = before.filter(([name]) => name === control.name).map(([, text]) => text);
      if (["checkbox", "radio"].includes(control.type)) control.checked = texts.includes(control.value);
      else control.value = texts[0] ?? "";
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    keep();
    save();
  }

  const earlier = `${place} earlier`; // what is typed now has a place of its own
  if (localStorage.getItem(place)) localStorage.setItem(earlier, localStorage.getItem(place));
  drop();
  const before = JSON.parse(localStorage.getItem(earlier) ?? "null");
  const settle = () => {
    offer.hidden = true;
    localStorage.removeItem(earlier);
  };
  if (before && same(before.fields)) settle();
  else if (before) {
    const language = document.documentElement.lang.replace(/^en$/, "en-GB");
    const written = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Shanghai" };
    part("typed").textContent = new Date(before.at).toLocaleString(language, written);
    offer.hidden = false;
    part("drop").addEventListener("click", settle);
    part("restore").addEventListener("click", () => {
      restore(before);
      settle();
    });
  }
}
