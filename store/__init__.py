"""The only SQL. Functions take a session of a unit of work (`store.db`) and never commit."""
