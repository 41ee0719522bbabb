"""`quotes search` as one who looks for words calls it."""

from pathlib import Path

import pytest

from quotes.cli.found import mark_words
from quotes.model import Span
from quotes.records import HitRecord
from tests.cli.conftest import Run, rows
from tests.export.test_export_rows import QUOTATION


def test_a_word_is_found_with_who_said_it_where(call: Run, dated: Path) -> None:
    done = call("search", "dollar", "--db", dated)
    assert done.returncode == 0
    first, words, *_ = done.stdout.splitlines()
    assert first.startswith("Vasily Kashin  ·  direct")
    assert "shift away from dollar payments" in words
    assert "[2] Russia and China have moved" in done.stdout
    assert "Evening Post · 2026-04-05" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 quotation with dollar"


def test_pages_of_hits(call: Run, dated: Path) -> None:
    every = rows(call("search", "Russia", "--db", dated, "--json"))
    assert len(every) > 2
    assert {row["total"] for row in every} == {len(every)}
    page = rows(call("search", "Russia", "--limit", "1", "--offset", "1", "--db", dated, "--json"))
    assert [row["id"] for row in page] == [every[1]["id"]]
    shown = call("search", "Russia", "--limit", "1", "--offset", "1", "--db", dated).stdout
    assert shown.splitlines()[-1] == (
        f"{len(every)} quotations with Russia, 2 to 2 shown; --offset 2 shows more"
    )


def test_matches_are_places_in_the_article(call: Run, dated: Path) -> None:
    (hit,) = rows(call("search", "dollar", "--db", dated, "--json"))
    (article,) = rows(call("article", str(hit["article"]["id"]), "--db", dated, "--json"))
    assert {article["text"][start:end].casefold() for start, end in hit["matches"]} == {"dollar"}


def test_filters(call: Run, dated: Path) -> None:
    every = rows(call("search", "security", "--db", dated, "--json"))
    here = rows(call("search", "security", "--until", "2026-03-02", "--db", dated, "--json"))
    assert [row["id"] for row in here] == [
        row["id"] for row in every if row["article"]["published"] == "2026-03-02"
    ]
    assert 0 < len(here) < len(every)
    assert here[0]["total"] == len(here)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["zzyzx"], "no quotation has the words zzyzx"),
        (["dollar", "--outlet", "The Courier"], "no quotation has the words dollar"),
        (["dollar", "--offset", "5"], "only 1 quotation has the words dollar"),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_found_ends_with_1(
    call: Run, dated: Path, args: list[str], told: str, form: list[str]
) -> None:
    done = call("search", *args, *form, "--db", dated)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr


def test_nothing_found_as_csv_is_a_heading(call: Run, dated: Path) -> None:
    done = call("search", "zzyzx", "--csv", "--db", dated)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("words", ["***", "-dollar", " "])
def test_words_that_ask_for_nothing_are_a_wrong_call(call: Run, dated: Path, words: str) -> None:
    done = call("search", "--db", dated, "--", words)
    assert done.returncode == 2
    assert "word" in done.stderr
    assert "Traceback" not in done.stderr


def test_marked_words_are_cut_from_the_content() -> None:
    """The context begins at 10, the content is 14-15 and 16-17."""
    parts = mark_words(HitRecord(QUOTATION, (Span(16, 17), Span(12, 13))))
    text = QUOTATION.context_text
    assert parts == [(text[4:5], False), (" … ", False), (text[6:7], True)]


def test_a_match_that_reaches_out_of_the_content_is_cut() -> None:
    parts = mark_words(HitRecord(QUOTATION, (Span(13, 17),)))
    assert [marked for _, marked in parts] == [True, False, True]
