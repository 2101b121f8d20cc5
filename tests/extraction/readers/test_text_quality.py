"""Which text layers are believed."""

from extraction.readers.clean_text import clean
from extraction.readers.text_quality import trustworthy

SENTENCE = "Bon de commande numéro 4500012345 Merci de livrer les articles suivants avant vendredi Quantité Désignation"
ORDER = SENTENCE.split()


def test_an_ordinary_order_is_believed() -> None:
    assert trustworthy(ORDER, 0.0)


def test_codes_and_numbers_alone_are_believed() -> None:
    assert trustworthy(["4711", "ABC-123", "12,50", "€"], 0.0)


def test_text_shifted_by_a_broken_character_map_is_not_believed() -> None:
    shifted = ["".join(chr(ord(letter) + 31) if letter.isalpha() else letter for letter in word) for word in ORDER * 2]
    assert not trustworthy(shifted, 0.0)


def test_consonants_only_are_not_believed() -> None:
    garbled = [word.translate(str.maketrans("aeiouéyAEIOU", "bcdfgxkBCDFG")) for word in ORDER * 3]
    assert not trustworthy(garbled, 0.0)


def test_glyph_numbers_and_replacement_signs_are_not_believed() -> None:
    assert not trustworthy(["(cid:12)(cid:45)", "(cid:7)"], 0.0)
    assert not trustworthy(["\ufffd\ufffd12", "a\ufffd"], 0.0)
    assert not trustworthy(ORDER, 0.4)


def test_ligatures_and_hyphens_become_what_people_type_and_fractions_stay() -> None:
    assert clean("ﬁche") == "fiche"
    assert clean("e\u0301tage") == "étage"
    assert clean("AB\u00ad12\u2011C") == "AB-12-C"
    assert clean("½ m² №") == "½ m² №"


def test_numbers_of_glyphs_taken_for_letters_are_not_believed_though_many_have_a_vowel() -> None:
    right = (
        "Please deliver the ordered goods until Friday and confirm the order with its number by return to our office"
    )
    shifted = "".join(chr(ord(letter) - 29) for letter in right.replace(" ", "~"))
    assert trustworthy(right.split(), 0.0)
    assert not trustworthy(shifted.split(chr(ord("~") - 29)), 0.0)
