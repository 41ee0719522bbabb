"""Cleaning, counting and printing: what no text of an article may do."""

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.cli import screen
from quotes.cli.screen import UNSAFE_CATEGORIES, clean, plural
from quotes.cli.tables import print_table

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_clean_text_is_one_harmless_line(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) in UNSAFE_CATEGORIES]
    assert len(cleaned.splitlines()) <= 1
    assert "\t" not in cleaned
    assert cleaned == cleaned.strip() == clean(cleaned)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S")), min_size=1))
def test_clean_leaves_words_alone(word: str) -> None:
    assert clean(f" {word}\n\t{word} ") == f"{word} {word}"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1234, "1,234 entries")]
)
def test_plurals(number: int, said: str) -> None:
    assert plural(number, "entry", "entries") == said


def test_the_usual_plural() -> None:
    assert plural(2, "article") == "2 articles"


def print_to(encoding: str, text: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What arrives when a text is printed in every way to a stdout of some encoding, by line."""
    raw = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, newline="\n"))
        screen.prepare_streams()
        screen.print_line(clean(text), indent=2)
        print_table(("name", "number"), [(text, 1)])
        screen.print_json({"text": text})
        sys.stdout.flush()
        return raw.getvalue().decode(encoding).split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize(
    "text", ["“We will,” she said — naïve", "Сергей Лавров 王毅", "🎉", "\ud800 half", ""]
)
def test_any_text_fits_any_encoding(encoding: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line, heading, cells, row, end = print_to(encoding, text, monkeypatch)
    assert json.loads(row) == {"text": text}
    assert (heading, end) == ("name\tnumber", "")
    assert cells.endswith("\t1")
    assert line.strip() == cells.removesuffix("\t1").strip()


def test_letters_are_spelled_where_they_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert print_to("ascii", "“Лавров” · naïve", monkeypatch)[0] == '  "Lavrov" - naive'
    assert print_to("cp1252", "“Лавров” · naïve", monkeypatch)[0] == "  “Lavrov” · naïve"


def test_a_table_in_a_pipe_has_no_cell_on_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "number"), [("Ana\n\tTorres", 1234)])
    assert capsys.readouterr().out == "name\tnumber\nAna Torres\t1234\n"


def test_no_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(screen.track(iter("ab"), total=2, what="articles")) == ["a", "b"]
    with screen.counting(total=1, what="articles") as count:
        count(None)
    assert capsys.readouterr() == ("", "")


def test_problems_are_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    screen.print_problem("evil\x1b[31m.txt:\nno such file")
    assert capsys.readouterr() == ("", "quotes: evil[31m.txt: no such file\n")
