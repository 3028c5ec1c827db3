// What the other parts of the script share. They are one function, which Gradio runs once, when
// the page is there.
const still = matchMedia("(prefers-reduced-motion: reduce)");
const mouse = matchMedia("(pointer: fine)");
const PATIENCE_MS = 30000;
const desk = document.querySelector("#desk");
const find = (selector) => document.querySelector(selector);
const findAll = (selector) => [...document.querySelectorAll(selector)];

const moveTo = (element, block) =>
  element.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });

// Calls `use` with what `look` finds, once it does.
const onceFound = (look, use, until = performance.now() + PATIENCE_MS) => {
  const found = look();
  if (found) use(found);
  else if (performance.now() < until) requestAnimationFrame(() => onceFound(look, use, until));
};
const onceSeen = (look, use) =>
  onceFound(() => { const found = look(); return found?.offsetParent ? found : null; }, use);

const onChange = (selector, use, more = {}) => findAll(selector).forEach((part) =>
  new MutationObserver(use).observe(part, { childList: true, subtree: true, ...more }));

// Gradio hears of a value that a script writes only by the event that typing makes, and passes
// over what is there already: a space makes another of it. A box in a tab that was never chosen
// is drawn a few frames after it is.
const write = (name, value) => onceFound(() => find(`#${name} :is(textarea, input)`), (field) => {
  const other = field.value === value && value ? `${value} ` : value;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, other);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
const order = (name, wanted) => write(name, JSON.stringify(wanted));

const tabOf = (pane) => find(`[role="tab"][aria-controls="${pane}"]`);
const isOpen = (pane) => tabOf(pane)?.getAttribute("aria-selected") === "true";
const chooseTab = (pane) => { if (!isOpen(pane)) tabOf(pane)?.click(); };

const remember = (name, value) => { try { localStorage.setItem(`footnote-${name}`, value); } catch { } };
const remembered = (name) => {
  try { return localStorage.getItem(`footnote-${name}`); } catch { return null; }
};

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const home = find(".gradio-container main") || find(".gradio-container");

// What buttons do, by their data-do; what the server told, by its kind.
const does = {};
const heard = {};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) does[button.dataset.do]?.(button);
});
document.addEventListener("footnote", (event) => heard[event.detail?.kind]?.(event.detail));

// A line that is said for a moment.
const said = make("p", { id: "said" });
said.setAttribute("role", "status");
home.append(said);
let quiet = 0;
const say = (text) => {
  said.textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => { said.textContent = ""; }, 4000);
};

// One menu for all buttons that open one.
const menu = make("div", { id: "menu", hidden: true });
menu.setAttribute("role", "menu");
home.append(menu);
let opener = null;
const closeMenu = () => {
  if (menu.hidden) return;
  menu.hidden = true;
  opener.setAttribute("aria-expanded", "false");
  if (menu.contains(document.activeElement)) opener.focus();
};
// It stays with its button where that is scrolled.
const placeMenu = () => {
  if (menu.hidden || !opener.isConnected) return;
  const at = opener.getBoundingClientRect();
  const below = at.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - menu.offsetHeight - 4)}px`;
};
const openMenu = (button, items) => {
  const again = !menu.hidden && opener === button;
  closeMenu();
  if (again) return;
  opener = button;
  menu.replaceChildren(...items.map(([text, act]) => {
    const item = make("button", { type: "button", textContent: text });
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => { closeMenu(); act(); });
    return item;
  }));
  menu.setAttribute("aria-label", button.getAttribute("aria-label") || button.textContent);
  menu.hidden = false;
  button.setAttribute("aria-expanded", "true");
  placeMenu();
  menu.firstElementChild.focus({ preventScroll: true });
};
menu.addEventListener("keydown", (event) => {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[(to + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.stopPropagation();
    closeMenu();
  }
});
document.addEventListener("click", (event) => {
  if (!menu.contains(event.target) && !event.target.closest('[aria-haspopup="menu"]')) closeMenu();
}, { capture: true });
document.addEventListener("scroll", placeMenu, { capture: true, passive: true });

// A page that is not served over HTTPS has no clipboard but the old one; where there is none at
// all, the text is shown to be copied by hand.
const copyText = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { value: text, className: "by-hand" });
    home.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
};
const copyByHand = (text) => {
  const area = make("textarea", { value: text, readOnly: true, rows: 12 });
  area.setAttribute("aria-label", "The text");
  const close = make("button", { type: "button", textContent: "Close" });
  const dialog = make("dialog", { className: "copy-by-hand" },
    make("p", { textContent: "The browser did not let the text be copied. Copy it from here." }),
    area, close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  home.append(dialog);
  dialog.showModal();
  area.select();
};
heard.copy = async (file) => {
  if (await copyText(file.text)) say(`Copied: ${file.form}`);
  else copyByHand(file.text);
};
// The file is made from what came with the event: nothing of it is left on the server.
heard.save = (file) => {
  const link = make("a", { download: file.name, href:
    URL.createObjectURL(new Blob([file.text], { type: "application/octet-stream" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
