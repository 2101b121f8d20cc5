"""Instructions for one order are its notes wherever they stand; what every order of the sender says is none."""

import pytest

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from extraction.header_choice import Scored
from extraction.instructions import wording
from extraction.said_notes import with_said_notes
from models.master import Company, MasterData
from models.page import Box, Page, Word

NOBODY = Gazetteer.build(MasterData(Company("Nobody Ltd")))
TABLE = [
    (40, 100, "Item"), (120, 100, "Description"), (330, 100, "Qty"), (400, 100, "Price"), (480, 100, "Amount"),
    (40, 114, "1"), (120, 114, "Gate valve"), (330, 114, "4"), (400, 114, "2.00"), (480, 114, "8.00"),
    (40, 128, "2"), (120, 128, "Box spanner"), (330, 128, "1"), (400, 128, "7.00"), (480, 128, "7.00"),
]  # fmt: skip


def document(*printed: tuple[float, float, str]) -> DocumentView:
    words = []
    for x, y, text in (*TABLE, *printed):
        for part in text.split():
            words.append(Word(part, Box(x, y, x + 4.5 * len(part), y + 9), 1.0, 9.0))
            x += 4.5 * len(part) + 2.5
    page = Page(1, 595.0, 842.0, tuple(words), source="text_layer")
    return view([page], "en", NOBODY)


def said(*printed: tuple[float, float, str], found: tuple[Scored, ...] = ()) -> list[str]:
    likely = [one for one in with_said_notes(document(*printed), found) if one.probability > 0.4]
    return [str(one.value) for one in likely]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ring the night porter twenty minutes before the lorry arrives.",
        "Sonner à la loge, le camion ne passe pas le porche.",
        "Bitte jede Kiste mit Baustelle Eichhof beschriften.",
        "Descargar en la rampa del taller y avisar al capataz.",
        "Avvisare il custode, il cancello resta chiuso.",
        "Graag lossen bij poort 9, de chauffeur belt vooraf.",
    ],
)
def test_a_sentence_below_the_table_that_asks_for_something_at_the_door_is_a_note(sentence: str) -> None:
    assert said((40, 200, sentence)) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Please state our purchase order number on every invoice and delivery note.",
        "Merci de nous retourner un exemplaire signé de la commande avec vos factures.",
        "Bitte senden Sie Rechnungen nur als PDF an die Buchhaltung.",
        "Favor de presentar su factura en el portal de proveedores los martes.",
        "Si prega di restituire copia firmata per accettazione.",
        "Gelieve het ordernummer op alle facturen te vermelden.",
    ],
)
def test_what_every_order_says_of_invoices_and_acknowledgements_is_no_note(sentence: str) -> None:
    assert said((40, 200, sentence)) == []


def test_instructions_in_a_paragraph_end_where_the_sentences_of_the_form_begin() -> None:
    paragraph = "Unload at the rear gate only. Kindly confirm this order."
    assert said((40, 200, paragraph)) == ["Unload at the rear gate only."]


def test_an_instruction_runs_over_the_end_of_its_line() -> None:
    printed = ((40, 200, "Please call the foreman of the north site before the truck leaves the"), (40, 211, "works."))
    assert said(*printed) == ["Please call the foreman of the north site before the truck leaves the works."]


def test_a_label_is_no_part_of_the_note_below_it() -> None:
    printed = ((40, 200, "Delivery instructions"), (40, 211, "Call the storeman at gate 7 before arrival."))
    assert said(*printed) == ["Call the storeman at gate 7 before arrival."]


def test_between_the_items_and_in_small_print_nothing_is_said_of_the_order() -> None:
    assert said((120, 121, "Deliver this box to the dock, please.")) == []


def test_a_sentence_of_the_form_that_the_scorer_liked_is_held_back_unless_a_label_names_it() -> None:
    text = "All invoices must quote our order number."
    liked = Scored(text, 0.9, 0, Box(40, 200, 240, 209), text)
    assert said((40, 200, text), found=(liked,)) == []
    beside = Scored(text, 0.9, 0, Box(110, 200, 310, 209), text)
    assert said((40, 200, "Remarks"), (110, 200, text), found=(beside,)) == [text]


def test_a_number_that_is_asked_for_on_the_goods_is_no_sentence_of_the_form() -> None:
    assert wording("Please mark the order number on every carton.").instructs
    assert not wording("Please state the order number.").could_instruct
