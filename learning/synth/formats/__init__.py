"""Renderers of orders in the formats that are not pages: sheets, mails, word files and messages. Never real data."""
