"""Fixtures that every test module shares.

`recorded` gives the parse of a text without a model: it was made once with the bundled models and lies in
fixtures/parses/<test module>.jsonl. `pytest --record` parses what is not there yet and writes it.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quotes.document import Document
from quotes.model import Article

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
PARSES = FIXTURES / "parses"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="parse texts that have no recorded parse, and keep it"
    )


@pytest.fixture(scope="module")
def recorded(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Document]]:
    """A function from a text to its recorded parse."""
    path = PARSES / f"{request.module.__name__.rpartition('.')[2]}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    docs = {doc.text: doc for doc in map(Document.from_json, lines)}
    asked: dict[str, Document] = {}
    record = request.config.getoption("--record")

    def look_up(text: str) -> Document:
        if text not in docs:
            if not record:
                pytest.fail(f"no recorded parse in {path.name} for {text!r}: run pytest --record")
            docs[text] = parse_with_models(text)
        asked[text] = docs[text]
        return docs[text]

    yield look_up
    if record and asked:
        PARSES.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(doc.to_json() + "\n" for doc in asked.values()), encoding="utf-8")


_parser = None


def parse_with_models(text: str) -> Document:
    """Parse with the bundled models, loaded once a run."""
    global _parser
    if _parser is None:
        from quotes.parse import load_parser
        from quotes.settings import Settings

        _parser = load_parser(Settings())
    return next(iter(_parser.parse([Article(text)])))


def read_gold(doc: str) -> list[dict[str, object]]:
    """Hand-made gold of one of the two articles."""
    for line in (FIXTURES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["doc"] == doc:
            return list(row["attributions"])
    raise KeyError(doc)
