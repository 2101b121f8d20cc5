"""Orders as printed to master data: the doors are `MasterIndex.build`, `identify` and `match`."""

from matching.confidence import order_sureness
from matching.customers import identify
from matching.defaults import hand_set_models
from matching.index import MasterIndex
from matching.matched import Chosen, match
from matching.ranking import MatchingModels

__all__ = ["Chosen", "MasterIndex", "MatchingModels", "hand_set_models", "identify", "match", "order_sureness"]
