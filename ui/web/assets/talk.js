// The conversation: follows a footnote to its source or into the paper, and back; shows the quote
// of a footnote; does what is offered under an answer; keeps the latest turn in sight.
const box = () => find("#question textarea");
let origin = null;

// Where there is room for one column, what an answer rests on lies over the conversation.
const single = matchMedia("(max-width: 699px)");
const setSheet = (open) => {
  const opened = open && single.matches;
  desk.dataset.sheet = opened ? "open" : "closed";
  find("#main").inert = opened;
  find("#evidence").inert = single.matches && !opened;
  const toggle = find("#sheet-toggle");
  toggle.setAttribute("aria-expanded", String(opened));
  toggle.textContent = opened ? "Back" : "Sources";
};
find("#sheet-toggle").addEventListener("click", () => setSheet(desk.dataset.sheet !== "open"));
single.addEventListener("change", () => setSheet(false));

// Paragraphs out of sight get their height when they come near, which moves the rest: some
// of them only after a frame in which nothing moved.
const settleOn = (element, frames = 12) => {
  element.scrollIntoView({ block: "center" });
  if (frames) requestAnimationFrame(() => settleOn(element, frames - 1));
};

const unmark = () => findAll(".marked").forEach((part) => part.classList.remove("marked"));

// `number` tells which of the quotes of a card is meant.
const mark = (target, number) => {
  for (let part = target; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
  }
  setSheet(Boolean(target.closest("#evidence")));
  unmark();
  target.classList.add("marked");
  (target.querySelector("summary") || target).focus({ preventScroll: true });
  const quote = number && target.querySelector(`mark[data-number="${number}"]`);
  if (quote) quote.classList.add("marked");
  if (target.closest(".reading")) settleOn(target);
  else if (!target.matches("details")) moveTo(target, "center");
  else {
    target.scrollIntoView({ block: "start" });
    quote?.scrollIntoView({ block: "nearest" });
  }
};
const markOnceSeen = (id, number) => {
  setSheet(true);
  onceFound(() => document.getElementById(id), (target) => mark(target, number));
};

// The sentences that share characters with [start, end) of the paper.
const placesIn = (reading, start, end) =>
  [...reading.querySelectorAll(".place-of")].filter((place) =>
    Number(place.id.slice(3)) < end && Number(place.dataset.end) > start);

const readingOf = (paper) => find(`.reading[data-paper^="${CSS.escape(paper)}"]`);

// The paper that was asked for, until it is drawn: one that comes before it is not looked at.
let awaitedPaper = null;
const showPaper = (paper, start, end, back) => {
  awaitedPaper = paper;
  setSheet(true);
  chooseTab("paper-pane");
  if (!readingOf(paper)) write("wanted", paper);
  onceSeen(() => readingOf(paper), (reading) => {
    if (awaitedPaper === paper) awaitedPaper = null;
    unmark();
    if (back) reading.querySelector(".return").hidden = false;
    const places = start === undefined ? [] : placesIn(reading, start, end ?? start + 1);
    places.forEach((place) => place.classList.add("marked"));
    const first = places[0] || reading.querySelector(".title");
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    settleOn(first);
  });
};

const showInPaper = (link) => {
  const { paper, start, end } = link.dataset;
  const back = link.closest(".reading") ? null : origin;
  go(`p/${encodeURIComponent(paper)}#${start}-${end}`);
  showPaper(paper, Number(start), Number(end), back);
};

const goBack = () => {
  if (!origin?.isConnected) origin = document.getElementById(origin?.id || "") || origin;
  if (origin?.isConnected) {
    setSheet(false);
    mark(origin);
  }
};

const openNote = (button) => {
  const body = document.getElementById(button.getAttribute("aria-controls"));
  body.hidden = !body.hidden;
  button.setAttribute("aria-expanded", String(!body.hidden));
};

const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey;
document.addEventListener("click", (event) => {
  const button = event.target.closest(".opens, .edit");
  if (button) {
    if (button.matches(".opens")) openNote(button);
    else {
      write("revising", button.dataset.turn);
      box()?.focus();
    }
    return;
  }
  const link = event.target.closest('a[href^="#"], a.in-paper');
  if (!link || (link.matches(".in-paper") && opensElsewhere(event))) return;
  // Gradio would write the place into the address itself.
  event.preventDefault();
  event.stopPropagation();
  closeMenu();
  hideTip();
  if (link.matches(".in-paper")) {
    const card = link.closest(".source");
    const whence = card && document.getElementById(
      card.querySelector(".back").getAttribute("href").slice(1));
    if (whence && !(origin?.isConnected && origin.getAttribute("href") === `#${card.id}`)) {
      origin = whence;
    }
    showInPaper(link);
    return;
  }
  const id = link.getAttribute("href").slice(1);
  if (link.matches(".return-link")) goBack();
  else if (link.matches(".back")) {
    const left = origin?.isConnected
      && origin.getAttribute("href") === `#${link.closest(".source").id}`;
    if (left) goBack();
    else {
      setSheet(false);
      onceFound(() => document.getElementById(id), (target) => mark(target));
    }
  } else {
    if (link.matches(".footnote, .nearest")) {
      origin = link;
      // Who is reading the paper stays in it.
      if (link.matches(".footnote[data-start]") && isOpen("paper-pane")) return showInPaper(link);
      chooseTab("sources-pane");
    }
    markOnceSeen(id, link.dataset.number);
  }
}, { capture: true });

// The quote of a footnote, beside it, while the pointer or the focus is on it.
const tip = make("div", { id: "tip", hidden: true }, make("q"), make("span"));
tip.setAttribute("role", "tooltip");
home.append(tip);
const showTip = (link) => {
  tip.children[0].textContent = link.dataset.quote;
  tip.children[1].textContent = link.dataset.place;
  tip.hidden = false;
  link.setAttribute("aria-describedby", "tip");
  const at = link.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - tip.offsetWidth - 12);
  const below = at.bottom + 6 + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(12, left)}px`;
  tip.style.top = `${below ? at.bottom + 6 : Math.max(12, at.top - tip.offsetHeight - 6)}px`;
};
const hideTip = () => {
  tip.hidden = true;
  find('[aria-describedby="tip"]')?.removeAttribute("aria-describedby");
};
const noted = (event) => event.target.closest?.(".footnote[data-quote]");
document.addEventListener("mouseover", (event) => {
  const link = noted(event);
  if (link) showTip(link);
  else if (!tip.contains(event.target)) hideTip();
});
document.addEventListener("focusin", (event) => {
  const link = noted(event);
  if (link && link.matches(":focus-visible")) showTip(link);
  else hideTip();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
document.addEventListener("scroll", hideTip, { capture: true, passive: true });

// What is offered under an answer.
const turnOf = (button) => Number(button.closest("[data-turn]").dataset.turn);
const have = (kind, form, turn, id = "") => order("copying", { form, kind, turn, id });
does["copy-menu"] = (button) => openMenu(button, [
  ["Text with footnotes", () => have("copy", "Plain text", turnOf(button))],
  ["Markdown", () => have("copy", "Markdown", turnOf(button))],
  ...(button.nextElementSibling.matches('[data-do="cite-menu"]') ? STYLES : []).map(
    ([style, label]) => [`Quotes with author, year, page (${label})`,
      () => order("copying", { kind: "copy", form: null, turn: turnOf(button), style })]),
]);
const STYLES = [["harvard", "Harvard"], ["apa", "APA"], ["chicago", "Chicago"], ["mla", "MLA"]];
does["cite-menu"] = (button) => openMenu(button, [
  ["Copy BibTeX", () => have("copy", "BibTeX", turnOf(button))],
  ["Copy CSL-JSON", () => have("copy", "CSL-JSON", turnOf(button))],
  ...FORMS.map((form) => [`Save as ${form}`, () => have("save", form, turnOf(button))]),
]);
const FORMS = ["Markdown", "HTML", "Plain text", "BibTeX", "CSL-JSON"];

// What was said of answers, while the page is open: their HTML is drawn anew with each question.
const verdicts = new Map();
const verdictOf = (turn) => `${find(".days")?.dataset.current}/${turn}`;
const showVerdicts = () => findAll(".tools-of").forEach((tools) => {
  const verdict = verdicts.get(verdictOf(tools.dataset.turn));
  tools.querySelector('[data-do="helpful"]').setAttribute("aria-pressed", verdict === true);
  tools.querySelector('[data-do="not-helpful"]').setAttribute("aria-pressed", verdict === false);
});
const judge = (button, helpful) =>
  order("judging", { turn: turnOf(button), helpful, comment: "" });
does.helpful = (button) => judge(button, true);
does["not-helpful"] = (button) => judge(button, false);
heard.judged = ({ turn, helpful, kept }) => {
  if (!kept) return;
  verdicts.set(verdictOf(turn), helpful);
  showVerdicts();
  say("Kept on this machine. `footnote questions export` makes questions of it.");
  const tools = find(`.tools-of[data-turn="${turn}"]`);
  const before = tools.parentElement.querySelector(".remark");
  if (before?.hasAttribute("data-sent")) before.remove();
  if (before) return;
  const field = make("input", { placeholder: "If you like; it stays on this machine" });
  const form = make("form", { className: "remark" },
    make("label", {}, "What was right, or wrong? ", field),
    make("button", { textContent: "Keep" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) {
      form.dataset.sent = "";
      order("judging", { turn, helpful, comment: field.value });
    } else form.remove();
  });
  tools.after(form);
};

// Suggestions are a line that folds.
const fold = (folded) => {
  find("#suggestions").toggleAttribute("data-folded", folded);
  find("#fold")?.setAttribute("aria-expanded", String(!folded));
  remember("folded", folded ? "yes" : "no");
};
document.addEventListener("click", (event) => {
  if (event.target.closest("#fold")) fold(!find("#suggestions").hasAttribute("data-folded"));
});
onceSeen(() => find("#fold"), () => fold(remembered("folded") === "yes"));

// Who asks while the server is gone is told so beside the box; Gradio sends nothing then.
const askForServer = () => {
  const talk = find("#talk");
  fetch("favicon.ico", { cache: "no-store" }).then(
    () => delete talk.dataset.lost, () => { talk.dataset.lost = ""; });
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest("#question")) askForServer();
}, { capture: true });
document.addEventListener("click", (event) => {
  if (event.target.closest("#talk button")) askForServer();
}, { capture: true });

// Who stops while the question waits leaves the queue; one that the server has not heard of yet
// is stopped once it has.
const beingAnswered = () => find("#conversation .turn[data-kind=pending]");
const inQueue = () => find("#conversation .progress-text")?.textContent.includes("queue");
// The queue is seen for a moment by who passes it at once as well: leaving it then would lose
// the question.
const PASSING_MS = 500;
let stopping = false;
let queuedSince = null;
const stopOnceHeard = (button) => {
  const seen = button.offsetParent;
  queuedSince = inQueue() ? (queuedSince ?? performance.now()) : null;
  const waits = queuedSince !== null && performance.now() - queuedSince > PASSING_MS;
  if (seen && !beingAnswered() && !waits) {
    requestAnimationFrame(() => stopOnceHeard(button));
    return;
  }
  stopping = false;
  if (seen && beingAnswered()) button.click();
  else if (seen) find("#leave-queue").click();
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("#stop");
  if (!button || beingAnswered()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (stopping) return;
  stopping = true;
  queuedSince = null;
  stopOnceHeard(button);
}, { capture: true });

// The latest turn begins at the top of what is seen, until somebody scrolls.
const conversation = find("#conversation");
const ABOVE_LATEST_PX = 8;
let held = true;
const holdLatest = () => {
  const last = findAll("#conversation .turn").at(-1);
  if (held && last) conversation.scrollTop += last.getBoundingClientRect().top
    - conversation.getBoundingClientRect().top - ABOVE_LATEST_PX;
};
["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) =>
  conversation.addEventListener(kind, () => { held = false; }, { passive: true }));
// What is drawn is another element each time.
const growing = new ResizeObserver(holdLatest);
const watchGrowing = () => {
  growing.disconnect();
  [conversation, find("#conversation [role=log]")].forEach((part) => part && growing.observe(part));
};
watchGrowing();

const resume = () => {
  if (mouse.matches && document.activeElement === document.body) {
    box()?.focus({ preventScroll: true });
  }
};

// A question that is being answered is not lost with the page: the next one of this tab has it in
// its box.
const UNANSWERED = "footnote-unanswered";
const noteUnanswered = (turn) => {
  if (turn?.dataset.kind === "pending") {
    sessionStorage.setItem(UNANSWERED, turn.querySelector(".question").textContent);
  } else sessionStorage.removeItem(UNANSWERED);
};
let unanswered = sessionStorage.getItem(UNANSWERED);
const restoreUnanswered = () => {
  if (unanswered) write("question", unanswered);
  if (unanswered) say("The page was left before this question was answered. Send it again.");
  unanswered = null;
};
let latest = "";
onChange("#conversation", () => {
  showVerdicts();
  const turns = findAll("#conversation .turn");
  const last = turns.at(-1);
  const state = last ? `${turns.length} ${last.dataset.kind} ${last.textContent.length}` : "";
  if (state === latest) return;
  latest = state;
  noteUnanswered(last);
  held = true;
  holdLatest();
  watchGrowing();
  if (!isOpen("paper-pane")) find("#evidence").scrollTop = 0;
  resume();
}, { attributes: true, attributeFilter: ["data-kind"] });
setSheet(false);
resume();
