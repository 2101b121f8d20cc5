from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.errors import REFUSALS
from models.issue import Issue, Severity
from models.lifecycle import AUTOMATIC, Mover, Status
from models.reading import HEADER_FIELDS, LINE_FIELDS, DocumentType, Intent, Kind
from models.tables import DeliveryState, Origin, Role
from review_ui.forms import Forms
from review_ui.routes.document import REJECT_REASONS
from review_ui.routes.queue import STATES
from review_ui.texts import LANGUAGES, accepted_language, own_texts, texts
from review_ui.views.fields import said
from rules import CODES

UI = Path(__file__).resolve().parents[2] / "review_ui"
DECISIONS = ("policy_never", "not_confident", "above_amount")


def wanted() -> set[str]:
    """A sentence for every code that the core can give."""
    groups = {
        "status": Status, "mover": Mover, "origin": Origin, "kind": Kind, "document_type": DocumentType,
        "intent": Intent,
        "role": Role, "delivery": DeliveryState, "refusal": REFUSALS, "severity": Severity, "issue": CODES,
        "issue_name": (*CODES, *DECISIONS), "reject": REJECT_REASONS, "field": (*HEADER_FIELDS, *LINE_FIELDS),
        "step": {*AUTOMATIC, Status.IN_REVIEW, Status.FAILED},
    }  # fmt: skip
    keys = {f"{group}.{code}" for group, codes in groups.items() for code in codes}
    return keys | {f"queue.state_{name}" for name in STATES} | {f"weekday.{day}" for day in range(7)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_core_has_a_sentence(language):
    assert wanted() - own_texts(language).keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_the_same_values_in_them(language):
    own, english = own_texts(language), own_texts("en")
    assert own.keys() == english.keys()

    def places(text):
        return set(re.findall(r"{(\w+)}", text))

    assert [key for key in english if places(own[key]) != places(english[key])] == []
    assert [key for key, text in own.items() if not text.strip()] == []


def test_no_language_leaves_its_sentences_in_english():
    """Names like PDF are alike everywhere; a sentence of several words is not."""
    english = own_texts("en")
    for language in LANGUAGES:
        own = own_texts(language)
        copied = [key for key, text in english.items() if len(text.split()) > 3 and own[key] == text]
        assert language == "en" or copied == [], language


def test_every_sentence_that_templates_and_code_ask_for_is_there():
    english = own_texts("en")
    asked = set()
    for path in [*UI.rglob("*.html"), *UI.rglob("*.py")]:
        source = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"""say\(\s*["']([a-z_]+\.[a-z_0-9]*[a-z0-9])["']""", source))
        counted = re.findall(r"""say\.count\(\s*["']([a-z_.]+)["']""", source)
        asked |= {f"{key}.{number}" for key in counted for number in ("one", "many")}
    assert len(asked) > 150
    assert asked - english.keys() == set()


def test_an_issue_is_said_in_the_users_language_and_style():
    issue = Issue("amount_differs", Severity.WARNING, "lines.1.amount", (("printed", "1234.5"), ("due", "1200")))
    found = said(issue, texts("fr"), Forms("fr"))
    assert found.text == "Le montant 1\u202f234,5 ne correspond pas à quantité × prix : 1200."
    assert found.label == "Ligne 2 · Montant"


def test_a_code_that_nobody_knows_is_shown_as_it_is():
    found = said(Issue("plugin_says_no", Severity.INFO, "lines.0.colour"), texts("en"), Forms("en"))
    assert "plugin_says_no" in found.text
    assert found.label == "Line 1 · colour"


def test_values_of_a_document_are_never_taken_for_places():
    issue = Issue("unknown_customer", Severity.BLOCKING, "customer", (("name", "{code}{0.__class__}"),))
    assert said(issue, texts("en"), Forms("en")).text == "“{code}{0.__class__}” is none of our customers."


@pytest.mark.parametrize(
    ("header", "language"), [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("pl, de;q=0.5", "de"), ("", "en"), ("*", "en")]
)
def test_strangers_are_spoken_to_as_their_browser_asks(header, language):
    assert accepted_language(header) == language
