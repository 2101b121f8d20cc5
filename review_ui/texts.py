"""What the screens say, by language: one TOML file each, English where a sentence is missing. No sentence in code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("fr", "en", "de", "es", "it", "nl")
FALLBACK = "en"


class _Missing(dict[str, str]):
    """A sentence whose value was not given keeps its place visible instead of failing the whole screen."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Texts:
    """`say("status.booked")`, `say("issue.price_differs", expected="5")`; a key that nobody knows is an error."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **params: object) -> str:
        return _filled(self.texts[key], params)

    def known(self, key: str, fallback: str, **params: object) -> str:
        """For codes that come from elsewhere (a rule of a plug-in): their sentence, else `fallback`."""
        return _filled(self.texts[key], params) if key in self.texts else fallback

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    def count(self, key: str, number: int, **params: object) -> str:
        """`key.one` or `key.many` with {n}; French and English agree but for zero, which French takes as one."""
        one = number == 1 or (number == 0 and self.language == "fr")
        return self(f"{key}.{'one' if one else 'many'}", n=number, **params)


def _filled(text: str, params: Mapping[str, object]) -> str:
    return text.format_map(_Missing({name: str(value) for name, value in params.items()})) if "{" in text else text


def flat(tree: Mapping[str, object], before: str = "") -> dict[str, str]:
    """Nested tables as dotted keys."""
    found: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{before}{key}.")
        else:
            found[f"{before}{key}"] = str(value)
    return found


def own_texts(language: str) -> dict[str, str]:
    """The sentences of this language alone, without the fallback."""
    return flat(tomllib.loads((LOCALES / f"{language}.toml").read_text(encoding="utf-8")))


@cache
def texts(language: str) -> Texts:
    """The sentences of `language`, English for what it lacks."""
    known = language if language in LANGUAGES else FALLBACK
    return Texts(known, {**own_texts(FALLBACK), **own_texts(known)})


def accepted_language(header: str) -> str:
    """The first language of an Accept-Language header that we speak; quality values follow that order in practice."""
    for entry in header.split(","):
        language = entry.split(";")[0].strip().lower()[:2]
        if language in LANGUAGES:
            return language
    return FALLBACK
