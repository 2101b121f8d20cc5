"""What was learnt, in words: of one approval, and of one customer. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from learning.memory import UNLABELLED, Note, Taught
from matching.shiptos import UNSAID
from models.knowledge import Alias, Anchor, Knowledge, SenderClue, ShipToAlias
from review_ui.forms import Forms
from review_ui.texts import Texts


@dataclass(frozen=True, slots=True)
class LessonView:
    """One lesson as a sentence; `kind`, `text` and `target` name it for forgetting; `change` is the note's."""

    sentence: str
    kind: str
    text: str
    target: str
    count: int = 1
    change: str = "new"


def lesson_view(lesson: Taught, say: Texts, forms: Forms, change: str = "new") -> LessonView:
    """A lesson in words: what is read from now on where the document says so."""
    if isinstance(lesson, Alias):
        if not lesson.sku:
            sentence = say(f"lesson.{lesson.kind}_none", text=lesson.text)
            return LessonView(sentence, lesson.kind, lesson.text, UNLABELLED, lesson.count, change)
        sentence = say(f"lesson.{lesson.kind}", text=lesson.text, sku=lesson.sku)
        if lesson.unit and lesson.stock_per_unit is not None and lesson.stock_per_unit != 1:
            factor = forms.number(lesson.stock_per_unit.normalize())
            sentence = f"{sentence} {say('lesson.unit', unit=lesson.unit, factor=factor)}"
        return LessonView(sentence, lesson.kind, lesson.text, lesson.sku, lesson.count, change)
    if isinstance(lesson, ShipToAlias):
        key = "lesson.ship_to_unsaid" if lesson.text == UNSAID else "lesson.ship_to"
        sentence = say(key, text=lesson.text, code=lesson.ship_to_code)
        return LessonView(sentence, "ship_to", lesson.text, lesson.ship_to_code, lesson.count, change)
    if isinstance(lesson, Anchor):
        key = f"lesson.habit_{'' if lesson.count > 0 else 'not_'}{'label' if lesson.label else 'place'}"
        sentence = say(key, field=say(f"field.{lesson.field}"), label=lesson.label)
        return LessonView(sentence, "habit", lesson.label or UNLABELLED, lesson.field, abs(lesson.count), change)
    sentence = say(f"lesson.{lesson.kind}", text=lesson.text, customer=lesson.customer_code)
    return LessonView(sentence, lesson.kind, lesson.text, lesson.customer_code, lesson.count, change)


def note_views(notes: Iterable[Note], say: Texts, forms: Forms) -> tuple[LessonView, ...]:
    """What an approval taught: new lessons first, then what it confirmed or contradicted."""
    views = []
    for note in notes:
        lesson = note.after or note.before
        if lesson is not None:
            views.append(lesson_view(lesson, say, forms, note.change))
    order = ("new", "forgotten", "weakened", "confirmed")
    return tuple(sorted(views, key=lambda view: order.index(view.change)))


def knowledge_views(known: Knowledge, clues: Iterable[SenderClue], say: Texts, forms: Forms) -> tuple[LessonView, ...]:
    """All that is known of a customer: items by their names, places, how its documents are printed, senders."""
    own = (clue for clue in clues if clue.customer_code == known.customer_code)
    lessons: list[Taught] = [*known.aliases, *known.ship_tos, *known.anchors, *own]
    return tuple(lesson_view(lesson, say, forms) for lesson in lessons)
