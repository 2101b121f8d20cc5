"""What the command line runs: settings are turned into built things here and handed down. No logic of its own."""
