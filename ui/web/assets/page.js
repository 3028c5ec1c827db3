// Footnote in the browser: follows a footnote to its source or into the paper, and back; shows
// the quote of a footnote; keeps the latest turn in sight. Gradio runs this once, when the page
// is there.
(() => {
  "use strict";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const mouse = matchMedia("(pointer: fine)");
  const narrow = matchMedia("(max-width: 859px)");
  const patience = 8000;
  let origin = null;

  const moveTo = (element, block) =>
    element.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });

  // Paragraphs out of sight get their height when they come near, which moves the rest: some
  // of them only after a frame in which nothing moved.
  const settleOn = (element, frames = 12) => {
    element.scrollIntoView({ block: "center" });
    if (frames) requestAnimationFrame(() => settleOn(element, frames - 1));
  };

  const tabOf = (pane) => document.querySelector(`[role="tab"][aria-controls="${pane}"]`);
  const isOpen = (pane) => tabOf(pane)?.getAttribute("aria-selected") === "true";
  const chooseTab = (pane) => { if (!isOpen(pane)) tabOf(pane)?.click(); };

  // Gradio hears of a value that a script writes only by the event that typing makes.
  // A box in a tab that was never chosen is drawn a few frames after it is.
  const write = (name, value, frames = 60) => {
    const box = document.querySelector(`#${name} :is(textarea, input)`);
    if (!box) {
      if (frames) requestAnimationFrame(() => write(name, value, frames - 1));
      return;
    }
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, value);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const unmark = () =>
    document.querySelectorAll(".marked").forEach((part) => part.classList.remove("marked"));

  const mark = (target) => {
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    unmark();
    target.classList.add("marked");
    (target.querySelector("summary") || target).focus({ preventScroll: true });
    if (target.closest(".reading")) settleOn(target);
    else moveTo(target, target.matches("details") ? "start" : "center");
  };

  const onceThere = (find, use, until = performance.now() + patience) => {
    const found = find();
    if (found && found.offsetParent) use(found);
    else if (performance.now() < until) requestAnimationFrame(() => onceThere(find, use, until));
  };
  const markOnceDrawn = (id) => onceThere(() => document.getElementById(id), mark);

  // The sentences that share characters with [start, end) of the paper.
  const placesIn = (reading, start, end) =>
    [...reading.querySelectorAll(".place-of")].filter((place) =>
      Number(place.id.slice(3)) < end && Number(place.dataset.end) > start);

  const showInPaper = (link) => {
    const { paper, start, end } = link.dataset;
    const find = () => document.querySelector(`.reading[data-paper="${CSS.escape(paper)}"]`);
    const back = link.closest(".reading") ? null : origin;
    chooseTab("paper-pane");
    if (!find()) write("wanted", paper);
    onceThere(find, (reading) => {
      const places = placesIn(reading, Number(start), Number(end));
      const first = places[0] || reading;
      unmark();
      places.forEach((place) => place.classList.add("marked"));
      if (back) reading.querySelector(".return").hidden = false;
      first.focus({ preventScroll: true });
      settleOn(first);
    });
  };

  const goBack = () => {
    if (!origin?.isConnected) origin = document.getElementById(origin?.id || "") || origin;
    if (origin?.isConnected) mark(origin);
  };

  const open = (button) => {
    const body = document.getElementById(button.getAttribute("aria-controls"));
    body.hidden = !body.hidden;
    button.setAttribute("aria-expanded", String(!body.hidden));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".opens, .edit");
    if (button) {
      if (button.matches(".opens")) open(button);
      else {
        write("revising", button.dataset.turn);
        box()?.focus();
      }
      return;
    }
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    hideTip();
    const id = link.getAttribute("href").slice(1);
    if (link.matches(".return-link")) goBack();
    else if (link.matches(".back")) {
      const left = origin && origin.isConnected && origin.hash === `#${link.closest(".source").id}`;
      if (left) mark(origin);
      else markOnceDrawn(id);
    } else if (link.matches(".in-paper")) {
      const card = link.closest(".source");
      const whence = card && document.getElementById(
        card.querySelector(".back").getAttribute("href").slice(1));
      if (whence && !(origin?.isConnected && origin.hash === `#${card.id}`)) origin = whence;
      showInPaper(link);
    } else {
      if (link.matches(".footnote, .nearest")) {
        origin = link;
        // Who is reading the paper stays in it.
        if (link.matches(".footnote") && isOpen("paper-pane")) return showInPaper(link);
        chooseTab("sources-pane");
      }
      markOnceDrawn(id);
    }
  });

  // Which of the papers cited have pages to show, the server is asked when their sources are drawn.
  const offerPages = async () => {
    const parts = [...document.querySelectorAll(".print[hidden]:not([data-state])")];
    parts.forEach((part) => { part.dataset.state = "offered"; });
    const papers = [...new Set(parts.map((part) => part.dataset.paper))];
    if (!papers.length) return;
    const query = new URLSearchParams(papers.map((paper) => ["paper", paper]));
    const known = await fetch(`pages?${query}`).then((reply) => reply.json()).catch(() => []);
    parts.forEach((part) => { part.hidden = !known.includes(part.dataset.paper); });
  };
  document.querySelectorAll("#sources").forEach((sources) =>
    new MutationObserver(offerPages).observe(sources, { childList: true, subtree: true }));

  // The first line of the quote stands in the middle of what is seen of its page, from where the
  // lines begin.
  const centreOnQuote = (frame) => {
    const lines = [...frame.querySelectorAll(".box")];
    frame.scrollTop = lines[0].offsetTop - frame.clientHeight / 2;
    frame.scrollLeft = Math.min(...lines.map((line) => line.offsetLeft)) - 12;
  };

  // An image of a page is drawn and sent when it is first opened.
  const showPage = async (part) => {
    const { paper, start, end } = part.dataset;
    const leaves = part.querySelector(".leaves");
    leaves.textContent = "Drawing the page …";
    part.dataset.state = "shown";
    try {
      const reply = await fetch(`pages/${encodeURIComponent(paper)}?start=${start}&end=${end}`);
      leaves.innerHTML = await reply.text();
      if (!reply.ok) part.dataset.state = "offered";
      await Promise.all([...leaves.querySelectorAll("img")].map((image) => image.decode()));
      leaves.querySelectorAll(".window").forEach(centreOnQuote);
      moveTo(leaves.lastElementChild, "nearest");
      moveTo(leaves.firstElementChild, "nearest");
    } catch {
      leaves.textContent = "The server does not answer. Close this and open it again.";
      part.dataset.state = "offered";
    }
  };
  document.addEventListener("toggle", (event) => {
    const part = event.target;
    if (part.matches?.(".print[open][data-state=offered]")) showPage(part);
  }, { capture: true });

  // The quote of a footnote, beside it, while the pointer or the focus is on it.
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  tip.append(document.createElement("q"), document.createElement("span"));
  document.querySelector(".gradio-container main, .gradio-container").append(tip);
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
    document.querySelector('[aria-describedby="tip"]')?.removeAttribute("aria-describedby");
  };
  const noted = (event) => event.target.closest?.(".footnote");
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

  const box = () => document.querySelector("#question textarea");
  const resume = () => {
    if (mouse.matches && document.activeElement === document.body) {
      box()?.focus({ preventScroll: true });
    }
  };

  // Who asks while the server is gone is told so beside the box; Gradio sends nothing then.
  const askForServer = () => {
    const talk = document.querySelector("#talk");
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
  const beingAnswered = () => document.querySelector("#conversation .turn[data-kind=pending]");
  const inQueue = () =>
    document.querySelector("#conversation .progress-text")?.textContent.includes("queue");
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
    else if (seen) document.querySelector("#leave-queue").click();
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

  let latest = "";
  new MutationObserver(() => {
    const turns = document.querySelectorAll("#conversation .turn");
    const last = turns[turns.length - 1];
    const state = last ? `${turns.length} ${last.dataset.kind}` : "";
    if (state === latest) return;
    latest = state;
    if (last) moveTo(last, "start");
    if (!isOpen("paper-pane") && !narrow.matches) {
      document.querySelector("#evidence").scrollTop = 0;
    }
    resume();
  }).observe(document.querySelector("#conversation"), { childList: true, subtree: true,
    attributes: true, attributeFilter: ["data-kind"] });
  resume();
})();
