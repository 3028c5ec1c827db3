// The library and the choice of papers to ask: filtered, sorted, dropped, corrected, removed.
const matches = (text, words) => words.every((word) => text.includes(word));
const filterList = (field) => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const list = field.closest(".choose") || find("#library-papers");
  list.querySelectorAll("li").forEach((row) => {
    const told = `${row.textContent} ${row.dataset.authors || ""}`.toLowerCase();
    row.hidden = !matches(told, words);
  });
};
document.addEventListener("input", (event) => {
  if (event.target.matches(".filter")) filterList(event.target);
});

const sortField = find("#library-tools select");
const sortPapers = () => {
  const list = find("#library-papers ul");
  if (!list) return;
  const by = sortField.value;
  const newestFirst = by === "added" || by === "year";
  const rows = [...list.children].sort((one, other) => {
    const [a, b] = [one.dataset[by], other.dataset[by]];
    if (!a || !b) return Number(!a) - Number(!b);
    return newestFirst ? b - a : a.localeCompare(b);
  });
  if (rows.some((row, place) => row !== list.children[place])) list.append(...rows);
  filterList(find("#library-tools .filter"));
};
sortField.addEventListener("change", sortPapers);
onChange("#library-papers", sortPapers);

// The papers to ask.
const scopeList = find("#scope-list");
const setScope = (open) => {
  scopeList.toggleAttribute("data-open", open);
  find("#scope-chip")?.setAttribute("aria-expanded", String(open));
};
onChange("#scope", () => setScope(scopeList.hasAttribute("data-open")));
const tick = (wanted) => {
  const ticks = [...scopeList.querySelectorAll("input[type=checkbox]")];
  ticks.forEach((one) => { one.checked = wanted.includes(one.value); });
  ticks[0]?.dispatchEvent(new Event("change", { bubbles: true }));
};
document.addEventListener("click", (event) => {
  if (event.target.closest("#scope-chip")) {
    const open = !scopeList.hasAttribute("data-open");
    setScope(open);
    if (open) scopeList.querySelector("button").focus();
  } else if (!event.target.closest("#scope-list")) setScope(false);
});
scopeList.addEventListener("keydown", (event) => {
  if (event.key === "Escape") does["close-scope"]();
});
does["close-scope"] = () => { setScope(false); find("#scope-chip").focus(); };
does["ask-all"] = () => tick([]);
const paperOf = (button) => button.closest("[data-paper]").dataset.paper;
does["ask-only"] = (button) => {
  const paper = paperOf(button);
  onceFound(() => scopeList.querySelector(`input[value="${CSS.escape(paper)}"]`), () => {
    tick([paper]);
    showView("talk");
    if (placeNow().kind !== "p") go(talkAddress());
    box()?.focus();
  });
};

// The rows of the library.
does.remove = (button) => write("removing", paperOf(button));
does.restore = (button) => { button.disabled = true; write("restoring", paperOf(button)); };
does.dismiss = (button) => write("dismissing", button.dataset.source);
does.edit = (button) => {
  const row = button.closest("li");
  const { paper, title, authors, year } = row.dataset;
  const field = (label, value) => make("input", { value, ariaLabel: label, placeholder: label });
  const fields = [field("Title", title), field("Authors, parted by semicolons", authors),
    field("Year", year)];
  fields[2].inputMode = "numeric";
  const cancel = make("button", { type: "button", textContent: "Leave it" });
  const form = make("form", { className: "edit-paper" }, ...fields,
    make("button", { textContent: "Keep" }), cancel);
  const close = () => { form.remove(); row.classList.remove("busy"); button.focus(); };
  cancel.addEventListener("click", close);
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [newTitle, newAuthors, newYear] = fields.map((one) => one.value);
    order("editing", { paper, title: newTitle, authors: newAuthors, year: newYear });
  });
  row.classList.add("busy");
  row.append(form);
  fields[0].select();
};

// Files may be dropped anywhere: questions on the evaluation, papers elsewhere.
const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
const ownZone = (event) => event.target.closest?.("#library-files, #evaluation-files");
let leaving = 0;
addEventListener("dragover", (event) => {
  if (!carriesFiles(event) || ownZone(event)) return;
  event.preventDefault();
  desk.dataset.dragging = "";
  clearTimeout(leaving);
  leaving = setTimeout(() => delete desk.dataset.dragging, 200);
});
addEventListener("drop", (event) => {
  if (!carriesFiles(event) || ownZone(event)) return;
  event.preventDefault();
  const place = desk.dataset.view === "evaluation" ? "evaluation" : "library";
  const files = event.dataTransfer.files;
  if (place === "library" && desk.dataset.view !== "library") {
    showView("library");
    go("library");
  }
  const field = find(`#${place}-files input[type=file]`);
  if (!field) return say("Files are still being read. Drop these again when that is done.");
  field.files = files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
