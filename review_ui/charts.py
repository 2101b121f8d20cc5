"""Charts as SVG made here: geometry in, drawing out as values for the template. No script, no inline style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from reporting.sla import Day
from review_ui.forms import Forms
from review_ui.texts import Texts

WIDTH, HEIGHT = 1400.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 36.0, 44.0, 12.0, 26.0
GAP_SHARE = 0.28
MAX_BAR_PT = 46.0
MAX_LABELS = 16
STACK = ("touchless", "by_hand", "open", "rejected")


@dataclass(frozen=True, slots=True)
class Segment:
    """A rectangle of a stacked bar; `kind` is its class."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One day: its stack, its label (empty where labels would collide), and what a reader or a mouse is told."""

    segments: tuple[Segment, ...]
    x: float
    width: float
    label_x: float
    label: str
    title: str
    late: int
    late_y: float


@dataclass(frozen=True, slots=True)
class RatePoint:
    """The touchless rate of a day on which something was booked."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class DaysChart:
    """The whole drawing. `ticks` are (y, number); the rate's axis is the same height, from 0 to 100 %."""

    width: float
    height: float
    left: float
    right: float
    baseline: float
    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, int], ...]
    empty: bool
    rate: tuple[RatePoint, ...] = ()

    @property
    def rate_line(self) -> str:
        """The touchless rate's points for a polyline."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.rate)


def days_chart(days: Sequence[Day], say: Texts, forms: Forms) -> DaysChart:
    """Orders per day, stacked by what became of them."""
    highest = max((day.arrived for day in days), default=0)
    step = tick_step(highest)
    top_value = max(step, ceil(highest / step) * step)
    scale = (HEIGHT - TOP - BOTTOM) / top_value
    baseline = HEIGHT - BOTTOM
    slot = (WIDTH - LEFT - RIGHT) / max(len(days), 1)
    width = min(slot * (1 - GAP_SHARE), MAX_BAR_PT)
    every = ceil(len(days) / MAX_LABELS) if days else 1
    columns = []
    for index, day in enumerate(days):
        middle = LEFT + slot * (index + 0.5)
        segments, reached = _stack(day, middle - width / 2, width, baseline, scale)
        # Counted from the last day, which is today and must be named.
        named = (len(days) - 1 - index) % every == 0
        label = forms.short_day(day.day) if named else ""
        columns.append(
            Column(segments, middle - slot / 2, slot, middle, label, _title(day, say, forms), day.late, reached - 5)
        )
    rate = tuple(
        RatePoint(columns[n].label_x, baseline - share * (HEIGHT - TOP - BOTTOM), forms.percent(share))
        for n, day in enumerate(days)
        if day.booked and (share := day.touchless / day.booked) is not None
    )
    ticks = tuple((baseline - value * scale, value) for value in range(0, top_value + 1, step))
    return DaysChart(WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, baseline, tuple(columns), ticks, highest == 0, rate)


def _stack(day: Day, x: float, width: float, baseline: float, scale: float) -> tuple[tuple[Segment, ...], float]:
    values = (day.touchless, day.booked - day.touchless, day.waiting, day.rejected)
    segments, y = [], baseline
    for kind, value in zip(STACK, values, strict=True):
        if value:
            y -= value * scale
            segments.append(Segment(kind, round(x, 1), round(y, 1), round(width, 1), round(value * scale, 1)))
    return tuple(segments), y


def _title(day: Day, say: Texts, forms: Forms) -> str:
    parts = (
        (day.touchless, "report.legend_touchless"),
        (day.booked - day.touchless, "report.legend_by_hand"),
        (day.waiting, "report.legend_open"),
        (day.rejected, "report.legend_rejected"),
        (day.late, "report.late"),
    )
    told = ", ".join(f"{number} {say(key)}" for number, key in parts if number)
    return f"{forms.day(day.day)}: {day.arrived}" + (f" ({told})" if told else "")


def tick_step(highest: int) -> int:
    """A round step that gives at most five lines."""
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500):
        if highest <= step * 5:
            return step
    return ceil(highest / 5 / 1000) * 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar list; widths in percent of the longest; `part` of `number` is drawn darker."""

    label: str
    number: int
    width: float
    part: int = 0
    part_width: float = 0.0


def bars(rows: Sequence[tuple[str, int]], parts: Sequence[int]) -> tuple[Bar, ...]:
    """Labelled numbers, each with the part of it that is to be told apart."""
    longest = max((number for _, number in rows), default=1)

    def width(number: int) -> float:
        return round(100 * number / longest, 1)

    return tuple(
        Bar(label, number, width(number), part, width(part)) for (label, number), part in zip(rows, parts, strict=True)
    )
