"""Bytes and texts that nobody made on purpose: nothing but an error of the project's own may come out."""
