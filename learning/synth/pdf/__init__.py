"""PDF documents in random layouts with word-level marks. Content comes from `learning.synth.orders`."""
