// Footnote in the browser: follows a footnote to its source and back, and keeps the latest
// turn in sight. Gradio runs this once, when the page is there.
(() => {
  "use strict";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const mouse = matchMedia("(pointer: fine)");
  let origin = null;

  const moveTo = (element, block) =>
    element.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });

  const chooseTab = (pane) => {
    const tab = document.querySelector(`[role="tab"][aria-controls="${pane}"]`);
    if (tab && tab.getAttribute("aria-selected") !== "true") tab.click();
  };

  const mark = (target) => {
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    document.querySelectorAll(".marked").forEach((part) => part.classList.remove("marked"));
    target.classList.add("marked");
    (target.querySelector("summary") || target).focus({ preventScroll: true });
    moveTo(target, target.matches("details") ? "start" : "center");
  };

  // A tab that was just chosen is drawn a few frames later.
  const markOnceDrawn = (id, frames = 60) => {
    const target = document.getElementById(id);
    if (target && target.offsetParent) mark(target);
    else if (frames) requestAnimationFrame(() => markOnceDrawn(id, frames - 1));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const id = link.getAttribute("href").slice(1);
    if (link.matches(".back")) {
      const left = origin && origin.isConnected && origin.hash === `#${link.closest(".source").id}`;
      if (left) mark(origin);
      else markOnceDrawn(id);
      return;
    }
    if (link.matches(".footnote, .nearest")) {
      origin = link;
      chooseTab("sources-pane");
    }
    markOnceDrawn(id);
  });

  const box = () => document.querySelector("#question textarea");
  const resume = () => {
    if (mouse.matches && document.activeElement === document.body) {
      box()?.focus({ preventScroll: true });
    }
  };

  let latest = "";
  new MutationObserver(() => {
    const turns = document.querySelectorAll("#conversation .turn");
    const last = turns[turns.length - 1];
    const state = last ? `${turns.length} ${last.dataset.kind}` : "";
    if (state === latest) return;
    latest = state;
    if (last) moveTo(last, "start");
    document.querySelector("#evidence").scrollTop = 0;
    resume();
  }).observe(document.querySelector("#conversation"), { childList: true, subtree: true,
    attributes: true, attributeFilter: ["data-kind"] });
  resume();
})();
