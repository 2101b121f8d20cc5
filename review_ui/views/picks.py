"""A match (customer, delivery address, item) as a pick-list with the reasons in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.issue import Severity
from models.master import Address, Customer, Item
from models.match import Candidate, Comparison, MatchResult
from models.reading import Field
from pipeline.changes import is_chosen
from review_ui.forms import Forms
from review_ui.texts import Texts
from review_ui.views.fields import Level, Said, badge_of, level_of_confidence, place

MAX_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a pick-list."""

    code: str
    title: str
    detail: str
    percent: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickView:
    """What is chosen and what else is proposed. `none_title` is the answer "none of ours" in this list's words."""

    path: str
    label: str
    code: str
    title: str
    detail: str
    level: Level
    badge: str
    hint: str
    look: bool
    none_title: str
    choices: tuple[Choice, ...]
    said: tuple[Said, ...]
    page: int = 0
    box: str = ""
    element: str = ""
    raw: str = ""

    @property
    def listed(self) -> list[dict[str, object]]:
        """The choices for the script that shows them."""
        return [
            {"code": c.code, "title": c.title, "detail": c.detail, "percent": c.percent, "reasons": list(c.reasons)}
            for c in self.choices
        ]

    @property
    def worst(self) -> str:
        found = {said.severity for said in self.said}
        return next((str(severity) for severity in Severity if severity in found), "")


@dataclass(frozen=True, slots=True)
class Names:
    """Titles and details of codes, for one kind of target."""

    titles: Mapping[str, str]
    details: Mapping[str, str]

    def title(self, code: str) -> str:
        return self.titles.get(code, code)

    def detail(self, code: str) -> str:
        return self.details.get(code, "")


def pick_view(
    path: str,
    match: MatchResult,
    names: Names,
    said: tuple[Said, ...],
    say: Texts,
    forms: Forms,
    *,
    none: str,
    printed: tuple[Field[str] | None, ...] = (),
) -> PickView:
    """The match at `path`; `none` is the key of the answer "none of ours", `printed` what it was made from."""
    page, box, element, raw = place(next((field for field in printed if field is not None), None))
    nothing = match.best is None and not match.confidence
    level: Level = "missing" if nothing else level_of_confidence(match.confidence, by_agent=is_chosen(match))
    none_title = say(none)
    grave = any(entry.severity is not Severity.INFO for entry in said)
    return PickView(
        path=path,
        label=say(f"field.{path.rpartition('.')[2]}"),
        code=match.best or "",
        title=names.title(match.best) if match.best else none_title,
        detail=names.detail(match.best) if match.best else "",
        level=level,
        badge=badge_of(level, match.confidence, say, forms),
        hint=say("review.machine_says", percent=forms.percent(match.confidence)),
        look=level in ("likely", "unsure", "missing") or (grave and level != "confirmed"),
        none_title=none_title,
        choices=tuple(_choice(candidate, names, say, forms) for candidate in match.candidates[:MAX_CANDIDATES]),
        said=said,
        page=page,
        box=box,
        element=element,
        raw=raw,
    )


def _choice(candidate: Candidate, names: Names, say: Texts, forms: Forms) -> Choice:
    return Choice(
        candidate.target,
        names.title(candidate.target),
        names.detail(candidate.target),
        forms.percent(candidate.score),
        tuple(reason(comparison, say) for comparison in candidate.reasons),
    )


def reason(comparison: Comparison, say: Texts) -> str:
    """A named comparison in words, "VAT number is the same"; a name that nobody translated is shown as it is."""
    known = say.known(f"reason.{comparison.name}.{comparison.level}", "")
    return known or say("reason.unknown", name=comparison.name.replace("_", " "), level=comparison.level)


def item_description(item: Item, language: str) -> str:
    """In the user's language, else English, else any."""
    texts = dict(item.descriptions)
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def item_names(items: Mapping[str, Item], say: Texts, forms: Forms) -> Names:
    details = {
        sku: " · ".join(filter(None, (item_description(item, say.language), item_detail(item, say, forms))))
        for sku, item in items.items()
    }
    return Names({sku: sku for sku in items}, details)


def item_detail(item: Item, say: Texts, forms: Forms) -> str:
    """What tells near-duplicates apart: brand, packs, price, whether it is still sold."""
    packs = ", ".join(f"{unit} = {forms.number(units)} {item.stock_unit}" for unit, units in item.packs)
    price = forms.money(item.list_price, item.currency) if item.list_price is not None else ""
    status = say.known(f"item_status.{item.status}", item.status) if item.status != "active" else ""
    parts = (item.brand, packs or item.stock_unit, price, status, f"→ {item.replaced_by}" if item.replaced_by else "")
    return " · ".join(part for part in parts if part)


def customer_names(customers: Mapping[str, Customer]) -> Names:
    return Names(
        {code: customer.name for code, customer in customers.items()},
        {code: " · ".join(filter(None, (code, c.vat_id, c.email_domain))) for code, c in customers.items()},
    )


def address_names(addresses: Mapping[str, Address]) -> Names:
    return Names(
        {code: address.name for code, address in addresses.items()},
        {
            code: " · ".join(filter(None, (a.street, f"{a.postcode} {a.city}".strip(), a.country, code)))
            for code, a in addresses.items()
        },
    )
