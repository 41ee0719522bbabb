"""Scores against hand-made gold: spans of source, cue and content, and who said it."""

from quotes.evaluate.floors import FloorSet, check_floors, hash_data, read_floors
from quotes.evaluate.gold import Evaluation, GoldSet, evaluate_output, find_broken_floors, load_gold
from quotes.evaluate.rows import GoldArticle, Row, analysis_to_rows, read_brat, read_gold, read_system
from quotes.evaluate.spans import SpanScores, evaluate_spans
from quotes.evaluate.speakers import SpeakerScores, evaluate_speakers

__all__ = [
    "Evaluation",
    "FloorSet",
    "GoldArticle",
    "GoldSet",
    "Row",
    "SpanScores",
    "SpeakerScores",
    "analysis_to_rows",
    "check_floors",
    "evaluate_output",
    "evaluate_spans",
    "evaluate_speakers",
    "find_broken_floors",
    "hash_data",
    "load_gold",
    "read_brat",
    "read_floors",
    "read_gold",
    "read_system",
]
