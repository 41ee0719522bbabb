"""What was found, in formats that other programs read."""

from quotes.export.jsonl import analysis_to_row, dump_row, write_row

__all__ = ["analysis_to_row", "dump_row", "write_row"]
