"""The word lists of each language, read once from `<language>.toml`; a new language is one file. No logic on top."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES: tuple[str, ...] = ("en", "fr", "de", "es", "it", "nl")
_FOLDER = Path(__file__).resolve().parent


@cache
def lexicon(language: str) -> Mapping[str, Any]:
    """The whole file of one language: sections [labels], [columns], [months], [weekdays], [units], [words]."""
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def section(name: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """One section of every language: {language: {key: (words, ...)}}; a language without it has an empty one."""
    return {
        language: {key: tuple(words) for key, words in lexicon(language).get(name, {}).items()}
        for language in LANGUAGES
    }


@cache
def merged(name: str) -> Mapping[str, tuple[str, ...]]:
    """One section over all languages together: {key: words of all languages, each once}."""
    result: dict[str, dict[str, None]] = {}
    for words_by_key in section(name).values():
        for key, words in words_by_key.items():
            result.setdefault(key, {}).update(dict.fromkeys(words))
    return {key: tuple(words) for key, words in result.items()}
