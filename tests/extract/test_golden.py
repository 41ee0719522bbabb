"""The two articles, extracted: readable golden files, and floors against the hand-made gold.

A change to fixtures/golden/*.txt is to be read, not just regenerated: `pytest --record` writes them.
"""

import re

import pytest

from quotes.document import Document
from quotes.model import Attribution, Span, text_of
from tests.conftest import FIXTURES, PARSES, read_gold
from tests.extract.helpers import extract

DOCS = ("000_f50e68e8fcddc8c2", "001_b050d626f1275417")
# Of the 33 required attributions of both articles; of everything that is found.
MIN_FOUND = 31
MIN_PRECISION = 0.85


@pytest.fixture(scope="module")
def articles() -> dict[str, Document]:
    """Parses of both articles by name."""
    lines = (PARSES / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    by_text = {doc.text: doc for doc in map(Document.from_json, lines)}
    return {
        name: by_text[(FIXTURES / "articles" / f"{name}.txt").read_bytes().decode("utf-8")] for name in DOCS
    }


def write_golden(attributions: tuple[Attribution, ...], text: str) -> str:
    """One block an attribution: kind and rule, then its parts."""
    blocks = [
        f"{a.kind}{' (negative)' if a.polarity == 'negative' else ''}, {a.act}, {a.rule}\n"
        f"  source   {text_of(a.source, text) or '-'}\n"
        f"  cue      {text_of(a.cue, text) or '-'}\n"
        f"  content  {text_of(a.content, text)}\n"
        for a in attributions
    ]
    return "\n".join(blocks)


@pytest.mark.parametrize("name", DOCS)
def test_golden(articles: dict[str, Document], name: str, request: pytest.FixtureRequest) -> None:
    doc = articles[name]
    path = FIXTURES / "golden" / f"{name}.txt"
    found = write_golden(extract(doc), doc.text)
    if request.config.getoption("--record"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def words(text: str, spans: list[Span]) -> set[int]:
    """Where the words of some spans begin."""
    return {m.start() + span.start for span in spans for m in re.finditer(r"\w+", span.text(text))}


def test_floors(articles: dict[str, Document]) -> None:
    found = required = right = total = 0
    for name, doc in articles.items():
        contents = [words(doc.text, list(a.content)) for a in extract(doc)]
        matched: set[int] = set()
        for row in read_gold(name):
            gold = words(doc.text, [Span(start, end) for start, end in row["content"]])  # type: ignore[attr-defined]
            hits = [i for i, here in enumerate(contents) if 2 * len(here & gold) >= max(len(here), len(gold))]
            free = [i for i in hits if i not in matched]
            matched.update(free[:1])
            required += bool(row["required"])
            found += bool(row["required"]) and bool(free)
        right += len(matched)
        total += len(contents)
    assert required == 33
    assert found >= MIN_FOUND
    assert right / total >= MIN_PRECISION


def test_the_sentence_that_stands_three_times_is_found_three_times(articles: dict[str, Document]) -> None:
    doc = articles[DOCS[1]]
    sources = [text_of(a.source, doc.text) for a in extract(doc)]
    assert sum(s.startswith("Stanislav Tkachenko, a professor") for s in sources) == 3
    assert all(s.endswith("Valdai Club") for s in sources if s.startswith("Stanislav"))
