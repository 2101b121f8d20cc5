"""One document being laid out: its order, its look, and the wordings it keeps to. Makes pieces, not fragments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from learning.synth.content import OrderContent, Party
from learning.synth.draw import chance
from learning.synth.pdf.formats import SYMBOLS
from learning.synth.pdf.ops import Piece
from learning.synth.pdf.style import Style
from learning.synth.pdf.towns import CITY_FORMS, FULL_REGIONS, region_of
from learning.synth.vocab import vocab

CURRENCY_WORDS = {
    "EUR": "Euro",
    "USD": "US Dollars",
    "GBP": "Pounds Sterling",
    "CHF": "Schweizer Franken",
    "INR": "Indian Rupee",
}
CURRENCY_SIGNS = {
    "INR": ("₹", "₹", "Rs.", "Rs"), "USD": ("$", "$", "$", "$", "US$"), "CHF": ("CHF", "CHF", "Fr.", "SFr."),
    "CAD": ("CAD", "CAD", "C$", "CA$"), "MXN": ("MXN", "MXN", "MX$", "M.N."), "AUD": ("AUD", "A$"),
    "PEN": ("S/", "S/.", "PEN"),
}  # fmt: skip
MONEY_FIELDS = ("total_net", "total_tax", "total_gross")


@dataclass
class Sheet:
    """The context of all builders of one document."""

    rng: Random
    order: OrderContent
    style: Style
    wordings: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)

    def word(self, key: str, options: Sequence[str] | None = None) -> str:
        """The document's wording for a key: drawn once, kept; two languages where the document is bilingual."""
        if key not in self.wordings:
            choices = vocab("labels")[key] if options is None else {}
            text = str(self.rng.choice(options if options is not None else choices[self.order.language]))
            if options is None and self.style.second_language and chance(self.rng, 0.8):
                other = str(self.rng.choice(choices[self.style.second_language]))
                text += self.rng.choice((" / ", "/", " - ")) + other if other.lower() != text.lower() else ""
            self.wordings[key] = self._cased(text) if options is None else text
        return self.wordings[key]

    def _cased(self, text: str) -> str:
        if self.style.label_case == "upper" and "{" not in text:
            return text.upper()
        return text.lower() if self.style.label_case == "lower" and "{" not in text else text

    def label(self, key: str, colon: bool = True, role: str = "") -> list[Piece]:
        """A label with the document's colon."""
        text = self._numbered(key, self.word(key))
        if "{r}" in text:
            text = text.format(r=self.style.formats.percent(self.order.tax_rate))
        end = self.style.colon if colon and not text.endswith((":", "?")) else ""
        return [Piece(text + end, role or f"label.{key}", bold=True if self.style.label_bold else None)]

    def _numbered(self, key: str, text: str) -> str:
        """Official forms number their boxes: "3. ORDER NO."."""
        if not self.word("numbered", ("",) * 45 + ("1",)) or key.startswith("total"):
            return text
        number = self.word(f"box_of_{key}", [str(sum(k.startswith("box_of_") for k in self.wordings) + 1)])
        return f"{number}. {text}"

    def text(self, value: str, role: str, bold: bool | None = None) -> list[Piece]:
        shown = value.upper() if self.style.shout and not role.endswith(("email", "description")) else value
        return [Piece(shown, role, bold)] if value else []

    def date(self, day: date, form: str = "") -> str:
        return self.style.formats.date(day, form)

    def value(self, key: str, bold: bool | None = None) -> list[Piece]:
        """A header field's value as the document writes it; empty where the order has none."""
        order, formats = self.order, self.style.formats
        role = f"header.{key}"
        if key in MONEY_FIELDS:
            return self.money(getattr(order, key), role, "last" if key == "total_gross" else "")
        if key == "requested_date":
            day = order.requested_date
            form = formats.week or formats.short_form or formats.date_form
            return self.text(self.date(day, form), role, bold) + self._clock("12:00:00") if day else []
        if key == "order_date":
            return self.text(self.date(order.order_date), role, bold) + self._clock("09:41:27")
        if key == "buyer_name":
            return self.text(order.buyer.name, role, bold)
        if key == "buyer_vat_id":
            return self.text(self._spaced_vat(order.buyer.vat_id), role, bold)
        if key == "buyer_email":
            return self.text(order.contact.email, role, bold)
        if key == "currency":
            return self.text(self.currency_text(), role, bold)
        return self.text(getattr(order, key) or "", role, bold)

    def _clock(self, sample: str) -> list[Piece]:
        """The time of day that systems print behind a date, now and then."""
        form = self.word("clock", ("",) * 34 + ("hm", "hms", "utc"))
        if not form or self.style.formats.week:
            return []
        return [Piece({"hm": sample[:5], "hms": sample, "utc": f"{sample} UTC"}[form], "other")]

    def _spaced_vat(self, vat_id: str) -> str:
        """FR 12 345678901 and the like, now and then; the same throughout a document."""
        if vat_id and self.word("vat_form", ("", "", "", "s")) and re.match(r"[A-Z]{2}\d", vat_id):
            return f"{vat_id[:2]} {vat_id[2:]}"
        return vat_id

    @property
    def currency_field(self) -> bool:
        """True when the currency is a labelled field of its own."""
        return self.style.currency_in == "field" and self.style.currency != "none"

    def currency_text(self) -> str:
        code = self.order.currency
        if self.style.currency == "symbol":
            return self.word("currency_sign", CURRENCY_SIGNS.get(code, (SYMBOLS.get(code, code),)))
        return CURRENCY_WORDS.get(code, code) if self.style.currency == "word" else code

    def money(self, value: Decimal, role: str, place: str = "") -> list[Piece]:
        """An amount, with the currency where this document prints it with amounts of this place."""
        style = self.style
        text = style.formats.money(value)
        where = style.currency_in
        with_currency = style.currency != "none" and (
            (place == "cell" and where == "cells")
            or (place != "cell" and where in ("totals", "cells"))
            or (place == "last" and where == "last")
        )
        if not with_currency or style.currency == "word":
            return [Piece(text, role)]
        unit = Piece(self.currency_text(), "header.currency")
        glued = len(unit.text) == 1 and self.word("symbol_glue", ("y", "y", "n")) == "y"
        if style.formats.symbol_before:
            return [unit, Piece(text, role, glue=glued and unit.text in "$£€₹")]
        return [Piece(text, role), Piece(unit.text, unit.role, glue=glued and chance(self.rng, 0.2))]

    def noise(self, key: str) -> list[Piece]:
        """The value of a number that is not this order's (a quotation, a contract, a phone)."""
        order, numbers = self.order, self.order.numbers
        role = f"noise.{key}"
        if key in ("print_date", "quote_date", "valid_until"):
            return [Piece(self.date(date.fromisoformat(numbers[key])), role)]
        values = {
            "phone": order.contact.phone,
            "fax": order.buyer.fax,
            "contact": order.contact.name,
            "ship_via": order.ship_via,
            "account": order.our_account or numbers["supplier"],
            "website": order.buyer.website,
            "buyer_phone": order.buyer.phone,
            "vendor_contact": order.vendor_contact,
        }
        text = values.get(key, numbers.get(key, ""))
        return [Piece(text, role)] if text else []

    # -- addresses -------------------------------------------------------------------------------------------------

    def party_role(self, who: str, part: str) -> str:
        """The role of a part of a party's block; the buyer's name and the delivery place are header fields."""
        if who == "ship_to":
            return (
                f"header.ship_to_{part}"
                if part in ("name", "street", "postcode", "city", "country")
                else f"party.{who}.{part}"
            )
        if part == "name" and (
            who == "buyer" or (who == "bill_to" and self.order.bill_to.name == self.order.buyer.name)
        ):
            return "header.buyer_name"
        return f"party.{who}.{part}"

    def party(self, who: str) -> Party:
        found: Party = getattr(self.order, who)
        return found

    def city_line(self, who: str) -> list[list[Piece]]:
        """Town and postcode in the manner of the country; one or two lines."""
        party = self.party(who)
        city = Piece(party.city, self.party_role(who, "city"))
        code = Piece(party.postcode, self.party_role(who, "postcode"))
        form = self.word(f"city_form_{party.country}", CITY_FORMS.get(party.country, CITY_FORMS[""]))
        if form == "no_code":
            return [[city]]
        if form == "lines":
            return [[city], [code]]
        if form == "comma_after":  # Atlanta, GA 30336
            return [[Piece(city.text + ",", city.role), code]]
        if form == "dash":
            return [[city, Piece("-", "other"), code]]
        if form == "cp":
            return [[Piece("C.P.", "other"), code, city]]
        if form == "cp_comma":  # C.P. 64000, Monterrey
            return [[Piece("C.P.", "other"), Piece(code.text + ",", code.role), city]]
        if form == "brackets":  # (S2438) Rosario
            return [[Piece(f"({code.text})", code.role), city]]
        if form == "labelled":  # as systems print it: the town, then its postcode with a label of its own
            word = self.word("postcode_word", vocab("address_parts")["postcode"][self.order.language])
            return [[city], [Piece(f"{word}:", f"party.{who}.label"), code]]
        if form == "pin":
            return [[Piece(city.text + ",", city.role), Piece("PIN", "other"), Piece("-", "other"), code]]
        if form.startswith("region_"):  # Morbi Gujarat 363641; Monterrey, N.L. C.P. 64000; Toronto, Ontario | M5V 2T6
            region = Piece(self._region(party), f"party.{who}.region")
            mark = [Piece("C.P.", "other")] if party.country == "MX" else []
            stop = "," if party.country == "MX" or form != "region_between" else ""
            town = [Piece(city.text + stop, city.role), region]
            return [town, [*mark, code]] if form == "region_lines" else [[*town, *mark, code]]
        return [[city, code]] if form == "city_first" else [[code, city]]

    def _region(self, party: Party) -> str:
        """The state of a place, short or in full as this document writes states."""
        region = region_of(party.country, party.postcode)
        return (
            FULL_REGIONS.get(region, region)
            if self.word("region_form", ("short", "short", "full")) == "full"
            else region
        )

    def country_piece(self, who: str) -> list[Piece]:
        party = self.party(who)
        language = "en" if self.style.country_form == "english" else self.order.language
        text = party.country if self.style.country_form == "code" else party.country_text(language)
        return [Piece(text.upper() if self.style.country_form == "upper" else text, self.party_role(who, "country"))]

    def address_lines(self, who: str, name: bool = True, country: bool | None = None) -> list[list[Piece]]:
        """A postal block."""
        party = self.party(who)
        lines: list[list[Piece]] = []
        if name:
            lines.append(self.text(party.name, self.party_role(who, "name")))
        lines += self._street_lines(party.street, self.party_role(who, "street"))
        lines += self.city_line(who)
        between = self.wordings.get(f"city_form_{party.country}", "").startswith("region_")
        region = "" if between else region_of(party.country, party.postcode)
        if region and self.word(f"region_{party.country}", ("", "own", "same", "")) == "own":
            lines.append([Piece(region, f"party.{who}.region")])
        elif region and self.word(f"region_{party.country}", ()) == "same":
            lines[-1] = [
                *lines[-1][:-1],
                Piece(lines[-1][-1].text + ",", lines[-1][-1].role),
                Piece(region, f"party.{who}.region"),
            ]
        if self.style.country_shown if country is None else country:
            lines.append(self.country_piece(who))
        return lines

    def _street_lines(self, street: str, role: str) -> list[list[Piece]]:
        """A street on one line; a long one over two, now and then."""
        first, comma, rest = street.rpartition(", ")
        if comma and len(first) > 8 and self.word("street_in_two", ("", "", "", "2")):
            return [self.text(f"{first},", role), self.text(rest, role)]
        return [self.text(street, role)]

    def address_sentence(self, who: str, name: bool = True) -> list[Piece]:
        """A postal block on one line, joined by commas (or dashes)."""
        sign = self.word("address_sign", (",", ",", ",", ",", " -", " ·", ";"))
        out: list[Piece] = []
        parts = self.address_lines(who, name)
        for index, part in enumerate(parts):
            last = part[-1]
            ending = "" if index == len(parts) - 1 or last.text.endswith((",", ";")) else sign
            out += part[:-1]
            if ending.startswith(" "):
                out += [last, Piece(ending.strip(), "other")]
            else:
                out.append(Piece(last.text + ending, last.role, last.bold, last.glue))
        return out
