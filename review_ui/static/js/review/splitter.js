// The line between page and fields can be dragged; the browser remembers where.
const KEY = "carnet-left";
const split = document.querySelector(".rv-split");
const handle = document.querySelector(".rv-splitter");

function set(percent) {
  const bounded = Math.max(22, Math.min(65, percent));
  split.style.setProperty("--left", `${bounded}%`);
  return bounded;
}

export function start(changed) {
  const kept = Number(localStorage.getItem(KEY));
  if (kept) set(kept);
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    const move = (moved) => localStorage.setItem(KEY, String(set((100 * moved.clientX) / window.innerWidth)));
    handle.addEventListener("pointermove", move);
    handle.addEventListener(
      "pointerup",
      () => {
        handle.removeEventListener("pointermove", move);
        changed();
      },
      { once: true },
    );
  });
}
