"""The nouns of Carnet: frozen values without I/O. Tables live in `models.tables` and are not re-exported."""
