"""Glyphs to words: where a word begins and ends, by blanks, gaps, lines and columns. Pure; knows no pdfium."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extraction.readers.clean_text import clean, is_blank, is_dropped, is_letter
from extraction.readers.pdf_geometry import Frame
from extraction.readers.pdf_glyphs import Flags, Floats, Glyphs, Ints
from extraction.readers.pdf_runs import STRUCK_EM, Run, joined, without_double_strikes
from models.page import Box, Rule

# Tolerances, in ems (font sizes).
GAP_EM = 0.14  # a wider gap ends a word although the file has no blank there
MADE_UP_GAP_EM = 0.1  # the same where pdfium too sees a blank
SPACED_DIGITS_EM = 0.35
NEARLY_ALL = 0.8  # share of wide gaps that makes a stretch letter-spaced
COLUMN_GAP_EM = 2.0  # text so far right belongs to another column, whatever its spacing
SPACED_EM = 0.1  # letters set wider than this all along are letter-spaced: a gap counts from there
RAISED_EM = 0.45  # a change of baseline up to this is an exponent, not another line
ASCENT_EM, DESCENT_EM = 0.78, 0.22  # a word's box around its baseline, the same for every font
RIGHT_ANGLE_TOLERANCE = 15.0  # degrees; text further from 0/90/180/270 is a watermark or a stamp
UPRIGHT_SHARE = 0.4  # with this share of the text upright as the page says, the page is right


@dataclass(frozen=True, slots=True)
class _Lay:
    """The glyphs of one direction, upright in its own frame; only those that print something."""

    index: Ints
    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    real_blank: Flags  # a blank of the file stands before the glyph
    made_up: Flags  # pdfium sees a blank or a new line before it


def upright_turn(glyphs: Glyphs, frame: Frame) -> int:
    """The clockwise turn at which most of the text stands upright: the page's own unless the text says otherwise."""
    angles = _right_angles(glyphs)
    used = glyphs.owner[glyphs.owner >= 0]
    if not len(used):
        return frame.turn
    counts = {turn: int(np.count_nonzero(angles[used] == turn)) for turn in (0, 90, 180, 270)}
    if counts[frame.turn] >= UPRIGHT_SHARE * len(used):
        return frame.turn
    best = max(counts, key=lambda turn: counts[turn])
    return best if counts[best] > len(used) / 2 else frame.turn


def group_words(glyphs: Glyphs, frame: Frame, rules: tuple[Rule, ...] = ()) -> list[Run]:
    """The words of a page upright in `frame`; `rules` are its ruling lines, at which touching cells are cut."""
    angles = _right_angles(glyphs)
    runs: list[Run] = []
    for turn in sorted({int(angle) for angle in angles}, key=lambda turn: turn != frame.turn):
        own = frame.turned(turn) if turn >= 0 else frame
        lay = _lay(glyphs, own, angles == turn)
        if lay is not None:
            cuts = rules if turn == frame.turn else ()
            runs.extend(_runs(glyphs, lay, own, frame, cuts))
    return without_double_strikes(runs)


def _right_angles(glyphs: Glyphs) -> Ints:
    # The turn at which each text object would stand upright; -1 for slanted text.
    degrees = np.degrees(np.arctan2(glyphs.matrix[:, 1], glyphs.matrix[:, 0]))
    nearest = np.round(degrees / 90) * 90
    turns = nearest.astype(np.int32) % 360
    turns[np.abs(degrees - nearest) > RIGHT_ANGLE_TOLERANCE] = -1
    return turns


def _lay(glyphs: Glyphs, frame: Frame, chosen: Flags) -> _Lay | None:
    blank, dropped = is_blank(glyphs.codes), is_dropped(glyphs.codes)
    made_up = glyphs.owner < 0
    mine = np.zeros(len(glyphs.codes), np.bool_)
    mine[~made_up] = chosen[glyphs.owner[~made_up]]
    index = np.flatnonzero(mine & ~blank & ~dropped).astype(np.int32)
    if not len(index):
        return None
    owner = glyphs.owner[index]
    boxes = frame.upright_boxes(glyphs.boxes[index])
    size = (glyphs.font_size * np.hypot(glyphs.matrix[:, 2], glyphs.matrix[:, 3]))[owner]
    base = frame.upright(glyphs.matrix[:, 4:6])[owner, 1]
    height = boxes[:, 3] - boxes[:, 1]
    # Fonts made of pictures give their size in other units: there the glyph's own box is the measure.
    odd = (size < 0.4 * height) | (size > 3 * height) | (base < boxes[:, 1] - height) | (base > boxes[:, 3] + height)
    size = np.where(odd, np.maximum(height, 1.0), size)
    base = np.where(odd, boxes[:, 3] - DESCENT_EM * size, base)
    blanks_before, made_before = np.cumsum(blank & ~made_up), np.cumsum(blank & made_up)
    return _Lay(
        index=index,
        x0=boxes[:, 0],
        x1=boxes[:, 2],
        base=base,
        size=size,
        real_blank=np.diff(blanks_before[index], prepend=0) > 0,
        made_up=np.diff(made_before[index], prepend=0) > 0,
    )


def _runs(glyphs: Glyphs, lay: _Lay, own: Frame, frame: Frame, rules: tuple[Rule, ...]) -> list[Run]:
    double = _double_struck(glyphs.codes[lay.index], glyphs.owner[lay.index], lay)
    if double.any():
        struck = np.zeros(len(glyphs.codes), np.bool_)
        struck[lay.index[np.flatnonzero(double) - 1]] = True
        kept = np.flatnonzero(~double)
        lay = _Lay(*(getattr(lay, name)[kept] for name in _Lay.__slots__))
        struck_here = struck[lay.index]
    else:
        struck_here = double
    breaks = _breaks(lay, is_letter(glyphs.codes[lay.index]))
    starts = np.flatnonzero(breaks)
    if rules:
        starts = _cut_at_rules(lay, starts, rules)
    top, bottom = lay.base - ASCENT_EM * lay.size, lay.base + DESCENT_EM * lay.size
    boxes = np.stack(
        (
            np.minimum.reduceat(lay.x0, starts),
            np.minimum.reduceat(top, starts),
            np.maximum.reduceat(lay.x1, starts),
            np.maximum.reduceat(bottom, starts),
        ),
        axis=1,
    )
    places = frame.from_frame(own, boxes).tolist()
    sizes = np.maximum.reduceat(lay.size, starts).tolist()
    owners = glyphs.owner[lay.index[starts]].tolist()
    doubled = np.maximum.reduceat(struck_here, starts).tolist()
    letters = [chr(code) for code in glyphs.codes[lay.index].tolist()]
    ends = [*starts[1:].tolist(), len(letters)]
    runs = [
        Run(clean("".join(letters[start:end])), Box(*place), size, owner, struck)
        for start, end, place, size, owner, struck in zip(
            starts.tolist(), ends, places, sizes, owners, doubled, strict=True
        )
    ]
    after_blank = lay.real_blank[starts].tolist()
    whole = joined(runs, after_blank) if own.turn == frame.turn else runs
    return [run for run in whole if run.text]


def _double_struck(codes: Ints, owner: Ints, lay: _Lay) -> Flags:
    # The same glyph again at nearly the same place; real double letters stand a letter's width apart, and the two
    # letters of a "tt" ligature (which share a place) belong to one text object.
    same = np.zeros(len(codes), np.bool_)
    near = STRUCK_EM * lay.size[1:]
    same[1:] = (
        (codes[1:] == codes[:-1])
        & (owner[1:] != owner[:-1])
        & (np.abs(np.diff(lay.x0)) < np.minimum(near, 0.5 * (lay.x1 - lay.x0)[1:]))
        & (np.abs(np.diff(lay.base)) < near)
    )
    return same


def _breaks(lay: _Lay, letter: Flags) -> Flags:
    """True where a glyph begins a word."""
    em = np.maximum(lay.size[1:], lay.size[:-1])
    gap = lay.x0[1:] - lay.x1[:-1]
    rise = np.abs(np.diff(lay.base))
    same_size = np.minimum(lay.size[1:], lay.size[:-1]) > 0.8 * em
    off_line = rise > np.where(same_size, 0.25, RAISED_EM) * em
    back = np.diff(lay.x0) < -0.1 * em
    elsewhere = off_line | back | (gap > COLUMN_GAP_EM * em)
    allowed = np.where(lay.made_up[1:], MADE_UP_GAP_EM, GAP_EM)
    allowed = allowed + _letter_spacing(elsewhere | lay.real_blank[1:], elsewhere, gap / em, letter)
    result = np.ones(len(lay.x0), np.bool_)
    result[1:] = elsewhere | lay.real_blank[1:] | (gap > allowed * em)
    return result


def _letter_spacing(apart: Flags, elsewhere: Flags, gap_em: Floats, letter: Flags) -> Floats:
    # Per gap: by how much the letters of its stretch are spread. Needs several gaps, nearly all of them wide.
    spacing = np.zeros(len(gap_em), np.float32)
    wide = (gap_em > SPACED_EM) & ~apart
    if np.count_nonzero(wide) < 3:
        return spacing
    starts = np.concatenate(([0], np.flatnonzero(elsewhere) + 1))
    starts = starts[starts < len(gap_em)]
    wides = np.add.reduceat(wide.astype(np.int32), starts)
    inners = np.add.reduceat((~apart).astype(np.int32), starts)
    ends = np.append(starts[1:], len(gap_em))
    for place in np.flatnonzero((wides >= 3) & (wides >= NEARLY_ALL * inners)).tolist():
        stretch = slice(int(starts[place]), int(ends[place]))
        inner = np.sort(gap_em[stretch][~apart[stretch]])
        usual = float(inner[int(0.4 * len(inner))])
        # Lone digits side by side are columns sooner than a spaced number.
        if usual <= SPACED_DIGITS_EM or np.mean(letter[stretch.start : stretch.stop + 1]) > 0.5:
            spacing[stretch] = usual + 0.05
    return spacing


def _cut_at_rules(lay: _Lay, starts: Ints, rules: tuple[Rule, ...]) -> Ints:
    """Further word starts where a vertical ruling line passes between two glyphs of what seemed one word."""
    upright = [rule.box for rule in rules if not rule.horizontal]
    if not upright or len(lay.x0) < 2:
        return starts
    middle = lay.base - 0.3 * lay.size
    line_x = np.array([box.x_mid for box in upright], np.float32)
    order = np.argsort(line_x)
    line_x = line_x[order]
    line_top = np.array([box.top for box in upright], np.float32)[order]
    line_bottom = np.array([box.bottom for box in upright], np.float32)[order]
    slack = 0.12 * lay.size[1:]
    low = np.minimum(lay.x1[:-1], lay.x0[1:]) - slack
    high = np.maximum(lay.x1[:-1], lay.x0[1:]) + slack
    first, last = np.searchsorted(line_x, low), np.searchsorted(line_x, high)
    inside = np.ones(len(lay.x0), np.bool_)
    inside[starts] = False
    cuts = [
        pair + 1
        for pair in np.flatnonzero((last > first) & inside[1:]).tolist()
        if np.any(
            (line_top[first[pair] : last[pair]] <= middle[pair])
            & (line_bottom[first[pair] : last[pair]] >= middle[pair])
        )
    ]
    return np.union1d(starts, np.array(cuts, np.int64)).astype(np.int32) if cuts else starts
