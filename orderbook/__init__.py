"""The order book: booking, promised dates, acknowledgements, exports, and the outbox that sends them."""

from orderbook.booking import BookingFacts, book

__all__ = ["BookingFacts", "book"]
