"""Terms and notes as they are meant: without their label, whole where a word of theirs is a label elsewhere.

Applied to scored places before the choice and to the stated text after it; no score is asked for what is certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.gazetteer import fold
from extraction.header_choice import Scored
from extraction.label_names import names_of
from extraction.values_codes import has_digit

LONGEST_LABEL_WORDS = 4
LONGEST_PLACE = 7  # words of the end of an address in a sentence
LEAST_WHOLE = 0.4  # how likely a longer run must be to stand for its likelier part
SURE_DAYS = 0.8  # how likely terms with days must be to come before a means of payment
MEANS = 0.4  # what a means of payment keeps of its probability beside them
_LABELLED = re.compile(r"^(?P<label>[^:]{2,40}?)\s?:\s*(?P<value>\S.*)$", re.DOTALL)
_NEXT_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}|.[^\W_]\d|\W\d\d)\.\s+(?=[A-ZÀ-Ý][a-zà-ÿ]+ [a-zà-ÿ])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])")
_NAMED = re.compile(r"(?<=\w)[ ,;|]+(?=(?P<label>[^\W\d][^:,;|]{1,24}?)\s?:\s)")
_LEADER = re.compile(r"^[\s.…_·]{2,}(?=\S)")  # the dots from a label to its value
# A thing that a sentence speaks of ("La livraison reste prévue le 14") is no terms; "à la livraison" would be.
_THING = re.compile(r"^(?:la|le|les|the|die|der|das|el|il|lo|het|de)\s+[^\W\d]+$", re.IGNORECASE)
_SAID = frozenset({"payment", "terms", "paiement", "règlement", "zahlung", "pago", "pagamento", "betaling"})
# What says of terms that they are known: "Payment as usual: Net 60".
_AS_EVER = frozenset(
    {"as usual", "as agreed", "as before", "as always", "as per agreement", "comme convenu", "comme d habitude"}
    | {"habituel", "wie vereinbart", "wie gehabt", "wie bisher", "wie ublich", "como siempre", "segun lo acordado"}
    | {"como de costumbre", "come d accordo", "come da accordi", "come al solito", "zoals afgesproken", "zoals steeds"}
)
# Who pays the carrier: no term of delivery where another cell says who bears the risk.
_FREIGHT_ONLY = frozenset({"prepaid", "collect", "allowed", "prepaid add", "pre paid", "third party"})


def meant(name: str, found: Sequence[Scored]) -> list[Scored]:
    """The places of terms with the odds that their wording gives them."""
    kept = [one for one in found if not _labelled_otherwise(name, str(one.value)) and not _THING.match(str(one.value))]
    kept = [_whole(one, kept) for one in kept]
    if name == "payment_terms":
        return [_beside_days(one, kept) for one in kept]
    return [_beside_place(one, kept) for one in kept] if name == "delivery_terms" else kept


def without_label(name: str, text: str) -> str:
    """ "Comments:Deliver to dock 3" → "Deliver to dock 3": a label of the field is no part of its value."""
    parts = _LABELLED.match(text)
    if parts and (name in names_of(parts["label"]) or fold(parts["label"]) in _AS_EVER):
        return parts["value"]
    noun, _, rest = text.partition(" ")
    if noun.endswith(".") and rest and name in names_of(noun) and noun.count(".") == 1:  # "Lieferbed. EXW Bremen"
        return rest
    # "..., pagamento RiBa 60 gg": in a sentence the label is written small
    return rest if name == "payment_terms" and noun in _SAID and has_digit(rest) else text


def one_sentence(text: str) -> str:
    """ "Net 45. Mark every carton" → "Net 45": terms end where another sentence begins."""
    return _NEXT_SENTENCE.split(text, maxsplit=1)[0]


def before_next_label(name: str, text: str) -> str:
    """ "14 days net, VAT no. DE123" → "14 days net": terms end where a label of something else begins."""
    for named in _NAMED.finditer(text):
        names = set(names_of(named["label"])) - {"column"}
        if names and name not in names:
            return text[: named.start()].rstrip(" ,;|")
    for comma in re.finditer(r"[,;|]\s+", text):
        if _begins_with_label(name, text[comma.end() :]):
            return text[: comma.start()]
    return text


def bared(text: str) -> str:
    """ "......... Net 30" → "Net 30", "(Net 30)." → "Net 30": without what leads to terms or stands around them."""
    text = _LEADER.sub("", text)
    inside = text.rstrip(" .")
    if inside.startswith("(") and inside.endswith(")") and inside.count("(") == inside.count(")") == 1:
        return inside[1:-1].strip()
    return text


def before_place(text: str, place: str) -> str:
    """ "frei Verwendungsstelle Bauhof Nord" → "frei Verwendungsstelle": terms end where the delivery place is named."""
    at = text.casefold().find(f" {place.casefold()}") if place else -1
    return text[:at].rstrip(" ,;:-–") if at > 0 and not text[:at].rstrip().isupper() else text


def _begins_with_label(name: str, text: str) -> bool:
    """Whether a text begins with a label of another field, and a value with a digit follows it."""
    words = text.split()
    for end in range(min(len(words) - 1, LONGEST_LABEL_WORDS), 0, -1):
        names = names_of(" ".join(words[:end]))
        if names:
            return name not in names and "column" not in names and has_digit(words[end])
    return False


def without_place(text: str, street: str, postcode: str = "") -> str:
    """Instructions without the sentences that only say where the goods go, nor the end of such a one before them."""
    sentences = [one for one in _SENTENCE.split(text) if not street or not _holds(one, street)]
    ends_place = postcode and len(sentences) > 1 and len(sentences[0].split()) <= LONGEST_PLACE
    if ends_place and _holds(sentences[0], postcode):
        sentences = sentences[1:]
    return " ".join(sentences)


def _holds(text: str, words: str) -> bool:
    return f" {fold(words)} " in f" {fold(text)} "


def _labelled_otherwise(name: str, text: str) -> bool:
    """ "RUC: EXTRANJERO" is what its label says, and no term."""
    parts = _LABELLED.match(text)
    names = names_of(parts["label"]) if parts else ()
    return bool(names) and name not in names


def _whole(one: Scored, found: Sequence[Scored]) -> Scored:
    """A run as likely as its likelier end, where what it has more is no label with a colon.

    "Zahlbar innerhalb 14 Tagen" after "Zahlung:": the first word, a label elsewhere, is part of these terms.
    """
    text = str(one.value)
    if one.probability < LEAST_WHOLE or _LABELLED.match(text) or not text[:1].isupper():
        return one
    if text.split()[0].casefold() in _SAID:  # "Terms 30 days net": a label without its colon
        return one
    ends = [other for other in found if other is not one and text.endswith(f" {other.value}") and _ends(other, one)]
    best = max((other.probability for other in ends), default=0.0)
    return replace(one, probability=best) if best > one.probability else one


def _ends(one: Scored, other: Scored) -> bool:
    """Whether a run ends another that begins on the same line."""
    return _within(one, other) and abs(one.box.top - other.box.top) < one.box.height / 2


def _within(one: Scored, other: Scored) -> bool:
    a, b = one.box, other.box
    return one.page == other.page and b.x0 - 1 <= a.x0 and b.top - 1 <= a.top and a.bottom <= b.bottom + 1


def _beside_place(one: Scored, found: Sequence[Scored]) -> Scored:
    """ "Prepaid" under "Freight" comes after "Destination" under "FOB"."""
    if fold(str(one.value)) not in _FREIGHT_ONLY:
        return one
    others = (other for other in found if fold(str(other.value)) not in _FREIGHT_ONLY and not _within(one, other))
    sure = any(other.probability >= LEAST_WHOLE and not _within(other, one) for other in others)
    return replace(one, probability=one.probability * MEANS) if sure else one


def _beside_days(one: Scored, found: Sequence[Scored]) -> Scored:
    """A means of payment ("Virement bancaire") comes after terms that say in how many days."""
    if has_digit(str(one.value)):
        return one
    days = (other for other in found if has_digit(str(other.value)) and not _within(one, other))
    sure = any(other.probability >= SURE_DAYS for other in days)
    return replace(one, probability=one.probability * MEANS) if sure else one
