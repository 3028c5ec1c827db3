// The rail of conversations and papers: beside the page where there is room, over it elsewhere.
const narrow = matchMedia("(max-width: 1099px)");
const rail = find("#rail");
const railToggle = find("#rail-toggle");
rail.setAttribute("role", "navigation");
rail.setAttribute("aria-label", "Conversations and papers");
const setRail = (open) => {
  desk.dataset.rail = open ? "open" : "closed";
  rail.inert = !open;
  railToggle.setAttribute("aria-expanded", String(open));
  if (!narrow.matches) remember("rail", open ? "open" : "closed");
};
const railAsUsual = () => setRail(!narrow.matches && remembered("rail") !== "closed");
railToggle.addEventListener("click", () => {
  setRail(rail.inert);
  if (!rail.inert && narrow.matches) rail.querySelector("a, input, textarea").focus();
});
rail.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !narrow.matches || event.target.closest("form")) return;
  setRail(false);
  railToggle.focus();
});
document.addEventListener("pointerdown", (event) => {
  const outside = !event.target.closest("#rail, #rail-toggle, #menu");
  if (narrow.matches && !rail.inert && outside) setRail(false);
});
narrow.addEventListener("change", railAsUsual);
railAsUsual();

// What can be done with a conversation of the list.
const inPlaceOf = (button, form) => {
  const line = button.closest("li");
  const close = () => { form.remove(); line.classList.remove("busy"); button.focus(); };
  line.classList.add("busy");
  line.append(form);
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  return close;
};
const rename = (button) => {
  const field = make("input", { value: button.dataset.name });
  field.setAttribute("aria-label", "Name of the conversation");
  const form = make("form", {}, field, make("button", { textContent: "Rename" }));
  inPlaceOf(button, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    order("renaming", { id: button.dataset.id, name: field.value });
  });
  field.select();
};
const confirmDeletion = (button) => {
  const gone = make("button", { textContent: "Delete for good" });
  const keep = make("button", { type: "button", textContent: "Keep it" });
  const form = make("form", {}, gone, keep);
  const close = inPlaceOf(button, form);
  keep.addEventListener("click", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write("deleting", button.dataset.id);
  });
  keep.focus();
};
does["conversation-menu"] = (button) => openMenu(button, [
  ["Rename", () => rename(button)],
  ...FORMS.map((form) => [`Save as ${form}`, () => have("save", form, 0, button.dataset.id)]),
  ["Delete", () => confirmDeletion(button)],
]);

