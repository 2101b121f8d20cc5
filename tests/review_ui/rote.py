"""The trade's reading by rote: the scripted order whose PO number stands in the document.

Its values are placed on the words that were really read. Rules and booking are the real ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.knowledge import Anchor, Form, Knowledge, SenderClue
from models.match import Candidate, Comparison, MatchedLine, MatchedOrder, MatchResult
from models.order import Order
from models.page import Page, Word
from models.reading import ExtractedLine, ExtractedOrder, Extraction, Field, Kind, OnPage, Reading
from orderbook import BookingFacts, book
from pipeline.changes import is_chosen
from pipeline.following import Judgement
from pipeline.machine import Circumstances, Learnt, Lesson
from rules import RuleContext, check, may_skip_review
from tests.review_ui.company import (
    ITEMS,
    MASTER,
    SCRIPTS,
    Line,
    Script,
    printed_day,
    printed_number,
)


@dataclass(frozen=True)
class RoteTrade:
    """Finds the scripts, and leaves the rest to the real rules and the real booking."""

    scripts: tuple[Script, ...] = SCRIPTS

    def extract(self, reading: Reading, *, is_order: bool = False) -> Extraction:
        pages = [(part.name, page) for part in reading.parts for page in part.pages]
        words = {word.text.strip("():,") for _, page in pages for word in page.words}
        found = next((script for script in self.scripts if script.po in words), None)
        if found is None:
            return Extraction(Field("complaint", 0.9, "text_layer"), ())
        part, page = next((name, page) for name, page in pages if any(found.po in word.text for word in page.words))
        return Extraction(
            Field("order", 0.99, "text_layer"), (_extracted(found, part if found.kind is Kind.EMAIL else "", page),)
        )

    def match(self, order: ExtractedOrder) -> MatchedOrder:
        script = self._script(order)
        lines = tuple(
            _matched(line, script.lines[i] if i < len(script.lines) else None) for i, line in enumerate(order.lines)
        )
        customer = MatchResult(script.customer, script.customer_sure, _customer_candidates(script))
        ship_to = MatchResult(
            script.ship_to,
            0.97,
            (Candidate(script.ship_to or "", 0.97, (Comparison("postcode", "equal"), Comparison("street", "equal"))),)
            if script.ship_to
            else (),
        )
        return MatchedOrder(order, customer, ship_to, lines, script.confidence)

    def _script(self, order: ExtractedOrder) -> Script:
        number = order.po_number.value if order.po_number else ""
        return next(
            (script for script in self.scripts if script.po == number),
            replace(self.scripts[0], lines=(), confidence=0.4),
        )

    def habits(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder) -> tuple[Anchor, ...]:
        return ()

    def form(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder, at: datetime) -> Form | None:
        return None

    def rematch(self, matched: MatchedOrder) -> MatchedOrder:
        script = self._script(matched.order)
        factors = [line.factor for line in script.lines] + [1] * len(matched.lines)
        lines = tuple(_restocked(line, factor) for line, factor in zip(matched.lines, factors, strict=False))
        matched = replace(matched, lines=lines)
        best, ship_to = matched.customer.best, matched.ship_to.best
        if is_chosen(matched.customer) and best and not (ship_to or "").startswith(best):
            own = [a.code for a in MASTER.addresses if a.customer_code == best]
            return replace(matched, ship_to=MatchResult(own[0] if own else None, 0.7))
        return matched

    def check(self, matched: MatchedOrder, circumstances: Circumstances) -> Judgement:
        context = replace(RuleContext.of(MASTER, circumstances.today), existing=circumstances.existing)
        issues = check(matched, context)
        decision = may_skip_review(matched, issues, circumstances.autopilot)
        return Judgement(issues, decision.touchless, decision.reasons)

    def book(self, matched: MatchedOrder, number: str, today: date) -> Order:
        customer = next((c for c in MASTER.customers if c.code == matched.customer.best), MASTER.customers[0])
        facts = BookingFacts(
            MASTER.company, customer, MASTER.addresses, {i.sku: i for i in ITEMS}, MASTER.price_agreements
        )
        return book(matched, number=number, today=today, facts=facts)

    def learn(self, lesson: Lesson, knowledge: Knowledge, clues: tuple[SenderClue, ...]) -> Learnt:
        return Learnt(replace(knowledge, confirmed_orders=knowledge.confirmed_orders + 1), clues)


def _restocked(line: MatchedLine, factor: int) -> MatchedLine:
    if line.line.quantity is None or line.item.best is None or is_by_agent(line.stock_quantity):
        return line
    if line.stock_quantity is not None and line.stock_quantity.value == line.line.quantity.value * factor:
        return line
    return replace(line, stock_quantity=Field(line.line.quantity.value * factor, 0.96, "master_data"))


def is_by_agent(field_: Field[Any] | None) -> bool:
    return field_ is not None and field_.source == "agent"


def _customer_candidates(script: Script) -> tuple[Candidate, ...]:
    if script.customer is None:
        return ()
    reasons = (
        Comparison("name", "equal" if script.customer_sure > 0.9 else "alike"),
        Comparison("mail_domain", "equal"),
    )
    others = tuple(
        Candidate(c.code, 0.2, (Comparison("name", "differs"),)) for c in MASTER.customers if c.code != script.customer
    )[:2]
    return (Candidate(script.customer, script.customer_sure, reasons), *others)


def _matched(line: ExtractedLine, script: Line | None) -> MatchedLine:
    if script is None:
        return MatchedLine(line, MatchResult(None, 0.5))
    reasons = (
        (Comparison("sku", "equal"),)
        if script.code == script.sku
        else (Comparison("description", "alike"), Comparison("dimensions", "equal"))
    )
    best = (Candidate(script.sku, script.sure, reasons),) if script.sku else ()
    others = tuple(
        Candidate(sku, 0.3 - n / 10, (Comparison("description", "alike"), Comparison("numbers", "differs")))
        for n, sku in enumerate(script.others)
    )
    stock = (
        Field(Decimal(script.quantity) * script.factor, 0.96 if script.factor == 1 else 0.72, "master_data")
        if script.sku
        else None
    )
    return MatchedLine(line, MatchResult(script.sku, script.sure, (*best, *others)), stock)


def _extracted(script: Script, part: str, page: Page) -> ExtractedOrder:
    def read(value: Any, printed: str, sure: float = script.sure, after: float = 0.0) -> Field[Any]:
        return Field(value, sure, "text_layer", _place(page, printed, after))

    tops = [evidence.box.top if (evidence := _place(page, line.text)) else 0.0 for line in script.lines]
    lines = tuple(
        ExtractedLine(
            line_no=None,
            supplier_item_code=read(line.code, line.code, after=top - 2) if line.code == line.sku else None,
            buyer_item_code=read(line.code, line.code, after=top - 2) if line.code != line.sku else None,
            description=read(line.text, line.text, after=top - 2),
            quantity=read(Decimal(line.quantity), line.quantity, line.field_sure, top - 2),
            unit=read(line.unit, line.unit, after=top - 2),
            unit_price=read(Decimal(line.price), printed_number(line.price, script.language), after=top - 2),
            amount=read(line.amount, printed_number(str(line.amount), script.language), after=top - 2)
            if not part
            else None,
        )
        for line, top in zip(script.lines, tops, strict=True)
    )
    total = sum((line.amount for line in script.lines), Decimal(0))
    requested = script.requested
    return ExtractedOrder(
        document_type=Field(script.document_type, 0.98, "text_layer"),
        kind=script.kind,
        language=script.language,
        part=part,
        pages=(1,),
        po_number=read(script.po, script.po, script.po_sure),
        order_date=read(script.order_date, printed_day(script.language, script.order_date)),
        requested_date=read(requested, printed_day(script.language, requested)) if requested and not part else None,
        currency=Field("EUR", 0.98, "text_layer"),
        buyer_name=read(script.buyer, script.buyer),
        ship_to_name=Field(script.buyer, 0.98, "text_layer") if script.ship_to else None,
        total_net=read(total, printed_number(str(total), script.language)) if not part else None,
        lines=lines,
    )


def _place(page: Page, printed: str, after: float = 0.0) -> OnPage | None:
    """Where these words stand next to each other, from a height on."""
    wanted = printed.split()
    words = sorted((w for w in page.words if w.box.top >= after), key=lambda w: (round(w.box.top), w.box.x0))
    for start in range(len(words) - len(wanted) + 1):
        run_: list[Word] = words[start : start + len(wanted)]
        if [w.text.strip("(),:") for w in run_] == [w.strip("(),:") for w in wanted]:
            box = run_[0].box
            for word in run_[1:]:
                box = box.union(word.box)
            return OnPage(page.number, box, printed)
    return None
