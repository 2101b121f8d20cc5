// The queue: rows refresh themselves, j/k move, Enter opens, / searches.
import { getHtml } from "./http.js";

const EVERY_MS = 5000;
const box = document.getElementById("rows");
const texts = JSON.parse(document.getElementById("texts").textContent);
let current = Number(sessionStorage.getItem("queue-row") ?? -1);
let lastGood = new Date();

function rows() {
  return [...box.querySelectorAll("tr[data-href]")];
}

function mark(index, scroll = true) {
  const all = rows();
  if (!all.length) return;
  current = Math.max(0, Math.min(index, all.length - 1));
  all.forEach((row, i) => row.classList.toggle("current", i === current));
  sessionStorage.setItem("queue-row", String(current));
  if (scroll) all[current].scrollIntoView({ block: "nearest" });
}

async function refresh() {
  if (document.hidden || window.getSelection()?.toString()) return;
  try {
    const html = await getHtml(box.dataset.address);
    if (html !== box.dataset.shown) {
      box.innerHTML = html;
      box.dataset.shown = html;
      if (current >= 0) mark(current, false);
    }
    lastGood = new Date();
    document.querySelector(".stale-note")?.remove();
  } catch {
    if (!document.querySelector(".stale-note")) {
      const note = document.createElement("p");
      note.className = "note bad stale-note";
      note.textContent = texts.failed.replace("{time}", lastGood.toLocaleTimeString());
      box.before(note);
    }
  }
}

box.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a") && !window.getSelection()?.toString()) window.location.assign(row.dataset.href);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j" || event.key === "ArrowDown") mark(current + 1);
  else if (event.key === "k" || event.key === "ArrowUp") mark(current - 1);
  else if (event.key === "Enter" && !event.target.closest("a, button")) {
    const row = rows()[Math.max(current, 0)];
    if (row) window.location.assign(row.dataset.href);
  } else if (event.key === "/") document.getElementById("search").focus();
  else return;
  event.preventDefault();
});
document.querySelector('#filters select[name="reason"]').addEventListener("change", (event) => event.target.form.submit());
if (current >= 0) mark(current, false);
window.setInterval(refresh, EVERY_MS);
document.addEventListener("visibilitychange", refresh);
