"""Flags that the articles in fixtures/unseen were written for, and flags that would be wrong there."""

import pytest

from quotes.audit import audit_article
from quotes.model import Analysis, Article, Flag, FlagKind, ResolvedAttribution
from quotes.resolve import resolve_article
from tests.extract.helpers import extract
from tests.extract.test_unseen import read_unseen
from tests.record_unseen import FOLDER, ExpectedFlag, read_rows

# Kinds that doubt a name or a statement: what was not planted is wrong.
DOUBTS = frozenset(
    {
        FlagKind.MISSPELLED_NAME,
        FlagKind.UNINTRODUCED_SPEAKER,
        FlagKind.UNATTRIBUTED,
        FlagKind.UNBALANCED_QUOTATION,
        FlagKind.REPEATED_PASSAGE,
        FlagKind.UNMARKED_QUOTATION,
    }
)

# Flags that are not raised, and why.
KNOWN_FAILURES: dict[tuple[str, str], str] = {}
EXPECTED = [(path.stem, flag) for path in sorted(FOLDER.glob("*.rows")) for flag in read_rows(path)[1]]


@pytest.fixture(scope="module")
def flags() -> dict[str, list[tuple[Flag, str]]]:
    """Flags of each article with the words that they mark."""
    found = {}
    for name, doc in read_unseen().items():
        attributions = extract(doc)
        speakers, resolutions = resolve_article(doc, attributions)
        items = tuple(ResolvedAttribution(a, r) for a, r in zip(attributions, resolutions, strict=True))
        analysis = audit_article(doc, Analysis(Article(doc.text), items, tuple(speakers)))
        found[name] = [(flag, flag.spans[0].text(doc.text)) for flag in analysis.flags]
    return found


@pytest.mark.parametrize(
    ("name", "expected"), EXPECTED, ids=[f"{name}-{flag.kind}-{flag.words}" for name, flag in EXPECTED]
)
def test_planted_flag(flags: dict[str, list[tuple[Flag, str]]], name: str, expected: ExpectedFlag) -> None:
    hits = [
        flag
        for flag, words in flags[name]
        if flag.kind.value == expected.kind and expected.words.casefold() in words.casefold()
    ]
    if (name, expected.words) in KNOWN_FAILURES and not hits:
        pytest.xfail(KNOWN_FAILURES[name, expected.words])
    assert (name, expected.words) not in KNOWN_FAILURES
    assert bool(hits) is not expected.absent
    if expected.suggested:
        suggested = hits[0].suggestions[0]
        assert suggested == expected.suggested or expected.suggested.endswith(suggested)


def test_no_doubts_but_the_planted_ones(flags: dict[str, list[tuple[Flag, str]]]) -> None:
    planted = {(name, flag.kind) for name, flag in EXPECTED}
    wrong = [
        (name, flag.kind.value, words)
        for name, found in flags.items()
        for flag, words in found
        if flag.kind in DOUBTS
        and (name, flag.kind.value) not in planted
        and (name, words) not in KNOWN_FAILURES
    ]
    assert wrong == []
