"""The generator of training and demo documents: invented worlds, orders, pages with exact labels. Never real data."""
