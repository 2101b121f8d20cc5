// Pick-lists: proposals with their reasons, searching while typing, all by keyboard.
import { getJson } from "../http.js";

const SEARCH = { items: "/search/items", customers: "/search/customers" };
const WAIT_MS = 140;
let list = null;
let owner = null;
let entries = [];
let selected = -1;
let timer = 0;
let running = null;
let choose = () => {};
let texts = {};

export function isOpen() {
  return list !== null;
}

export function close() {
  list?.remove();
  owner?.querySelector("input").setAttribute("aria-expanded", "false");
  running?.abort();
  window.clearTimeout(timer);
  list = owner = running = null;
  selected = -1;
}

function proposals(field) {
  return JSON.parse(field.dataset.choices);
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

function render(found, note) {
  list.replaceChildren();
  entries = [...found, { code: "", title: owner.dataset.none, none: true }];
  if (note) {
    const row = element("li", "note-row", note);
    list.append(row);
  }
  entries.forEach((entry, index) => {
    const item = document.createElement("li");
    item.id = `pick-${index}`;
    item.setAttribute("role", "option");
    item.className = entry.none ? "none-of" : "";
    item.append(element("span", "t", entry.title), element("span", "p", entry.percent ?? ""));
    if (entry.detail) item.append(element("small", "", entry.detail));
    if (entry.reasons?.length) item.append(element("small", "why", entry.reasons.join(" · ")));
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      select(index);
      take();
    });
    list.append(item);
  });
  place();
}

function place() {
  const box = owner.querySelector("input").getBoundingClientRect();
  const width = Math.max(box.width, 470);
  list.style.width = `${width}px`;
  list.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  const below = window.innerHeight - box.bottom;
  if (below < 240 && box.top > below) {
    list.style.top = "auto";
    list.style.bottom = `${window.innerHeight - box.top + 3}px`;
  } else {
    list.style.bottom = "auto";
    list.style.top = `${box.bottom + 3}px`;
  }
}

function select(index) {
  selected = index;
  [...list.querySelectorAll("li[role=option]")].forEach((item, i) => {
    item.setAttribute("aria-selected", String(i === index));
    if (i === index) item.scrollIntoView({ block: "nearest" });
  });
  owner.querySelector("input").setAttribute("aria-activedescendant", index >= 0 ? `pick-${index}` : "");
}

export function open(field) {
  if (field.querySelector("input").readOnly) return;
  close();
  owner = field;
  list = document.createElement("ul");
  list.className = "picklist";
  list.setAttribute("role", "listbox");
  document.body.append(list);
  field.querySelector("input").setAttribute("aria-expanded", "true");
  const found = proposals(field);
  render(found, found.length ? "" : texts.no_candidates);
  select(Math.max(0, found.findIndex((entry) => entry.code === field.dataset.code)));
  if (!found.length && field.dataset.pick === "ship-tos") search("");
}

async function search(query) {
  const field = owner;
  const base = SEARCH[field.dataset.pick] ?? `/search/ship-tos/${document.querySelector(".p-state").dataset.document}`;
  running?.abort();
  running = new AbortController();
  try {
    const found = await getJson(`${base}?q=${encodeURIComponent(query)}`, running.signal);
    if (owner !== field || !list) return;
    render(found, found.length ? "" : texts.no_match.replace("{query}", query));
    select(found.length ? 0 : -1);
  } catch (error) {
    if (error.name !== "AbortError" && list) render([], error.message);
  }
}

function take() {
  const entry = entries[selected];
  const field = owner;
  if (!entry || !field) return false;
  field.querySelector("input").value = entry.title;
  close();
  choose(field, entry);
  return true;
}

export function start(onChoose, sentences) {
  choose = onChoose;
  texts = sentences;
  const panel = document.getElementById("panel");
  panel.addEventListener("input", (event) => {
    const field = event.target.closest("[data-pick]");
    if (!field) return;
    if (!list || owner !== field) open(field);
    window.clearTimeout(timer);
    const query = event.target.value.trim();
    timer = window.setTimeout(() => (query ? search(query) : open(field)), WAIT_MS);
  });
  panel.addEventListener("click", (event) => {
    const field = event.target.closest("[data-pick]");
    if (field && event.target.matches("input") && owner !== field) open(field);
  });
  panel.addEventListener("focusout", () => close());
  panel.addEventListener("scroll", () => list && place());
}

// True when the key was for the list.
export function key(event, field) {
  const down = event.key === "ArrowDown";
  if (!list) {
    if (down || (event.altKey && event.key === "ArrowDown")) {
      open(field);
      return true;
    }
    return false;
  }
  if (down || event.key === "ArrowUp") {
    select((selected + (down ? 1 : -1) + entries.length) % entries.length);
    return true;
  }
  if (event.key === "Enter" && !event.ctrlKey) return take();
  if (event.key === "Escape") {
    close();
    field.querySelector("input").value = field.querySelector("input").defaultValue;
    return true;
  }
  return false;
}
