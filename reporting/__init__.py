"""Reports computed from the moves of documents."""
