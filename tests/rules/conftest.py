"""The order and the context that every rule is tried on."""

from __future__ import annotations

import pytest

from models.match import MatchedOrder
from rules import RuleContext
from tests.rules.sample_order import a_context, an_order


@pytest.fixture
def context() -> RuleContext:
    return a_context()


@pytest.fixture
def order() -> MatchedOrder:
    return an_order()
