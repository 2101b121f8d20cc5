// The keyboard: what each key does, in and outside of fields.
import { confirm, control, next, panel } from "./panel.js";
import * as picks from "./picks.js";
import { addLine, approve, copyLine, reject, removeLine, takeForOrder, undo } from "./verbs.js";
import { scrollPages, setZoom } from "./viewer.js";

function inField(event, field) {
  if (field.dataset.pick && picks.key(event, field)) return true;
  const input = control(field);
  if (event.key === "Enter" && !event.ctrlKey && !event.altKey && !(input.matches("textarea") && event.shiftKey)) {
    confirm(field, event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.key === "Escape") {
    if (!input.matches("select")) input.value = input.defaultValue;
    input.blur();
    return true;
  }
  if (event.altKey && event.key === "Backspace") {
    const line = field.closest("[data-line]");
    if (line) removeLine(Number(line.dataset.line));
    return line !== null;
  }
  if (event.altKey && event.key.toLowerCase() === "d") {
    const line = field.closest("[data-line]");
    if (line) copyLine(Number(line.dataset.line));
    return line !== null;
  }
  // Undo is the browser's own while something is being typed.
  return event.ctrlKey && event.key === "z" && input.value === input.defaultValue ? (undo(), true) : false;
}

const LETTERS = {
  r: reject,
  o: takeForOrder,
  i: () => panel.querySelector(".issue [data-goto]")?.click(),
  n: () => document.getElementById("next-document")?.click(),
  p: () => document.getElementById("previous-document")?.click(),
  "?": () => document.getElementById("dialog-help").showModal(),
  "+": () => setZoom("in"),
  "-": () => setZoom("out"),
  0: () => setZoom("fit"),
  Enter: () => next(null),
};

export function start() {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      approve();
      return;
    }
    if (event.altKey && event.key.toLowerCase() === "l") {
      event.preventDefault();
      addLine();
      return;
    }
    const field = event.target.closest?.("[data-path]");
    if (field) {
      if (inField(event, field)) event.preventDefault();
      return;
    }
    if (event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
    if (event.ctrlKey) {
      if (event.key === "z") undo();
      return;
    }
    if (event.key === "PageDown" || event.key === "PageUp") scrollPages(event.key === "PageDown" ? 1 : -1);
    else if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    else if (LETTERS[event.key]) LETTERS[event.key]();
    else return;
    event.preventDefault();
  });
}

