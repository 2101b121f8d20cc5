"""Amounts in words, as Indian and Spanish-speaking orders print them below the total."""

# ruff: noqa: SIM905 (word lists are read more easily as one string)

from __future__ import annotations

from decimal import Decimal

_ONES = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen "
    "Seventeen Eighteen Nineteen"
).split()
_TENS = "- - Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()
_INDIAN = ((10_000_000, "Crore"), (100_000, "Lakh"), (1000, "Thousand"), (100, "Hundred"))
_WESTERN = ((1_000_000, "Million"), (1000, "Thousand"), (100, "Hundred"))

_UNOS = (
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
_DECENAS = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_CIENTOS = (
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()
)


def english(number: int, scale: tuple[tuple[int, str], ...] = _WESTERN) -> str:
    """1250 -> "One Thousand Two Hundred Fifty"."""
    for size, name in scale:
        if number >= size:
            rest = number % size
            return f"{english(number // size, scale)} {name}" + (f" {english(rest, scale)}" if rest else "")
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")


def spanish(number: int) -> str:
    """1250 -> "mil doscientos cincuenta"."""
    if number >= 1_000_000:
        head, rest = divmod(number, 1_000_000)
        text = "un millón" if head == 1 else f"{spanish(head)} millones"
        return text + (f" {spanish(rest)}" if rest else "")
    if number >= 1000:
        head, rest = divmod(number, 1000)
        text = "mil" if head == 1 else f"{spanish(head)} mil"
        return text + (f" {spanish(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return "cien" if number == 100 else _CIENTOS[head] + (f" {spanish(rest)}" if rest else "")
    if number < 30:
        return _UNOS[number]
    return _DECENAS[number // 10] + (f" y {_UNOS[number % 10]}" if number % 10 else "")


def in_words(amount: Decimal, manner: str) -> str:
    """The amount as `manner` (indian, western, spanish) says it; the hundredths as a fraction or as paise."""
    whole, part = int(amount), int(amount * 100) % 100
    if manner == "spanish":
        return f"{spanish(whole)} con {part:02d}/100".upper()
    if manner == "indian":
        return english(whole, _INDIAN) + (f" and {english(part)} paise" if part else "") + " Only"
    return f"{english(whole)} and {part:02d}/100"
