"""Text becomes Documents: Stanza behind the Parser protocol."""
