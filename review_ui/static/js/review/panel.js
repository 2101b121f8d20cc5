// The fields: saving each change at once, keeping what is being typed while the panel is renewed, moving on.
import { getHtml, post } from "../http.js";
import { toast } from "../toast.js";
import { drawMarks, show } from "./viewer.js";

export const panel = document.getElementById("panel");
let texts = {};
let queue = Promise.resolve();
let waiting = 0;
let replacing = false;
// What the agent pointed at on the page, until the value that came of it is saved.
const pointed = new Map();

export function state() {
  return panel.querySelector(".p-state").dataset;
}

export function editable() {
  return state().editable === "yes";
}

export function fields() {
  return [...panel.querySelectorAll("[data-path]")];
}

export function control(field) {
  return field.querySelector("input, select, textarea");
}

function byPath(path) {
  return panel.querySelector(`[data-path="${CSS.escape(path)}"]`);
}

function original(input) {
  return input.matches("select") ? ([...input.options].find((o) => o.defaultSelected)?.value ?? "") : input.defaultValue;
}

function saving(text) {
  const place = panel.querySelector(".saving");
  if (place) place.textContent = text;
}

// Put new HTML in place of the fields; the field in hand keeps its focus, its selection and what was typed meanwhile.
export function renew(html) {
  const before = document.activeElement?.closest?.("[data-path]");
  const path = before?.dataset.path;
  const button = panel.contains(document.activeElement) ? document.activeElement.dataset.do : "";
  const input = before && control(before);
  const typed = input && !before.dataset.pick && input.value !== original(input) ? input.value : null;
  const caret = input?.selectionStart ?? null;
  const whole = caret === 0 && input?.selectionEnd === input?.value?.length;
  const scroll = panel.scrollTop;
  const rest = [...panel.children].slice(1);
  replacing = true;
  panel.innerHTML = html;
  panel.append(...rest);
  replacing = false;
  panel.scrollTop = scroll;
  drawMarks(fields());
  // The button in hand too: Enter after the last field approves.
  if (button) panel.querySelector(`[data-do="${CSS.escape(button)}"]`)?.focus({ preventScroll: true });
  const after = path && byPath(path);
  if (after) {
    const now = control(after);
    if (typed !== null) now.value = typed;
    now.focus({ preventScroll: true });
    if (whole) now.select?.();
    else if (caret !== null && now.setSelectionRange && now.type === "text") now.setSelectionRange(caret, caret);
    show(after);
  }
}

export async function reload() {
  renew(await getHtml(`/documents/${state().document}/panel`));
}

// Changes go one after the other, each with the version that the one before made.
export function change(verb, body, doing = null) {
  waiting += 1;
  saving(texts.saving);
  const done = queue.then(async () => {
    const response = await post(`/documents/${state().document}/${verb}`, { version: Number(state().version), ...body });
    waiting -= 1;
    renew(await response.text());
    saving(waiting ? texts.saving : texts.saved);
    doing?.();
    return true;
  });
  queue = done.catch((error) => failed(error, body));
  return queue;
}

async function failed(error, body) {
  waiting -= 1;
  saving("");
  if (error.status === undefined) {
    toast(texts.offline, true);
    return false;
  }
  toast(error.code === "stale_document" ? texts.stale : error.message, true);
  if (error.status === 409) await reload();
  const field = byPath(error.where || body?.path || "");
  if (field) {
    const input = control(field);
    input.focus();
    if (body?.value !== undefined && !field.dataset.pick) input.value = body.value;
    input.setAttribute("aria-invalid", "true");
  }
  return false;
}

export function settled() {
  return queue;
}

export function save(field, force = false) {
  if (!editable() || field.dataset.pick) return;
  const input = control(field);
  if (!force && input.value === original(input)) return;
  const path = field.dataset.path;
  const place = pointed.get(path);
  pointed.delete(path);
  // The same value again is no change: two events of one edit must not save twice.
  const value = input.value;
  if (input.matches("select")) for (const option of input.options) option.defaultSelected = option.value === value;
  else input.defaultValue = value;
  change("correct", { path, value, place: place && place.text === value ? place : null });
}

export function choose(field, entry) {
  field.dataset.code = entry.code;
  change("correct", { path: field.dataset.path, value: entry.code });
  next(field);
}

// The text of the page goes into the field in hand; several clicks in a text field add up only with Shift.
export function pick(found) {
  const field = document.activeElement?.closest?.("[data-path]");
  if (!field || !editable()) {
    const target = found.target && byPath(found.target);
    if (target) go(target);
    return;
  }
  if (!found.text) return;
  const input = control(field);
  if (input.matches("select")) return;
  input.value = found.text;
  if (field.dataset.pick) {
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  pointed.set(field.dataset.path, { page: found.page, box: found.box, text: found.text });
  input.focus();
  save(field);
}

export function go(field) {
  if (!field) return;
  const hidden = field.closest("details:not([open])");
  if (hidden) hidden.open = true;
  if (field.classList.contains("blank")) panel.classList.add("show-empty");
  const input = control(field);
  input.focus({ preventScroll: true });
  // In the upper half there is room for the proposals below, and for the lines that come next.
  const low = field.getBoundingClientRect().bottom > panel.getBoundingClientRect().top + panel.clientHeight * 0.6;
  field.scrollIntoView({ block: low ? "center" : "nearest" });
  input.select?.();
}

export function goTo(path) {
  const exact = byPath(path);
  const within = exact ?? panel.querySelector(`[data-path^="${CSS.escape(`${path}.`)}"]`);
  go(within);
  return within !== null;
}

// The next field to look at after this one; round to the first, and to the button when all are done.
export function next(from, step = 1) {
  const all = fields();
  const start = from ? all.findIndex((f) => f.dataset.path === from.dataset.path) : step > 0 ? -1 : all.length;
  const order = step > 0 ? [...all.slice(start + 1), ...all.slice(0, Math.max(start, 0))] : [...all.slice(0, start).reverse(), ...all.slice(start + 1).reverse()];
  const target = order.find((field) => field.classList.contains("look") && field !== from);
  if (target) go(target);
  else if (step > 0) panel.querySelector('[data-do="approve"]')?.focus();
}

// Enter: what stands there is right. Then on to the next one to look at.
export function confirm(field, step) {
  const input = control(field);
  if (field.dataset.pick) {
    if (input.value !== input.defaultValue) input.value = input.defaultValue;
    if (field.classList.contains("look") && step > 0) change("correct", { path: field.dataset.path, value: field.dataset.code });
  } else {
    save(field, step > 0 && field.classList.contains("look"));
  }
  field.classList.remove("look");
  next(field, step);
}

export function start(sentences) {
  texts = sentences;
  panel.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-path]");
    if (!field || replacing) return;
    show(field);
    for (const line of panel.querySelectorAll(".has-current")) line.classList.remove("has-current");
    field.closest(".line")?.classList.add("has-current");
  });
  panel.addEventListener("change", (event) => {
    const field = event.target.closest("[data-path]");
    if (field && !replacing) save(field);
  });
  panel.addEventListener("focusout", (event) => {
    // A pick-list left without a choice shows again what is chosen.
    const field = event.target.closest("[data-pick]");
    if (field && !replacing) event.target.value = event.target.defaultValue;
  });
  panel.addEventListener("click", (event) => {
    const target = event.target.closest("[data-goto]");
    if (target) goTo(target.dataset.goto);
  });
  drawMarks(fields());
}
