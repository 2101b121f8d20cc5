"""Mails put together from sentences: what is wanted, perhaps of a list of items, perhaps above an older mail.

Any intent may list items: an order does, and so do a reminder, a complaint, an enquiry and a change. So the list
alone tells nothing, and the words around it must.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from extraction.intent_features import TITLE_LINES, Told
from learning.synth.draw import chance

Phrases = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
FOLDS = 4
DETAILED = frozenset({"order", "order_change", "quote_request", "other", "invoice"})
ROWS = (
    "{q} {u} {c} {t}", "- {q} {u} {t} ({c})", "{c}  {t}  {q} {u}", "{q} x {t}", "* {q} {u} {t}", "{t}: {q} {u}",
    "{c} | {t} | {q} | {u}", "{i}. {t}, {c}, {q} {u}", "{i}  {c}  {t}  {q}  {u}  {m}", "{t} - {q} {u} - {m} EUR",
    "{q} {c}", "{c} ({t}) {q} {u}",
)  # fmt: skip
CHANGED_ROWS = (
    "{c} ({t}): {q} {u} -> {r} {u}", "{t}: {r} {u} ({q})", "{i}  {c}  {t}  {r} {u}", "Pos. {i}: {r} {u} {t}",
    "{c}: {r} {u}", "{c} {t} {r} {u} {d}",
)  # fmt: skip
NUMBERS = ("PO-{n}", "{n}", "BC26-{n}", "26/{n}", "PO {n}", "B{n}", "26-{n}", "45000{n}", "{n}/26", "00{n}")
CODES = ("K{n}", "{n}", "MAT-{n}", "12.{n}.001", "A-{n}", "{n}.5")
DAYS = ("{d:02d}/{m:02d}/2026", "{d:02d}.{m:02d}.2026", "{d}-{m}-2026", "{d}.{m}.", "2026-{m:02d}-{d:02d}")
PREFIXES = ("", "", "", "", "RE: ", "Fwd: ", "TR: ", "AW: ", "WG: ", "I: ", "RV: ")
SEPARATORS = ("{d} {f}:", "-----Original Message-----", "---------- Forwarded message ---------", "> ", "________", "")


@cache
def _phrases() -> Phrases:
    with Path(__file__).with_name("train_header_intents.toml").open("rb") as file:
        table: Phrases = tomllib.load(file)
    return table


def written(count: int, keep: Callable[[int], bool], seed: str) -> Iterator[tuple[Told, str]]:
    """`count` mails made of the phrases whose place in their list `keep` admits (whole families can be held out)."""
    rng = Random(f"intent/written/{seed}")
    intents = sorted(set(_phrases()) - {"phrases"})
    for _ in range(count):
        intent = rng.choice((*("order",) * 4, "order_change", *intents))
        yield _Writer(rng, intent, rng.choice(sorted(_phrases()[intent])), keep).told(), intent


class _Writer:
    """One mail in the making: its phrases, and the facts they name."""

    def __init__(self, rng: Random, intent: str, language: str, keep: Callable[[int], bool]) -> None:
        self.rng, self.intent, self.keep = rng, intent, keep
        self.table = _phrases()[intent][language]
        self.any = _phrases()["phrases"]["any"]
        self.items = 0
        self.facts = self._facts()

    def told(self) -> Told:
        rng = self.rng
        body = [self._any("hello")] if chance(rng, 0.85) else []
        body += self._wish()
        if self.intent in DETAILED and chance(rng, 0.7):
            body += [self._any("details") for _ in range(rng.randint(1, 3))]
        body += self._end()
        if chance(rng, 0.15):
            body += self._older()
        body = [line for line in body if line.strip()]
        lines = self.items if chance(rng, 0.85) else rng.choice((0, 1, self.items + 1))
        return Told(self._subject(), tuple(body[:TITLE_LINES]), "\n".join(body), True, lines, self._attachments())

    def _wish(self) -> list[str]:
        rng = self.rng
        says = self._some("says", rng.choice((1, 1, 2, 2, 3)))
        leads = self._some("lists", 1)
        if not leads or chance(rng, 0.45):
            # One item named in a sentence is a line, as often as reading finds it.
            self.items = rng.choice((1, 1, 0)) if any("{q}" in say for say in says) else 0
            self.items = self.items or (rng.choice((0, 0, 0, 1, 2)) if self.intent != "order" else 0)
            texts = [self._filled(say) for say in says]
            return texts if chance(rng, 0.5) else [" ".join(texts)]
        before = [self._filled(say) for say in says if chance(rng, 0.3)]
        after = [self._filled(say) for say in says if chance(rng, 0.3)]
        return [*before, self._filled(leads[0]), *self._rows(), *after]

    def _rows(self) -> list[str]:
        rng = self.rng
        self.items = rng.choice((1, 1, 2, 2, 3, 4, 6, 9))
        changed = self.intent == "order_change" and chance(rng, 0.6)
        form = rng.choice(CHANGED_ROWS if changed else ROWS)
        head = [self._any("heads")] if chance(rng, 0.35) else []
        return head + [self._filled(form, self._facts() | {"i": str(i + 1)}) for i in range(self.items)]

    def _end(self) -> list[str]:
        rng = self.rng
        end = [self._any("bye"), self._any("people")]
        end += [self._any("firms")] if chance(rng, 0.6) else []
        return [*end, self._any("last")] if chance(rng, 0.2) else end

    def _older(self) -> list[str]:
        """An older mail below: of another intent as often as not, so it is what stands above that counts."""
        rng = self.rng
        other = rng.choice(("order", "other", "quote_request", "status_request"))
        language = rng.choice(sorted(_phrases()[other]))
        texts = _phrases()[other][language]["says"]
        quoted = [self._filled(rng.choice(texts)) for _ in range(rng.randint(1, 3))]
        quote = rng.choice(("> ", ""))
        return [self._filled(rng.choice(SEPARATORS)), *(quote + text for text in quoted)]

    def _subject(self) -> str:
        if chance(self.rng, 0.06):
            return ""
        return self.rng.choice(PREFIXES) + "".join(self._filled(one) for one in self._some("subjects", 1))

    def _attachments(self) -> int:
        return self.rng.choice(
            (0, 0, 0, 0, 1, 2) if self.intent in {"order", "invoice", "other"} else (0, 0, 0, 0, 0, 1)
        )

    def _some(self, part: str, count: int) -> list[str]:
        kept = [text for place, text in enumerate(self.table.get(part, ())) if self.keep(place)]
        return self.rng.sample(kept, min(count, len(kept)))

    def _any(self, part: str) -> str:
        return self._filled(self.rng.choice(self.any[part]))

    def _facts(self) -> dict[str, str]:
        rng = self.rng
        day, month = rng.randint(1, 28), rng.randint(1, 12)
        return {
            "p": rng.choice(NUMBERS).format(n=rng.randint(1000, 99999)),
            "c": rng.choice(CODES).format(n=rng.randint(100, 999999)),
            "q": str(rng.choice((rng.randint(1, 12), rng.randint(2, 900), rng.randint(2, 60) * 10))),
            "r": str(rng.randint(1, 900)), "m": f"{rng.uniform(0.5, 300):.2f}", "i": "1",
            "d": rng.choice(DAYS).format(d=day, m=month),
            "t": rng.choice(self.any["items"]), "u": rng.choice(self.any["units"]),
            "n": rng.choice(self.any["people"]), "f": rng.choice(self.any["firms"]),
        }  # fmt: skip

    def _filled(self, text: str, facts: Mapping[str, str] | None = None) -> str:
        return text.format(**(facts or self.facts))
