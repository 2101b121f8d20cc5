"""What an order prints about its sender, gathered as comparable keys. It compares nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.index import MasterIndex
from matching.partners import FREE_MAIL, domain_of, phone_key, vat_key
from matching.similarity import code_key, fold
from models.reading import ExtractedOrder


@dataclass(frozen=True, slots=True)
class BuyerView:
    """What an order prints about its sender, as keys; several of each, because a page shows several."""

    names: tuple[str, ...]
    vats: tuple[str, ...]
    domains: tuple[str, ...]
    senders: tuple[str, ...]
    phones: tuple[str, ...]
    glns: tuple[str, ...]
    numbers: tuple[str, ...]
    places: tuple[tuple[str, str, str, str, str], ...]
    addresses: tuple[str, ...]  # codes of known addresses that stand on the page
    buyer_codes: tuple[str, ...]
    own_codes: tuple[str, ...]
    currency: str
    language: str


def buyer_view(order: ExtractedOrder, index: MasterIndex) -> BuyerView:
    """Collect the traits from the fields and the clues; our own are left out."""
    ours = index.master.company
    clues: dict[str, list[str]] = defaultdict(list)
    for kind, text in order.clues:
        clues[kind].append(text)
    mails = [order.buyer_email.value] if order.buyer_email else []
    mails += [t for k in ("sender", "first_sender", "email", "buyer_email") for t in clues[k]]
    domains = [domain_of(m) for m in mails] + [domain_of(t) for k in ("domain", "website") for t in clues[k]]
    own = {domain_of(m) for m in (*ours.emails, ours.website) if m}
    vats = ([order.buyer_vat_id.value] if order.buyer_vat_id else []) + clues["vat_id"] + clues["buyer_vat_id"]
    names = ([order.buyer_name.value] if order.buyer_name else []) + clues["buyer_name"] + clues["name"]
    return BuyerView(
        tuple(dict.fromkeys(n for n in names if n.strip())),
        tuple(dict.fromkeys(vat_key(v) for v in vats if vat_key(v) and vat_key(v) != vat_key(ours.vat_id))),
        tuple(dict.fromkeys(d for d in domains if d and d not in own and d not in FREE_MAIL)),
        tuple(dict.fromkeys(fold(m) for m in mails)),
        tuple(dict.fromkeys(phone_key(p) for k in ("phone", "buyer_phone", "fax") for p in clues[k] if phone_key(p))),
        tuple(dict.fromkeys(code_key(g) for k in ("gln", "buyer_gln", "ship_to_gln") for g in clues[k])),
        tuple(
            dict.fromkeys(
                code_key(n) for k in ("customer_number", "customer_no", "customer_code", "buyer_code") for n in clues[k]
            )
        ),
        _places(order, clues),
        tuple(dict.fromkeys(clues["address"])),
        tuple(dict.fromkeys(code_key(x.buyer_item_code.value) for x in order.lines if x.buyer_item_code)),
        tuple(dict.fromkeys(x.supplier_item_code.value for x in order.lines if x.supplier_item_code)),
        order.currency.value if order.currency else "",
        order.language,
    )


def _places(order: ExtractedOrder, clues: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str, str, str, str], ...]:
    ship = tuple(
        field.value if (field := getattr(order, f"ship_to_{part}")) else ""
        for part in ("name", "street", "postcode", "city", "country")
    )
    buyer = tuple(
        clues[f"buyer_{part}"][0] if clues.get(f"buyer_{part}") else ""
        for part in ("name", "street", "postcode", "city", "country")
    )
    found = [p for p in (ship, buyer) if any(p[1:])]
    return tuple((p[0], p[1], p[2], p[3], p[4]) for p in found)
