"""What a text run says: characters with places and probabilities, by the recognition network. Words come later."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extraction.ocr.onnx_models import Floats, recogniser
from extraction.ocr.picture import Grey

HEIGHT_PX = 48  # what the network was trained on
STEP_PX = 8  # one column of its output covers this much of its input
MAX_WIDTH_PX = 2400
BATCH_PX = 3200  # total input width of a batch: more gains nothing on one core
ROUND_PX = 32
# The network knows 18,000 characters; ours are written in these. Fewer choices, fewer errors.
ALPHABET = (
    "".join(map(chr, range(0x21, 0x7F)))
    + "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüÿÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜ"
    + "¡¿£¥§©®°±²³µ·¹º½¼¾«»×÷"
    + "–—‘’‚“”„•…‰€™№−×Ωμ≤≥→√≈⌀"
)
_SAME = {"μ": "µ", "−": "-", "⌀": "Ø"}  # look-alikes by the character that documents hold


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its probability and the middle of its place as a share (0-1) of the run's width.

    `blank_before` is the highest probability of a blank since the character before it.
    """

    text: str
    probability: float
    place: float
    blank_before: float = 0.0


def recognise(crops: Sequence[Grey]) -> list[tuple[Glyph, ...]]:
    """The characters of each crop (blanks among them), in the order of the crops."""
    widths = [_width(crop) for crop in crops]
    results: list[tuple[Glyph, ...]] = [()] * len(crops)
    for batch in _batches(widths):
        wide = -(-max(widths[index] for index in batch) // ROUND_PX) * ROUND_PX
        stack = np.zeros((len(batch), 3, HEIGHT_PX, wide), np.float32)
        for row, index in enumerate(batch):
            stack[row, :, :, : widths[index]] = _plane(crops[index], widths[index])
        known, letters = _alphabet()
        probabilities = recogniser().run(stack)[:, :, known]
        for row, index in enumerate(batch):
            results[index] = _decoded(probabilities[row], letters, widths[index], wide)
    return results


def _width(crop: Grey) -> int:
    height, width = crop.shape
    return int(min(MAX_WIDTH_PX, max(16, round(HEIGHT_PX * width / max(1, height)))))


def _batches(widths: list[int]) -> list[list[int]]:
    # Runs of like width share a batch, so that little padding is read.
    batches: list[list[int]] = []
    widest = 0
    for index in sorted(range(len(widths)), key=lambda index: widths[index]):
        if batches and (len(batches[-1]) + 1) * widths[index] <= BATCH_PX and widths[index] <= 1.25 * widest + 16:
            batches[-1].append(index)
        else:
            batches.append([index])
            widest = widths[index]
    return batches


def _plane(crop: Grey, width: int) -> Floats:
    way = cv2.INTER_AREA if crop.shape[0] > HEIGHT_PX else cv2.INTER_CUBIC
    small = cv2.resize(crop, (width, HEIGHT_PX), interpolation=way)
    return np.asarray((small.astype(np.float32) / 255 - 0.5) / 0.5)


@functools.cache
def _alphabet() -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    """Which outputs of the network count, and what they mean: the empty string is "nothing here"."""
    characters = recogniser().note("character").splitlines()
    meanings = ["", *characters, " "]
    wanted = set(ALPHABET)
    known = [place for place, text in enumerate(meanings) if place in (0, len(meanings) - 1) or text in wanted]
    return np.array(known, np.int64), tuple(_SAME.get(meanings[place], meanings[place]) for place in known)


def _decoded(probabilities: Floats, letters: tuple[str, ...], width: int, wide: int) -> tuple[Glyph, ...]:
    best = probabilities.argmax(axis=1)
    total = np.maximum(probabilities.sum(axis=1), 1e-6)
    top = probabilities[np.arange(len(best)), best]
    glyphs: list[Glyph] = []
    start = after = 0
    steps = len(best)
    while start < steps:
        end = start + 1
        while end < steps and best[end] == best[start]:
            end += 1
        if best[start]:
            weight = top[start:end]
            place = float((np.arange(start, end) * weight).sum() / weight.sum() + 0.5) / steps * wide / width
            # What the other alphabets would have liked to see here counts against us.
            sure = float(np.max(weight * np.minimum(1.0, total[start:end])))
            blank = float(probabilities[after:start, -1].max()) if start > after else 0.0
            glyphs.append(Glyph(letters[best[start]], sure, min(1.0, place), blank))
            after = end
        start = end
    return tuple(glyphs)
