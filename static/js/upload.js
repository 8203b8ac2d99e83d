// How far an upload is. Loaded where a form sends files; without it the browser sends them by itself.

const MB = 1024 * 1024;
const inMegabytes = (bytes) => (bytes / MB).toFixed(1);

const send = (form, submitter) => {
  const told = form.querySelector("[data-upload]");
  const bar = told.querySelector("progress");
  const words = told.querySelector("[role=status]");
  const say = (sentence, done = 0, all = 0) => {
    const said = sentence.replace("{done}", inMegabytes(done)).replace("{all}", inMegabytes(all));
    if (words.textContent !== said) words.textContent = said;
  };
  const request = new XMLHttpRequest();
  let step = -1;

  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.max = total;
    bar.value = loaded;
    // Whoever reads by ear is told ten times, and not a thousand.
    const reached = Math.floor((loaded / total) * 10);
    if (reached !== step) say(told.dataset.sending, loaded, total);
    step = reached;
  });
  request.upload.addEventListener("load", () => say(told.dataset.checking));
  request.addEventListener("load", () => {
    const onward = request.getResponseHeader("X-Onward");
    if (onward) return window.location.assign(onward);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.querySelector("main");
    if (!main) return fail();
    window.history.replaceState(null, "", form.action);
    document.title = page.title;
    document.querySelector("main").replaceWith(main);
    window.scrollTo(0, 0);
    document.dispatchEvent(new Event("portal:shown"));
  });
  const fail = () => {
    delete form.dataset.sending;
    delete form.dataset.sent;
    say(told.dataset.failed);
  };
  request.addEventListener("error", fail);
  request.addEventListener("timeout", fail);

  form.dataset.sending = "yes";
  told.hidden = false;
  say(told.dataset.sending);
  request.open("POST", form.action);
  request.setRequestHeader("X-Upload", "progress");
  request.send(new FormData(form, submitter));
};

const filesOf = (form) => [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.querySelector("[data-upload]")) return;
  if (form.dataset.sending) return event.preventDefault();
  if (event.defaultPrevented || !filesOf(form).length) return;
  event.preventDefault();
  send(form, event.submitter);
});
