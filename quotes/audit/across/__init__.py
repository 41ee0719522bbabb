"""Doubts that several articles raise together."""

from quotes.alike.quoted import Likeness, Words
from quotes.audit.across.doubts import Doubt, find_doubts, may_doubt
from quotes.audit.across.said import Said, Voice, are_two, can_match, compare_said

__all__ = [
    "Doubt",
    "Likeness",
    "Said",
    "Voice",
    "Words",
    "are_two",
    "can_match",
    "compare_said",
    "find_doubts",
    "may_doubt",
]
