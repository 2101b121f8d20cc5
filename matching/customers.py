"""Which customer an order comes from, or none of ours: blocked by printed traits, compared by named levels, ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log1p

import numpy as np
import numpy.typing as npt
from rapidfuzz.fuzz import token_sort_ratio

from matching.buyer import BuyerView, buyer_view
from matching.customer_reasons import reasons
from matching.index import MasterIndex, PartnerIndex
from matching.partners import domain_of, phone_key, place_key, vat_key
from matching.places import compare_places
from matching.ranking import MatchingModels, Matrix
from matching.similarity import BRANCH_WORDS, code_key, fold, legal_form, name_clue, name_words, ocr_key, one_slip
from models.knowledge import SenderClue
from models.master import Customer
from models.match import Candidate, MatchResult
from models.reading import ExtractedOrder

CUSTOMER_FEATURES = (
    "vat", "vat_slip", "vat_differs", "number", "gln", "phone", "domain_own", "domain_shared", "domain_differs",
    "domain_like_name",
    "name_equal", "name_ratio", "name_line_only", "name_master_only", "name_first", "name_missing", "form_equal",
    "form_differs",
    "place_equal", "place_near", "place_name", "city", "country_differs", "address_clue", "learnt", "learnt_domain",
    "codes", "codes_elsewhere",
    "bought", "orders",
    "currency_differs", "language_differs", "name_rel", "rivals_name", "group_rival", "parent", "name_rank",
)  # fmt: skip
CUSTOMER_DECISION = (
    "p1", "p2", "margin", "sum", *(f"best_{n}" for n in CUSTOMER_FEATURES),
)  # fmt: skip
_BY_NAME = 15
_BY_TRAIT = 30
_SHOWN = 5
_BRANCH = 0.95  # of the likeness of a name that is like only without its words of a branch
_PUBLIC_SECOND = frozenset(["co", "com", "org", "net", "gov", "ac"])


def identify(
    order: ExtractedOrder, index: MasterIndex, models: MatchingModels, senders: Sequence[SenderClue] = ()
) -> MatchResult:
    """The customer of an order, with the candidates and why; None means that it is none of ours."""
    view = buyer_view(order, index)
    codes = block(view, index, senders)
    if not codes:
        return MatchResult(None, models.calibrated("customer_none", 0.95 if view.names else 0.7))
    rows = customer_features(codes, view, index, senders)
    scores = models.customer_pair.predict(rows)[:, 1]
    ranked = np.lexsort((np.arange(len(codes)), -scores))
    codes, rows, scores = [codes[i] for i in ranked], rows[ranked], scores[ranked]
    candidates = tuple(
        Candidate(c, round(float(s), 4), reasons(r, CUSTOMER_FEATURES))
        for c, s, r in zip(codes[:_SHOWN], scores, rows, strict=False)
    )
    outcome = models.customer_decision.predict(customer_decision_row(scores, rows)[None, :])[0]
    if outcome[1] > outcome[0]:
        return MatchResult(None, models.calibrated("customer_none", float(outcome[1])), candidates)
    return MatchResult(codes[0], models.calibrated("customer", float(outcome[0])), candidates)


def customer_decision_row(scores: npt.NDArray[np.float64], rows: Matrix) -> Matrix:
    """What the decision sees: the best candidate's features, and how far ahead it is."""
    second = float(scores[1]) if len(scores) > 1 else 0.0
    first = float(scores[0])
    return np.array([first, second, first - second, float(scores.sum()), *rows[0]], dtype=np.float32)


def block(view: BuyerView, index: MasterIndex, senders: Sequence[SenderClue]) -> list[str]:
    """Everybody who shares a trait with the document, the strongest traits first."""
    partners = index.partners
    found: dict[str, None] = {}
    keys = [("vat", v) for v in view.vats] + [("vat", v[2:]) for v in view.vats] + [("number", n) for n in view.numbers]
    keys += (
        [("gln", g) for g in view.glns] + [("phone", p) for p in view.phones] + [("domain", d) for d in view.domains]
    )
    keys += [("place", place_key(p[1], p[2])) for p in view.places if p[2]]
    for key in keys:
        found.update(dict.fromkeys(partners.by_trait.get(key, ())[:_BY_TRAIT]))
    for address in view.addresses:
        owner = partners.address_owner.get(address)
        if owner:
            found[owner] = None
    for clue in senders:
        if _clue_fits(clue, view) and clue.customer_code in partners.customers:
            found[clue.customer_code] = None
    for name in view.names:
        words = [w for w in name_words(name) if w not in BRANCH_WORDS] or list(name_words(name))
        rows, _ = partners.names.search(" ".join(words), words, _BY_NAME)
        found.update(dict.fromkeys(partners.name_owner[r] for r in rows))
    found.update(dict.fromkeys(code for code, _ in _code_users(view, index).most_common(5)))
    for place in view.places:
        found.update(dict.fromkeys(partners.by_trait.get(("postcode", code_key(place[2])), ())[:_BY_TRAIT]))
        if place[0]:
            rows, _ = partners.names.search(" ".join(name_words(place[0])), name_words(place[0]), 5)
            found.update(dict.fromkeys(partners.name_owner[r] for r in rows))
    for code in tuple(found):
        known = partners.customers[code]
        found.update(dict.fromkeys(partners.groups.get(known.parent_code or code, ())[:12]))
    return list(found)


def _clue_fits(clue: SenderClue, view: BuyerView) -> bool:
    if clue.kind == "sender":
        return clue.text in view.senders
    if clue.kind == "domain":
        return clue.text in view.domains
    if clue.kind == "vat_id":
        return clue.text in view.vats
    return clue.kind == "name" and clue.text in {name_clue(n) for n in view.names}


def _code_users(view: BuyerView, index: MasterIndex) -> Counter[str]:
    """How many of the lines' buyer codes each customer uses."""
    return Counter(
        user for key in view.buyer_codes for user in {u for u, _, _ in index.code_users.get(ocr_key(key), ())}
    )


def customer_features(
    codes: Sequence[str], view: BuyerView, index: MasterIndex, senders: Sequence[SenderClue]
) -> Matrix:
    """One row per candidate, in the order of CUSTOMER_FEATURES."""
    partners = index.partners
    users = _code_users(view, index)
    learnt: Counter[str] = Counter()
    learnt_domain: Counter[str] = Counter()  # a group shares its domain: weaker than the sender's own traits
    for clue in senders:
        if _clue_fits(clue, view):
            (learnt_domain if clue.kind == "domain" else learnt)[clue.customer_code] += clue.count
    rows = np.zeros((len(codes), len(CUSTOMER_FEATURES)), dtype=np.float32)
    column = {name: rows[:, i] for i, name in enumerate(CUSTOMER_FEATURES)}
    for i, code in enumerate(codes):
        customer = partners.customers[code]
        _traits(column, i, customer, view, partners)
        _name(column, i, customer, view)
        _place(column, i, code, view, partners)
        column["learnt"][i] = log1p(learnt[code])
        column["learnt_domain"][i] = log1p(learnt_domain[code])
        own = [a.code for a in partners.addresses.get(code, ()) if a.code in view.addresses]
        column["address_clue"][i] = float(bool(own))
        column["codes"][i] = users[code] / max(len(view.buyer_codes), 1)
        column["codes_elsewhere"][i] = float(users[code] == 0 and bool(users))
        habits = index.habits.get(code, {})
        column["bought"][i] = sum(c in habits for c in view.own_codes) / max(len(view.own_codes), 1)
        column["orders"][i] = log1p(sum(index.ship_to_use.get(code, {}).values()))
        column["parent"][i] = float(bool(customer.parent_code))
    _relative(column, codes, partners)
    return rows


Columns = dict[str, npt.NDArray[np.float32]]


def _traits(column: Columns, i: int, customer: Customer, view: BuyerView, partners: PartnerIndex) -> None:
    own = vat_key(customer.vat_id)
    if own and view.vats:
        equal = own in view.vats or any(v == own[2:] or v[2:] == own for v in view.vats)
        slip = not equal and any(one_slip(v, own) or ocr_key(v) == ocr_key(own) for v in view.vats)
        column["vat"][i], column["vat_slip"][i], column["vat_differs"][i] = equal, slip, not (equal or slip)
    numbers = {code_key(customer.code), *(code_key(a.code) for a in partners.addresses.get(customer.code, ()))}
    column["number"][i] = float(any(n in numbers for n in view.numbers))
    glns = {code_key(customer.gln), *(code_key(a.gln) for a in partners.addresses.get(customer.code, ()))} - {""}
    column["gln"][i] = float(any(g in glns for g in view.glns))
    column["phone"][i] = float(bool(customer.phone) and phone_key(customer.phone) in view.phones)
    domain = domain_of(customer.email_domain) if customer.email_domain else ""
    if domain and view.domains:
        shared = len(partners.by_trait.get(("domain", domain), ())) > 1
        hit = domain in view.domains
        column["domain_own"][i] = float(hit and not shared)
        column["domain_shared"][i] = float(hit and shared)
        column["domain_differs"][i] = float(not hit)
    column["currency_differs"][i] = float(
        bool(view.currency and customer.currency) and view.currency != customer.currency
    )
    column["language_differs"][i] = float(
        bool(view.language and customer.language) and view.language != customer.language
    )
    bare = "".join(name_words(customer.name))
    column["domain_like_name"][i] = max(
        (token_sort_ratio(_domain_stem(d), bare) / 100 for d in view.domains), default=0.0
    )


def _domain_stem(domain: str) -> str:
    parts = [p for p in domain.split(".")[:-1] if p not in _PUBLIC_SECOND]
    return code_key(parts[-1]) if parts else ""


def _name(column: Columns, i: int, customer: Customer, view: BuyerView) -> None:
    column["name_missing"][i] = float(not view.names)
    own = name_words(customer.name)
    best = (-1.0, 0.0, 0.0, 0.0)
    for name in view.names:
        found, score = _likeness(name, own)
        if score > best[0]:
            mine, theirs = set(own), set(found)
            only_line = sum(not any(_close(w, o) for o in mine) for w in theirs) / max(len(theirs), 1)
            only_master = sum(not any(_close(w, o) for o in theirs) for w in mine) / max(len(mine), 1)
            best = (score, only_line, only_master, float(found[:1] == own[:1]))
            forms = (legal_form(name), legal_form(customer.name) or code_key(customer.legal_form))
            column["form_equal"][i] = float(bool(forms[0]) and forms[0] == forms[1])
            column["form_differs"][i] = float(bool(forms[0] and forms[1]) and forms[0] != forms[1])
    if best[0] >= 0:
        column["name_equal"][i] = float(best[0] == 1.0)
        column["name_ratio"][i], column["name_line_only"][i], column["name_master_only"][i], column["name_first"][i] = (
            best
        )


def _likeness(name: str, own: tuple[str, ...]) -> tuple[tuple[str, ...], float]:
    """The printed name's words and their likeness to a customer's; without words of a branch if it fits better so.

    Such words may belong to a company's name ("… Distribution"), so a name is equal only with all of its words.
    """
    found = name_words(name)
    whole = 1.0 if found == own else token_sort_ratio(" ".join(found), " ".join(own)) / 100
    bare = tuple(w for w in found if w not in BRANCH_WORDS)
    if bare and bare != found:
        stripped = _BRANCH * token_sort_ratio(" ".join(bare), " ".join(own)) / 100
        if stripped > whole:
            return bare, stripped
    return found, whole


def _close(a: str, b: str) -> bool:
    return (
        a == b
        or (len(a) >= 4 and ocr_key(a) == ocr_key(b))
        or one_slip(a, b)
        or (len(a) > 2 and b.startswith(a))
        or (len(b) > 2 and a.startswith(b))
    )


def _place(column: Columns, i: int, code: str, view: BuyerView, partners: PartnerIndex) -> None:
    countries = set()
    for place in view.places:
        for address in partners.addresses.get(code, ()):
            countries.add(fold(address.country))
            like = compare_places(
                *place, (address.name, address.street, address.postcode, address.city, address.country)
            )
            equal = like.postcode == 1.0 and like.street > 0.85 and like.number >= 0.5
            near = like.postcode >= 0.5 and like.city > 0.85
            column["place_equal"][i] = max(column["place_equal"][i], float(equal))
            column["place_near"][i] = max(column["place_near"][i], float(near))
            column["city"][i] = max(column["city"][i], like.city)
            if equal or near:
                column["place_name"][i] = max(column["place_name"][i], like.name)
    stated = {fold(p[4]) for p in view.places if len(p[4]) == 2}
    column["country_differs"][i] = float(bool(stated and countries) and not stated & countries)


def _relative(column: Columns, codes: Sequence[str], partners: PartnerIndex) -> None:
    ratio = column["name_ratio"]
    column["name_rel"][:] = ratio - ratio.max()
    order = np.argsort(-ratio, kind="stable")
    column["name_rank"][order] = 1.0 / (1.0 + np.arange(len(order)))
    heads = [partners.customers[c].parent_code or c for c in codes]
    many = Counter(heads)
    for i in range(len(codes)):
        column["rivals_name"][i] = float((ratio >= ratio[i] - 0.02).sum() - 1)
        column["group_rival"][i] = float(many[heads[i]] - 1)
