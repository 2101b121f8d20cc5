"""What an approved order teaches: names, units, places and senders; contradicted, forgotten and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from learning.memory import Remembered, forget, remember, undo
from matching import hand_set_models, identify, match
from matching.none_of_ours import none_of_ours
from models.knowledge import Alias, Anchor, Knowledge, SenderClue
from models.match import MatchedOrder, MatchResult
from models.reading import Envelope, ExtractedOrder
from tests.matching.small_trade import index, line, order

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MODELS = hand_set_models()


def the_order(text: str = "the usual long ones", code: str = "Z-900") -> ExtractedOrder:
    return order(
        line(text, 3, unit="box", buyer_item_code=code),
        buyer_name="Orvabrick SARL",
        buyer_vat_id="FR44640428489",
        buyer_email="Jean@orvabrick.eu",
        ship_to_street="Quai Perrache 12",
        ship_to_city="Lyon",
    )


def as_matched(one: ExtractedOrder, known: Knowledge | None = None) -> MatchedOrder:
    return match(one, identify(one, index(), MODELS), index(), known or Knowledge(), MODELS)


def approved(one: MatchedOrder, sku: str, stock: int = 300) -> MatchedOrder:
    held = one.lines[0].line.quantity
    assert held is not None
    quantity = replace(held, value=Decimal(stock), source="agent")
    changed = replace(one.lines[0], item=MatchResult(sku, 1.0), stock_quantity=quantity)
    return replace(one, lines=(changed,), ship_to=MatchResult("73000-03", 1.0))


def taught(sku: str, known: Knowledge, at: datetime = AT, clues: tuple[SenderClue, ...] = ()) -> Remembered:
    machine = as_matched(the_order(), known)
    return remember(machine, approved(machine, sku), None, at, known, clues, index())


def test_a_correction_takes_effect_on_the_next_order() -> None:
    before = as_matched(the_order())
    assert before.lines[0].item.best is None
    learnt = taught("11.947.002", Knowledge("73000"))
    after = as_matched(the_order(), learnt.knowledge)
    assert after.lines[0].item.candidates[0].target == "11.947.002"
    assert after.ship_to.candidates[0].target == "73000-03"


def test_code_and_description_are_remembered_with_the_unit() -> None:
    aliases = {(a.kind, a.text): a for a in taught("11.947.002", Knowledge("73000")).knowledge.aliases}
    assert set(aliases) == {("code", "z900"), ("description", "the usual long ones")}
    assert {(a.sku, a.unit, a.stock_per_unit) for a in aliases.values()} == {("11.947.002", "box", Decimal(100))}


def test_a_confirmed_lesson_counts_up() -> None:
    once = taught("11.947.002", Knowledge("73000")).knowledge
    twice = taught("11.947.002", once, AT + timedelta(days=1)).knowledge
    assert {a.count for a in twice.aliases} == {2}
    assert {a.last_at for a in twice.aliases} == {AT + timedelta(days=1)}
    assert twice.confirmed_orders == 2


def test_a_contradiction_forgets_a_young_lesson_and_halves_a_firm_one() -> None:
    young = taught("11.947.002", Knowledge("73000")).knowledge
    assert {a.sku for a in taught("11.947.003", young).knowledge.aliases} == {"11.947.003"}
    firm = replace(young, aliases=tuple(replace(a, count=8) for a in young.aliases))
    after = taught("11.947.003", firm).knowledge
    assert {(a.sku, a.count) for a in after.aliases} == {("11.947.002", 4), ("11.947.003", 1)}


def test_the_senders_traits_are_remembered_but_not_free_mail_nor_ourselves() -> None:
    learnt = taught("11.947.002", Knowledge("73000"))
    kinds = {(c.kind, c.text) for c in learnt.clues}
    assert {("sender", "jean@orvabrick.eu"), ("domain", "orvabrick.eu"), ("vat_id", "fr44640428489")} <= kinds
    machine = as_matched(replace(the_order(), buyer_email=None))
    for sender in ("boss@gmail.com", "orders@delva.example"):
        found = remember(
            machine, approved(machine, "11.947.002"), Envelope(sender=sender), AT, Knowledge("73000"), (), index()
        )
        assert ("domain", sender.split("@")[1]) not in {(c.kind, c.text) for c in found.clues}


def test_everything_can_be_undone() -> None:
    before = taught("11.947.002", Knowledge("73000"))
    after = taught("11.947.003", before.knowledge, clues=before.clues)
    known, clues = undo(after)
    assert set(known.aliases) == set(before.knowledge.aliases)
    assert set(known.ship_tos) == set(before.knowledge.ship_tos)
    assert set(clues) == set(before.clues)
    assert known.confirmed_orders == before.knowledge.confirmed_orders


def test_a_lesson_can_be_forgotten_by_name() -> None:
    learnt = taught("11.947.002", Knowledge("73000")).knowledge
    left = forget(learnt, "z900", "11.947.002")
    assert {a.kind for a in left.aliases} == {"description"}


def test_what_changed_is_told_as_data() -> None:
    notes = taught("11.947.002", Knowledge("73000")).notes
    assert {n.change for n in notes} == {"new"}
    assert any(isinstance(n.after, Alias) and n.after.text == "z900" for n in notes)


def test_nothing_crosses_to_another_customer() -> None:
    other = Knowledge("73021", (Alias("code", "z900", "K135826", 2, AT),))
    learnt = taught("11.947.002", other)
    assert (learnt.knowledge, learnt.notes) == (other, ())


def test_an_order_of_nobody_teaches_nothing() -> None:
    machine = replace(as_matched(the_order()), customer=MatchResult(None, 1.0))
    assert remember(machine, machine, None, AT, Knowledge(), (), index()).notes == ()


def test_where_a_value_is_printed_is_learnt_counted_undone_and_forgotten() -> None:
    machine = as_matched(the_order())
    place = Anchor("po_number", "document", 0.1, 0.1, 1)

    def once_more(known: Knowledge) -> Remembered:
        return remember(machine, approved(machine, "11.947.002"), None, AT, known, (), index(), (place,))

    first = once_more(Knowledge("73000"))
    assert first.knowledge.anchors == (place,)
    second = once_more(first.knowledge)
    assert [a.count for a in second.knowledge.anchors] == [2]
    assert undo(second)[0] == first.knowledge
    assert undo(first)[0].anchors == ()
    assert forget(second.knowledge, "document", "po_number").anchors == ()


def test_an_order_that_names_no_place_teaches_where_such_orders_go() -> None:
    silent = replace(the_order(), ship_to_street=None, ship_to_city=None)
    machine = as_matched(silent)
    learnt = remember(machine, approved(machine, "11.947.002"), None, AT, Knowledge("73000"), (), index())
    assert as_matched(silent, learnt.knowledge).ship_to.best == "73000-03"


def test_a_namesake_of_another_legal_form_is_another_sender() -> None:
    names = {clue.text for clue in taught("11.947.002", Knowledge("73000")).clues if clue.kind == "name"}
    assert names == {"orvabrick sarl"}


def test_what_is_none_of_our_items_is_not_proposed_again_to_the_same_customer() -> None:
    machine = as_matched(the_order())
    unknown = replace(machine, lines=(replace(machine.lines[0], item=MatchResult(None, 1.0), stock_quantity=None),))
    known = remember(machine, unknown, None, AT, Knowledge("73000"), (), index()).knowledge
    assert {(a.kind, a.text, a.sku) for a in known.aliases} == {
        ("code", "z900", ""),
        ("description", "the usual long ones", ""),
    }
    sure = approved(as_matched(the_order(), known), "11.947.002")
    assert none_of_ours(sure, index(), known)[0].best is None
    assert none_of_ours(sure, index(), Knowledge("73000")) == {}
    ours = approved(as_matched(order(line("the usual long ones", 3, supplier_item_code="11.947.002"))), "11.947.002")
    assert none_of_ours(ours, index(), known) == {}, "it prints a code of ours"


def test_an_item_confirmed_later_takes_back_that_it_was_none_of_ours() -> None:
    machine = as_matched(the_order())
    unknown = replace(machine, lines=(replace(machine.lines[0], item=MatchResult(None, 1.0), stock_quantity=None),))
    known = remember(machine, unknown, None, AT, Knowledge("73000"), (), index()).knowledge
    after = taught("11.947.002", known).knowledge
    assert {a.sku for a in after.aliases} == {"11.947.002"}
    assert none_of_ours(approved(machine, "11.947.002"), index(), after) == {}
    assert forget(known, "z900", "-").aliases == known.aliases[1:]
