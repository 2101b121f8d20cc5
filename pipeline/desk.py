"""The real trade: extraction, matching, rules and booking on one version of the master data. Pure; builds no state.

The service keeps one and renews it when master data changes (`keeper`), the batch builds one a run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from extraction import Follower, as_shown, extract, form_shown, forms_like, habits_shown
from extraction.gazetteer import Gazetteer
from learning.brain import Brain
from learning.memory import remember
from matching import Chosen, MasterIndex, identify, order_sureness
from matching.none_of_ours import match_as_learnt
from models.errors import NotBookable
from models.knowledge import Anchor, Form, Knowledge, SenderClue
from models.master import MasterData
from models.match import MatchedOrder, MatchResult
from models.order import Order
from models.reading import ExtractedOrder, Extraction, Kind, Reading
from orderbook.booking import BookingFacts, book
from orderbook.promise import LeadTimes, WorkingDays
from pipeline.changes import by_agent, is_chosen
from pipeline.following import Judgement
from pipeline.machine import Circumstances, Learnt, Lesson
from rules import RuleContext, check, may_skip_review

# Documents with a layout of their own; a mail's text is written anew each time.
LAID_OUT = frozenset({Kind.PDF, Kind.SCAN, Kind.PHOTO, Kind.SPREADSHEET, Kind.DOCX})


def knows_nothing(customer_code: str) -> Knowledge:
    """Where nothing was learnt yet."""
    return Knowledge(customer_code)


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """Everything that judging an order needs beside the order. `knowledge_of` may look it up; it must not change it."""

    gazetteer: Gazetteer
    index: MasterIndex
    context: RuleContext
    brain: Brain
    knowledge_of: Callable[[str], Knowledge] = knows_nothing
    clues: tuple[SenderClue, ...] = ()
    forms: tuple[Form, ...] = ()
    lead_times: LeadTimes = field(default_factory=LeadTimes)
    working_days: WorkingDays = field(default_factory=WorkingDays)

    @classmethod
    def build(
        cls,
        master: MasterData,
        brain: Brain,
        knowledge_of: Callable[[str], Knowledge] = knows_nothing,
        clues: tuple[SenderClue, ...] = (),
        forms: tuple[Form, ...] = (),
    ) -> Desk:
        """Arrange the master data for looking up; seconds for a large catalogue."""
        index, context = MasterIndex.build(master), RuleContext.of(master)
        return cls(Gazetteer.build(master), index, context, brain, knowledge_of, clues, forms)

    def extract(self, reading: Reading, *, is_order: bool = False) -> Extraction:
        """The orders that were read, as printed; read once more where it is known how they are printed."""
        found = extract(reading, self.gazetteer, self.brain.extraction, is_order=is_order)
        customer = self._customer_of(found.orders)
        habits = self.knowledge_of(customer).anchors if customer else ()
        if habits and self._prints_so(reading, found.orders, customer):
            found = extract(reading, self.gazetteer, self.brain.extraction, habits, is_order=is_order)
        orders = [as_shown(order, self._forms_of(reading, order, customer), customer) for order in found.orders]
        return replace(found, orders=tuple(orders))

    def _forms_of(self, reading: Reading, order: ExtractedOrder, customer: str) -> list[Follower]:
        if order.kind not in LAID_OUT:
            return []
        return forms_like(reading, order, self.gazetteer, self.forms, customer)

    def _prints_so(self, reading: Reading, orders: Sequence[ExtractedOrder], customer: str) -> bool:
        """Whether a customer's documents are laid out like these: what one form of its showed is not so on another."""
        if not any(form.customer_code == customer for form in self.forms):
            return True  # what was learnt before forms were kept
        seen = (follower for order in orders for follower in self._forms_of(reading, order, customer))
        return any(follower.form.customer_code == customer for follower in seen)

    def _customer_of(self, orders: Sequence[ExtractedOrder]) -> str:
        """The one customer whom these orders come from, "" for nobody or several."""
        if self.knowledge_of is knows_nothing and not self.forms:
            return ""
        printed = [order for order in orders if order.kind in LAID_OUT]
        codes = {identify(order, self.index, self.brain.matching, self.clues).best for order in printed}
        return (codes.pop() or "") if len(codes) == 1 else ""

    def match(self, order: ExtractedOrder) -> MatchedOrder:
        """Customer, ship-to and items of an order."""
        customer = identify(order, self.index, self.brain.matching, self.clues)
        known = self.knowledge_of(customer.best) if customer.best else Knowledge()
        return match_as_learnt(order, customer, self.index, known, self.brain.matching)

    def rematch(self, matched: MatchedOrder) -> MatchedOrder:
        """Matched anew after an agent changed something; what the agent chose stays."""
        customer = matched.customer
        if not is_chosen(customer):
            customer = identify(matched.order, self.index, self.brain.matching, self.clues)
        ship_to = matched.ship_to if is_chosen(matched.ship_to) else None
        items = {n: line.item for n, line in enumerate(matched.lines) if is_chosen(line.item)}
        known = self._taught_by(matched, customer, items)
        chosen = Chosen(ship_to, items)
        fresh = match_as_learnt(matched.order, customer, self.index, known, self.brain.matching, chosen)
        lines = tuple(
            replace(new, stock_quantity=old.stock_quantity) if by_agent(old.stock_quantity) else new
            for old, new in zip(matched.lines, fresh.lines, strict=True)
        )
        return replace(fresh, lines=lines)

    def _taught_by(self, matched: MatchedOrder, customer: MatchResult, items: Mapping[int, MatchResult]) -> Knowledge:
        """What is known of the customer, and what the agent's choices in this very order teach of its other lines."""
        known = self.knowledge_of(customer.best) if customer.best else Knowledge()
        if not items or customer.best is None:
            return known
        lines = tuple(matched.lines[number] for number in items)
        told = replace(matched, customer=customer, lines=lines)
        # Nothing is stored: that is for the approval.
        return remember(told, told, None, datetime.min.replace(tzinfo=UTC), known, (), self.index).knowledge

    def check(self, matched: MatchedOrder, circumstances: Circumstances) -> Judgement:
        """What the rules find, and whether an agent must look."""
        context = replace(self.context, today=circumstances.today, existing=circumstances.existing)
        issues = check(matched, context)
        sureness = order_sureness(matched, self.brain.matching)
        decision = may_skip_review(matched, issues, circumstances.autopilot, sureness)
        return Judgement(issues, decision.touchless, decision.reasons)

    def book(self, matched: MatchedOrder, number: str, today: date) -> Order:
        """The clean order; raises `NotBookable`."""
        customer = self.context.customers.get(matched.customer.best or "")
        if customer is None:
            raise NotBookable(where="customer")
        skus = {line.item.best for line in matched.lines if line.item.best}
        facts = BookingFacts(
            company=self.index.master.company,
            customer=customer,
            addresses=self.index.partners.addresses.get(customer.code, ()),
            items={sku: item for sku in skus if (item := self.context.items.get(sku)) is not None},
            agreements=tuple(a for sku in skus for a in self.context.agreements.get((customer.code, sku), ())),
            lead_times=self.lead_times,
            working_days=self.working_days,
        )
        return book(matched, number=number, today=today, facts=facts)

    def habits(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder) -> tuple[Anchor, ...]:
        """What a confirmed order shows of how its customer's documents are printed."""
        if confirmed.customer.best is None or machine.order.kind not in LAID_OUT:
            return ()
        known = self.knowledge_of(confirmed.customer.best).anchors
        return habits_shown(reading, machine.order, confirmed.order, self.gazetteer, self.brain.extraction, known)

    def form(self, reading: Reading, machine: MatchedOrder, confirmed: MatchedOrder, at: datetime) -> Form | None:
        """The form that a confirmed order is printed on."""
        if machine.order.kind not in LAID_OUT:
            return None
        shown = form_shown(reading, machine.order, confirmed.order, self.gazetteer, at)
        return replace(shown, customer_code=confirmed.customer.best or "") if shown is not None else None

    def learn(self, lesson: Lesson, knowledge: Knowledge, clues: tuple[SenderClue, ...]) -> Learnt:
        """What a confirmed order teaches of its customer."""
        known = remember(
            lesson.machine, lesson.confirmed, lesson.envelope, lesson.at, knowledge, clues, self.index, lesson.habits
        )
        return Learnt(known.knowledge, known.clues, known.notes)
