"""The two articles of fixtures/articles, with their hand-made attributions."""

from typing import Any

import pytest

from quotes.document import Document
from quotes.model import Attribution, Kind, Outcome, Span
from quotes.resolve import resolve_article
from quotes.resolve.compare import Verdict, same_name
from tests.conftest import FIXTURES, PARSES, read_gold
from tests.resolve.resolve_factory import Resolved

FIRST, SECOND = "000_f50e68e8fcddc8c2", "001_b050d626f1275417"


def read(name: str) -> tuple[Document, list[dict[str, Any]], Resolved]:
    text = (FIXTURES / "articles" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (PARSES / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    doc = next(doc for doc in map(Document.from_json, lines) if doc.text == text)
    rows: list[dict[str, Any]] = read_gold(name)

    def spans(row: dict[str, Any], role: str) -> tuple[Span, ...]:
        return tuple(Span(start, end) for start, end in row[role])

    attributions = [
        Attribution(
            spans(row, "source"),
            spans(row, "cue"),
            spans(row, "content"),
            Kind.DIRECT if spans(row, "content")[0].text(text)[0] == "“" else Kind.INDIRECT,
        )
        for row in rows
    ]
    return doc, rows, Resolved(doc, *attributions)


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_every_speaker_is_right(name: str) -> None:
    _, rows, found = read(name)
    for number, row in enumerate(rows):
        if not row["speaker"]:
            continue
        said = found.names(number)
        assert len(said) == 1, (row, said)
        # The gold writes "Sergey" also where the article writes "Sergei".
        assert same_name(said[0], row["speaker"]).verdict is Verdict.SAME or said == [row["speaker"]]


def test_groups_name_nobody_but_those_whose_parts_have_names() -> None:
    doc, rows, found = read(SECOND)
    named = [
        (" ".join(doc.text[s:e] for s, e in row["source"]), found.names(number))
        for number, row in enumerate(rows)
        if row["required"] and not row["speaker"] and found.names(number)
    ]
    assert named == [("Vladimir Putin and Xi Jinping", ["Vladimir Putin", "Xi Jinping"])]


def test_the_stranger_stays_himself_and_the_running_speaker_a_candidate() -> None:
    _, rows, found = read(SECOND)
    number = next(i for i, row in enumerate(rows) if row["speaker"] == "Asafov")
    assert found.resolutions[number].outcome is Outcome.RESOLVED
    assert found.candidates(number) == ["Asafov", "Vasily Kashin"]
    assert not found.speaker("Asafov").introduced
    assert found.speaker("Vasily Kashin").introduced


def test_speakers_hold_all_that_resolutions_speak_of() -> None:
    doc, rows, found = read(SECOND)
    keys = {speaker.key for speaker in found.speakers}
    assert len(keys) == len(found.speakers)
    for resolution in found.resolutions:
        assert keys.issuperset(resolution.speakers)
        assert keys.issuperset(candidate.speaker for candidate in resolution.candidates)
        assert bool(resolution.speakers) == (resolution.outcome is Outcome.RESOLVED)
    for speaker in found.speakers:
        for mention in speaker.mentions:
            assert 0 <= mention.span.start < mention.span.end <= len(doc.text)
            assert mention.span.contains(mention.head)
    assert len(found.resolutions) == len(rows)


def test_resolving_twice_gives_the_same() -> None:
    doc, rows, found = read(FIRST)
    attributions = tuple(
        Attribution(
            tuple(Span(*s) for s in row["source"]),
            tuple(Span(*s) for s in row["cue"]),
            tuple(Span(*s) for s in row["content"]),
            Kind.INDIRECT,
        )
        for row in rows
    )
    assert resolve_article(doc, attributions) == (found.speakers, found.resolutions)
