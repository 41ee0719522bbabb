"""Write fixtures/parses/articles.jsonl: parses of the articles in fixtures/articles by the bundled models.

    python -m tests.record_articles

Run it after a change to the models, to paragraphs or to how parses are read, and read the difference.
"""

from quotes.ingest import find_files, read_article
from quotes.parse import load_parser
from quotes.settings import Settings
from tests.conftest import FIXTURES, PARSES


def record() -> None:
    """Parse every article, each on its own, in order of their names."""
    parser = load_parser(Settings())
    lines = [
        next(iter(parser.parse([read_article(path)]))).to_json() + "\n"
        for path in find_files([FIXTURES / "articles"])
    ]
    PARSES.mkdir(parents=True, exist_ok=True)
    (PARSES / "articles.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    record()
