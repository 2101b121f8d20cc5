// A doubtful value enlarged below its page, so that nobody has to zoom in to read a small print or a faint scan.
const glass = document.querySelector(".rv-loupe");
const PICTURE_PX = 1800;
const HEIGHT_PX = 30; // of the value in the glass
const SCALES = [1.6, 4]; // pixels a point, at least and at most
const ENOUGH = 1.5; // so large on the page itself that no glass is needed

export function hide() {
  if (glass) glass.hidden = true;
}

// `box` in points of the page that `figure` shows.
export function look(figure, box) {
  if (!glass) return;
  const image = figure.querySelector("img");
  const width = Number(figure.dataset.width);
  if (image.clientWidth / width >= ENOUGH) return hide();
  const scale = Math.max(SCALES[0], Math.min(SCALES[1], HEIGHT_PX / Math.max(box[3] - box[1], 1)));
  const address = figure.classList.contains("drawn") ? image.dataset.src : `${image.dataset.src}?w=${PICTURE_PX}`;
  glass.hidden = false;
  const view = glass.getBoundingClientRect();
  const left = Math.max(0, ((box[0] + box[2]) / 2) * scale - view.width / 2);
  const top = Math.max(0, ((box[1] + box[3]) / 2) * scale - view.height / 2);
  glass.style.backgroundImage = `url("${address}")`;
  glass.style.backgroundSize = `${width * scale}px auto`;
  glass.style.backgroundPosition = `${-left}px ${-top}px`;
}
