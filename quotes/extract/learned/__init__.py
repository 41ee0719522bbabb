"""The learned reader: a small pretrained encoder that finds cues and, for each, its source and content."""
