"""Phrases that no score would make likely are passed over: none of them is likely."""

from itertools import chain
from pathlib import Path

from hypothesis import given

from quotes.document import Document
from quotes.extract.act import act_of, may_be
from quotes.extract.indirect import is_likely, is_out_of_reach, weigh_candidates
from quotes.extract.lexicon import load_lexicon
from quotes.extract.reading import read_marks
from quotes.model import Act, Span
from tests.extract.test_extract_properties import documents

PARSES = Path(__file__).parents[2] / "fixtures" / "parses"


def read_parses(*names: str) -> list[Document]:
    lines = chain.from_iterable((PARSES / name).read_text(encoding="utf-8").splitlines() for name in names)
    return list(map(Document.from_json, lines))


def count_passed_over(doc: Document) -> int:
    """Candidates that are passed over, each with the highest score there is."""
    reading = read_marks(doc)
    passed = 0
    for candidate, chance in weigh_candidates(reading, load_lexicon()):
        if is_out_of_reach(candidate, chance, reading):
            assert not is_likely(candidate, 1.0, chance, reading), candidate
            passed += 1
    return passed


def test_phrases_of_articles() -> None:
    assert sum(map(count_passed_over, read_parses("articles.jsonl", "unseen.jsonl", "test_act.jsonl"))) > 100


@given(documents())
def test_phrases_of_any_tree(doc: Document) -> None:
    count_passed_over(doc)


def test_an_act_that_a_cue_has_is_one_that_it_may_have() -> None:
    seen: set[Act] = set()
    for doc in read_parses("articles.jsonl", "test_act.jsonl"):
        for sentence in doc.sentences:
            rest = (Span(sentence.span.end - 1, sentence.span.end),)
            for i, token in enumerate(sentence):
                act = act_of(doc, (token.span,), rest)
                if act is not Act.COMMUNICATION:
                    assert may_be(act, sentence, (i,)), token
                    seen.add(act)
    assert seen == set(Act) - {Act.COMMUNICATION}
