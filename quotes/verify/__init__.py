"""Who is on record as saying some words: what was asked against what the store holds. Pure."""

from quotes.verify.answers import Answer, Finding, LoosePlace, Verdict
from quotes.verify.judging import judge_answer, judge_finding
from quotes.verify.question import MOST_CHARACTERS, Question, read_question

__all__ = [
    "MOST_CHARACTERS",
    "Answer",
    "Finding",
    "LoosePlace",
    "Question",
    "Verdict",
    "judge_answer",
    "judge_finding",
    "read_question",
]
