// What a script adds. Everything works without it.

// Errors first: whoever reads by ear hears them at once.
const announce = () => {
  const summary = document.querySelector(".govuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
};
announce();

// Menus and filters are open as delivered; on a narrow screen they begin closed.
const narrow = window.matchMedia("(max-width: 40.0525em)");
const collapse = () => {
  for (const panel of document.querySelectorAll("details[data-collapse]")) {
    panel.open = !narrow.matches;
    panel.dataset.ready = "";
  }
};
collapse();
narrow.addEventListener("change", collapse);

// A second click sends nothing while the first is on its way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  window.setTimeout(() => delete form.dataset.sent, 5000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// The character count is govuk-frontend's, fetched only where a text is counted.
const count = async () => {
  const counted = document.querySelectorAll('[data-module="govuk-character-count"]');
  if (!counted.length) return;
  const { characterCount } = document.querySelector("script[data-character-count]").dataset;
  const { CharacterCount } = await import(characterCount);
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const group of counted) new CharacterCount(group);
};
await count();

// Progress is shown where files are sent. What comes back may be this page once more, with errors.
if (document.querySelector("[data-upload]")) {
  await import(document.querySelector("script[data-progress]").dataset.progress);
}
document.addEventListener("portal:shown", () => {
  announce();
  collapse();
  count();
});

// A passkey that was not used, or is not there: the page says so, beside the button.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const form of document.forms) delete form.dataset.sent;
  for (const trouble of document.querySelectorAll("[data-passkey-trouble]")) trouble.hidden = false;
});
