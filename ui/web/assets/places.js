// The addresses: what is seen stands in the address, and what the address names is shown.
//   c/CONVERSATION   p/PAPER#START-END   library   evaluation   evaluation/RUN
const root = new URL(document.baseURI).pathname;
const placeNow = () => {
  const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : "";
  const [kind, name = ""] = path.split("/").map(decodeURIComponent);
  return { kind, name };
};
const currentId = () => find(".days")?.dataset.current || "";
const talkAddress = () => (currentId() ? `c/${currentId()}` : "./");
// The conversation that is being opened; until it is there, the one before counts for nothing.
let expected = null;

const state = () => ({ conversation: expected ?? currentId(), view: desk.dataset.view });
const go = (path, replace = false) => {
  const address = new URL(path, document.baseURI);
  const same = address.href === location.href;
  history[replace || same ? "replaceState" : "pushState"](state(), "", address);
};

const showView = (view) => {
  desk.dataset.view = view;
  findAll("[data-place]").forEach((link) => {
    if (link.dataset.place === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  setSheet(false);
};

const openConversation = (id) => {
  if (id === currentId()) return;
  expected = id;
  write("opening", id);
};

const openRun = (name) => onceFound(
  () => !find("#evaluation-report")?.textContent.includes("Looking for runs"),
  () => write("opening-run", name));

// What the page itself loads as its tab opens may come later than what was asked for, and take its
// place: so it is shown again until somebody does something there.
let wantedPlace = null;
const openPaper = (paper) => {
  const [start, end] = location.hash.slice(1).split("-").filter(Boolean).map(Number);
  setSheet(true);
  chooseTab("paper-pane");
  const wanted = [paper, Number.isInteger(start) ? start : undefined, end];
  wantedPlace = wanted;
  onceFound(() => find("#reading")?.textContent.trim(), () => showPaper(...wanted));
};
["pointerdown", "keydown", "wheel"].forEach((kind) =>
  find("#evidence").addEventListener(kind, () => { wantedPlace = null; }, { passive: true }));

const arrive = (opening) => {
  const { kind, name } = placeNow();
  const before = history.state?.conversation;
  if (kind === "library" || kind === "evaluation") {
    showView(kind);
    if (opening && before) openConversation(before);
    if (name) openRun(name);
  } else if (kind === "p") {
    showView(history.state?.view || "talk");
    if (before) openConversation(before);
    openPaper(name);
  } else {
    showView("talk");
    if (!opening) chooseTab("sources-pane");
    if (kind === "c") openConversation(name);
    else if (!opening && currentId()) find("#fresh").dispatchEvent(new MouseEvent("click"));
  }
};
addEventListener("popstate", () => arrive(false));

// A conversation that is opened empties the box.
heard.opened = () => requestAnimationFrame(restoreUnanswered);
heard.missing = ({ reason }) => {
  expected = null;
  heard.opened();
  onceFound(() => find("#conversation [role=log]"), (log) => {
    const notice = make("p", { className: "notice", textContent: reason });
    notice.setAttribute("role", "alert");
    log.prepend(notice);
  });
};

// The address follows the conversation that is open.
onChange("#history-list", () => {
  const now = currentId();
  if (expected !== null && now !== expected) return;
  expected = null;
  const { kind, name } = placeNow();
  if (kind === "" && now) go(`c/${now}`, true);
  else if (kind === "c" && now !== name) go(now ? `c/${now}` : "./", true);
  else history.replaceState(state(), "");
}, { attributes: true, attributeFilter: ["data-current"] });

// And the paper and the run that are looked at.
let drawn = null;
const followPaper = () => {
  const reading = find("#reading .reading");
  if (reading === drawn) return;
  drawn = reading;
  if (wantedPlace) {
    if (reading) showPaper(...wantedPlace);
    return;
  }
  const paper = reading?.dataset.paper;
  if (awaitedPaper && !paper?.startsWith(awaitedPaper)) return;
  const { kind, name } = placeNow();
  if (isOpen("paper-pane") && kind === "p" && paper && !paper.startsWith(name)) go(`p/${paper}`);
};
onChange("#panes", followPaper);
onChange("#evaluation-report", () => {
  const run = find("#evaluation-report iframe")?.dataset.run;
  const { kind, name } = placeNow();
  if (kind === "evaluation" && run && run !== name) {
    go(`evaluation/${encodeURIComponent(run)}`, true);
  }
});
find("#panes")?.addEventListener("click", (event) => {
  const tab = event.target.closest('[role="tab"]');
  // A script that chooses a tab says itself where it goes.
  if (!tab || !event.isTrusted) return;
  const paper = find("#reading .reading")?.dataset.paper;
  if (tab.getAttribute("aria-controls") === "paper-pane") {
    if (paper) go(`p/${paper}`);
  } else if (placeNow().kind === "p") {
    go(desk.dataset.view === "library" ? "library" : talkAddress());
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#fresh") && event.isTrusted) {
    showView("talk");
    chooseTab("sources-pane");
    go("./");
    history.replaceState({ ...history.state, conversation: "" }, "");
    box()?.focus();
  }
  const link = event.target.closest(
    "a.conversation, a.to-paper, a.to-library, a[data-place]");
  if (!link || opensElsewhere(event)) return;
  event.preventDefault();
  if (narrow.matches) setRail(false);
  if (link.matches(".conversation")) {
    showView("talk");
    chooseTab("sources-pane");
    openConversation(link.dataset.id);
    go(`c/${link.dataset.id}`);
  } else if (link.matches(".to-paper")) {
    if (desk.dataset.view === "evaluation") showView("talk");
    go(`p/${encodeURIComponent(link.dataset.paper)}`);
    showPaper(link.dataset.paper);
  } else {
    const place = link.dataset.place || "library";
    showView(place);
    go(place === "talk" ? talkAddress() : link.getAttribute("href"));
    if (place === "talk") box()?.focus();
  }
});

arrive(true);
if (expected === null) restoreUnanswered();
