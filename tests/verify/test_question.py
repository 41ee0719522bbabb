"""What somebody asks for: one wording, or a passage with several in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import SettingsError
from quotes.verify import MOST_CHARACTERS, read_question
from quotes.verify.judging import compile_words, cut_line, find_words


@pytest.mark.parametrize(
    "asked",
    ["We will plant trees", "“We will plant trees”", '"We will plant trees"', " ‘We  will\nplant trees’ "],
)
def test_the_outer_marks_do_not_matter(asked: str) -> None:
    question = read_question(asked)
    assert question.words == "We will plant trees"
    assert question.parts == ()


def test_a_passage_is_asked_by_what_it_quotes() -> None:
    passage = "“We will plant trees in every street,” the mayor said on Monday. “Nobody will pay for it.”"
    assert read_question(passage).parts == (
        "We will plant trees in every street,",
        "Nobody will pay for it.",
    )


def test_a_long_text_without_marks_is_asked_by_sentence() -> None:
    sentence = "We will plant {} trees in every street of the old town before the winter comes."
    parts = read_question(" ".join(sentence.format(number) for number in (10, 20, 30, 40))).parts
    assert parts == tuple(sentence.format(number) for number in (10, 20, 30, 40))


@pytest.mark.parametrize("asked", ["", "  \n", "“”", "...", "?!", "—"])
def test_nothing_to_look_for(asked: str) -> None:
    with pytest.raises(SettingsError, match="no words to look for"):
        read_question(asked)


def test_a_file_is_no_question() -> None:
    with pytest.raises(SettingsError, match="characters are too many"):
        read_question("a b " * MOST_CHARACTERS)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(asked: str) -> None:
    try:
        question = read_question(asked)
    except SettingsError:
        return
    assert question.words.strip()
    pattern = compile_words(question.words)
    for span in find_words(pattern, asked) if pattern else ():
        assert cut_line(asked, span)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("plant the trees", "We PLANT the “trees” now.", ["PLANT the “trees"]),
        ("plant ... trees", "We plant many old trees.", ["plant many old trees"]),
        ("plant ... trees", "We plant\ntrees.", []),
        ("art", "A party of artists likes art.", ["art"]),
        ("trees", "İİİ trees", ["trees"]),
        ("straße", "Die STRASSE, die Straße", ["Straße"]),
    ],
)
def test_words_in_a_text(words: str, text: str, found: list[str]) -> None:
    pattern = compile_words(words)
    assert pattern
    assert [span.text(text) for span in find_words(pattern, text)] == found
