"""Documents become attributions: source, cue and content."""
