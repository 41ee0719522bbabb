"""How the bundled models of the parse are made: `python -m quotes.training.parse` says how to call it."""
