// The pages: pictures, marks over them, zoom, and picking the words that are printed there.
import { getHtml, getJson } from "../http.js";
import * as loupe from "./loupe.js";

const pane = document.querySelector(".rv-pages");
const sheet = document.querySelector(".rv-sheet");
const SLOP_PT = 3;
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3];
let zoom = 1;
let words = new Map();
let onPick = () => false;

export function pages() {
  return [...sheet.querySelectorAll(".page:not([hidden])")];
}

function place(mark, figure, box) {
  const width = Number(figure.dataset.width);
  const height = Number(figure.dataset.height);
  mark.style.left = `${(100 * box[0]) / width}%`;
  mark.style.top = `${(100 * box[1]) / height}%`;
  mark.style.width = `${(100 * (box[2] - box[0])) / width}%`;
  mark.style.height = `${(100 * (box[3] - box[1])) / height}%`;
}

function figureOf(page) {
  return pages().find((figure) => figure.dataset.page === String(page));
}

// One faint mark for each field that stands somewhere on a page.
export function drawMarks(fields) {
  for (const mark of sheet.querySelectorAll(".mk:not(.word, .drag)")) mark.remove();
  for (const field of fields) {
    const figure = field.dataset.page && figureOf(field.dataset.page);
    if (!figure) continue;
    const mark = document.createElement("div");
    // A pick-list stands where the printed value stands, which has its own mark: it shows only when it is in hand.
    const level = [...field.classList].find((name) => name.startsWith("l-")) ?? "";
    mark.className = field.dataset.pick || field.classList.contains("c-stock") ? "mk quiet" : `mk ${level}`;
    mark.dataset.for = field.dataset.path;
    place(mark, figure, field.dataset.box.split(",").map(Number));
    figure.querySelector(".marks").append(mark);
  }
}

export function show(field) {
  for (const on of sheet.querySelectorAll(".on")) on.classList.remove("on");
  loupe.hide();
  if (!field) return;
  if (field.dataset.element) return showInMessage(field.dataset.raw);
  const mark = sheet.querySelector(`.mk[data-for="${CSS.escape(field.dataset.path)}"]`);
  if (!mark) return;
  mark.classList.add("on");
  if (field.classList.contains("look")) loupe.look(mark.closest(".page"), field.dataset.box.split(",").map(Number));
  const box = mark.getBoundingClientRect();
  const view = pane.getBoundingClientRect();
  const margin = 60;
  if (box.top < view.top + margin || box.bottom > view.bottom - margin) {
    pane.scrollBy({ top: box.top - view.top - view.height / 3 });
  }
  if (box.left < view.left || box.right > view.right) pane.scrollBy({ left: box.left - view.left - 40 });
}

// A message splits and escapes its texts, so letters and digits alone are compared when the text itself is not found.
const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function showInMessage(raw) {
  if (!raw) return;
  const lines = [...sheet.querySelectorAll(".message li")];
  const wanted = plain(raw);
  const line = lines.find((item) => item.textContent.includes(raw)) ?? (wanted && lines.find((item) => plain(item.textContent).includes(wanted)));
  if (!line) return;
  line.classList.add("on");
  line.scrollIntoView({ block: "center" });
}

export function setZoom(step) {
  const at = ZOOMS.indexOf(zoom);
  zoom = step === "fit" ? 1 : ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at + (step === "in" ? 1 : -1)))];
  sheet.style.setProperty("--zoom", zoom);
  loadPictures();
}

export function scrollPages(direction) {
  pane.scrollBy({ top: direction * pane.clientHeight * 0.85 });
}

// The width that the window needs, in coarse steps so that the cache is shared.
function pictureWidth() {
  return Math.min(2000, Math.ceil((pane.clientWidth * zoom * window.devicePixelRatio) / 100) * 100);
}

// The first page of the document that comes next is fetched while the agent is busy with this one.
export async function fetchAhead(address) {
  const there = new DOMParser().parseFromString(await getHtml(address), "text/html");
  const picture = there.querySelector(".page:not([hidden]) img[data-src]");
  if (picture) new Image().src = `${picture.dataset.src}?w=${pictureWidth()}`;
}

function loadPictures() {
  const need = pictureWidth();
  for (const figure of pages()) {
    const image = figure.querySelector("img");
    const have = Number(image.dataset.have ?? 0);
    if (have >= need || (figure.classList.contains("drawn") && have)) continue;
    image.dataset.have = String(need);
    image.src = `${image.dataset.src}?w=${need}`;
  }
}

export function showPart(part) {
  for (const figure of sheet.querySelectorAll("[data-part]")) figure.hidden = figure.dataset.part !== String(part);
  for (const tab of document.querySelectorAll(".rv-parts .tab")) {
    tab.setAttribute("aria-selected", String(tab.dataset.part === String(part)));
  }
  pane.scrollTop = 0;
  loadPictures();
}

async function wordsOf(figure) {
  const part = figure.dataset.part;
  if (!words.has(part)) {
    const id = document.querySelector(".p-state").dataset.document;
    words.set(part, getJson(`/documents/${id}/parts/${part}/words`));
  }
  return (await words.get(part))[figure.dataset.page] ?? [];
}

function point(event, paper, figure) {
  const box = paper.getBoundingClientRect();
  return [
    ((event.clientX - box.left) / box.width) * Number(figure.dataset.width),
    ((event.clientY - box.top) / box.height) * Number(figure.dataset.height),
  ];
}

// A word counts as inside when its middle is; a single click takes the word under it, with a little slop.
function within(found, x0, top, x1, bottom) {
  if (x1 - x0 < 4 && bottom - top < 4) {
    return found.filter(([, a, b, c, d]) => x0 >= a - SLOP_PT && x0 <= c + SLOP_PT && top >= b - SLOP_PT && top <= d + SLOP_PT).slice(0, 1);
  }
  return found.filter(([, a, b, c, d]) => (a + c) / 2 >= x0 && (a + c) / 2 <= x1 && (b + d) / 2 >= top && (b + d) / 2 <= bottom);
}

function union(taken) {
  return [
    Math.min(...taken.map((w) => w[1])),
    Math.min(...taken.map((w) => w[2])),
    Math.max(...taken.map((w) => w[3])),
    Math.max(...taken.map((w) => w[4])),
  ];
}

async function startPick(event, paper) {
  const figure = paper.closest(".page");
  const start = point(event, paper, figure);
  const drag = document.createElement("div");
  drag.className = "mk drag";
  const box = (end) => [Math.min(start[0], end[0]), Math.min(start[1], end[1]), Math.max(start[0], end[0]), Math.max(start[1], end[1])];
  const move = (moved) => {
    if (!drag.isConnected) figure.querySelector(".marks").append(drag);
    place(drag, figure, box(point(moved, paper, figure)));
  };
  const up = async (ended) => {
    document.removeEventListener("mousemove", move);
    drag.remove();
    const target = ended.target.closest?.(".mk[data-for]")?.dataset.for ?? "";
    const taken = within(await wordsOf(figure), ...box(point(ended, paper, figure)));
    const text = taken.map((w) => w[0]).join(" ");
    onPick({ page: Number(figure.dataset.page), box: taken.length ? union(taken) : null, text, target });
  };
  document.addEventListener("mousemove", move);
  document.addEventListener("mouseup", up, { once: true });
}

let hovered = null;
async function hover(event, paper) {
  const figure = paper.closest(".page");
  const at = point(event, paper, figure);
  const [word] = within(await wordsOf(figure), at[0], at[1], at[0], at[1]);
  hovered?.remove();
  hovered = null;
  if (!word) return;
  hovered = document.createElement("div");
  hovered.className = "mk word";
  place(hovered, figure, word.slice(1));
  figure.querySelector(".marks").append(hovered);
}

// A wide sheet is rather scrolled than too small to read: 0.85 pixels a point at least, in percent of the pane.
function drawnWidth(points) {
  return Math.min(260, Math.max(100, (100 * 0.85 * points) / pane.clientWidth));
}

export function start(pick, texts) {
  onPick = pick;
  sheet.addEventListener("mousedown", (event) => {
    const paper = event.target.closest(".paper");
    if (!paper || event.button !== 0) return;
    event.preventDefault(); // the focus stays in the field that the text is for
    startPick(event, paper);
  });
  let waiting = false;
  sheet.addEventListener("mousemove", (event) => {
    const paper = event.target.closest(".paper");
    if (!paper || waiting || event.buttons) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      hover(event, paper);
    });
  });
  sheet.addEventListener("mouseleave", () => hovered?.remove());
  sheet.addEventListener(
    "error",
    (event) => {
      if (event.target.matches("img")) event.target.alt = texts.page_missing;
    },
    true,
  );
  document.querySelector(".rv-zoom").addEventListener("click", (event) => {
    const step = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (step) setZoom(step);
  });
  document.querySelector(".rv-parts")?.addEventListener("click", (event) => {
    const tab = event.target.closest(".tab");
    if (tab && !tab.disabled) showPart(tab.dataset.part);
  });
  // A page keeps its place before its picture is there: marks and clicks must not move under the agent's hand.
  for (const figure of sheet.querySelectorAll(".page")) {
    figure.querySelector(".paper").style.aspectRatio = `${figure.dataset.width} / ${figure.dataset.height}`;
  }
  for (const figure of sheet.querySelectorAll(".page.drawn")) figure.style.width = `${drawnWidth(Number(figure.dataset.width))}%`;
  loadPictures();
  window.addEventListener("resize", loadPictures);
}
