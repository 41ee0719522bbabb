"""What two careful writers may write differently is one word; everything else is another."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.alike.words import EDIT, GAP, fold_words, hash_shingles, hash_whole, split_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We’ll plant trees”", '"We will plant trees,"'),
        ("We don't know", "we do NOT know"),
        ("We can't", "We cannot"),
        ("five hundred trees", "500 trees"),
        ("twenty-five trees", "25 trees"),
        ("two thousand five hundred", "2,500"),
        ("£5m", "£5 million"),
        ("5 million people", "5,000,000 people"),
        ("a hundred days", "100 days"),
        ("ten per cent", "10%"),
        ("the first day", "the 1st day"),
        ("We will organise the labour programme", "We will organize the labor program"),
        ("the defence of our neighbours", "the defense of our neighbors"),
        ("they travelled to the centre", "they traveled to the center"),
        ("Café Zoë", "Cafe Zoe"),
        ("a so-called plan", "a so called plan"),
    ],
)
def test_two_ways_to_write_the_same(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)
    assert hash_shingles(fold_words(one)) == hash_shingles(fold_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will plant trees", "We will not plant trees"),
        ("500 trees", "600 trees"),
        ("two, three", "twenty-three"),
        ("1.5 percent", "15 percent"),
        ("£5", "$5"),
        ("We may plant trees", "We must plant trees"),
        ("The first day", "The second day"),
    ],
)
def test_another_word_stays_another(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)
    assert hash_whole(fold_words(one)) != hash_whole(fold_words(other))


def test_numbers_in_a_row_stay_apart() -> None:
    assert fold_words("one, two, three") == ("1", "2", "3")
    assert fold_words("in 2016 500 people") == ("in", "2016", "500", "people")


def test_what_the_writer_cut_or_put_in_is_marked() -> None:
    text = "We [the council] will … plant trees [...] and . . . wait"
    words = [word.folded for word in split_words(text)]
    assert words == ["we", EDIT, "will", GAP, "plant", "trees", GAP, "and", GAP, "wait"]
    assert fold_words(text) == ("we", "will", "plant", "trees", "and", "wait")


@given(st.text(max_size=80))
def test_any_text_can_be_split(text: str) -> None:
    words = split_words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(0 <= number < 2**63 for number in hash_shingles(fold_words(text)))


def test_one_other_word_leaves_something_to_find_by() -> None:
    one = hash_shingles(fold_words("This is a historic victory for democracy"))
    other = hash_shingles(fold_words("This is a historic triumph for democracy"))
    assert one & other
    said = hash_shingles(fold_words("We have never said that taxes will rise"))
    denied = hash_shingles(fold_words("We have said that taxes will rise"))
    assert len(said & denied) == len(said) - 1  # all but the number of the whole


def test_numbers_are_the_same_in_every_run() -> None:
    code = (
        "from quotes.alike import fold_words, hash_shingles; print(sorted(hash_shingles(fold_words('A B'))))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {f"{sorted(hash_shingles(fold_words('A B')))}\n"}
