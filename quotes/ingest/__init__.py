"""Files and folders become Articles: plain text exactly as it is, pages by their main text."""

from quotes.ingest.files import find_files, read_article

__all__ = ["find_files", "read_article"]
