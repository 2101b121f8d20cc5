"""What the templates show, as values made from the store's: pure, no HTML, no request."""
