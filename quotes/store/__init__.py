"""Everything that was found, kept in a database."""
