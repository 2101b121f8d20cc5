"""Items written as text: every value of the item is said once, and what is missing leaves no words behind."""

from random import Random

from learning.synth.item_forms import item_form, said
from learning.synth.vocab import LANGUAGES

VALUES = {"n": "1", "q": "12", "u": "pcs", "d": "Hex bolt", "c": "K12", "p": "1.20", "a": "14.40", "t": "1/2/26",
          "b": "OWN1", "g": "4006381333931"}  # fmt: skip
FORMS = [item_form(Random(n), LANGUAGES[n % 6], prose=n % 5 == 0, coded=n % 2 == 0) for n in range(300)]


def test_every_form_states_a_quantity_once_and_names_the_item() -> None:
    for rows in FORMS:
        slots = [slot for row in rows for _, slot in said(row, VALUES)]
        assert slots.count("q") == 1
        assert "d" in slots or "c" in slots


def test_an_item_without_a_code_is_still_named_where_codes_may_be_missing() -> None:
    bare = {key: VALUES[key] for key in ("q", "u", "d")}
    for rows in FORMS[1::2]:
        assert [slot for row in rows for _, slot in said(row, bare)].count("d") == 1


def test_the_words_around_a_missing_value_fall_away_with_it() -> None:
    assert said("{q} {u}[ of {c}][ @ {p}]", {"q": "3", "u": "pcs"}) == [("3", "q"), (" ", ""), ("pcs", "u")]
    assert "".join(text for text, _ in said("[\x01{c}\x02 ]{d}", VALUES)) == "[K12] Hex bolt"
