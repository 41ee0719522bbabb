"""Named entities of the newswire data."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quotes.training.parse import entities
from quotes.training.parse.entities import Tagged
from tests.training.parse.conftest import ARTICLE


def test_an_article_becomes_words_with_the_outermost_names() -> None:
    first, second, _ = entities.parse_article(ARTICLE)
    assert [tuple(word) for word in first] == [
        ("Uganda", "B-Organization"),
        ("Water", "I-Organization"),
        ("Board", "E-Organization"),
        ("'s", "O"),
        ("head", "O"),
        ("Ann", "B-Person"),
        ("Lee", "E-Person"),
        ("arrived", "O"),
        ("Monday", "S-Date"),
        (".", "O"),
    ]
    assert [tuple(word) for word in second][1:3] == [("did", "O"), ("n’t", "O")]
    assert [tuple(word) for word in second][5:7] == [("Lund", "B-Misc"), ("Bridge", "E-Misc")]


def test_rare_classes_can_be_kept() -> None:
    second = entities.parse_article(ARTICLE, merge=False)[1]
    assert second[5].tag == "B-Facility"


def test_a_name_that_begins_inside_is_repaired() -> None:
    assert [w.tag for w in entities.repair([Tagged("a", "I-Person"), Tagged("b", "I-Date")])] == [
        "B-Person",
        "B-Date",
    ]


def test_a_clitic_apart_is_one_word() -> None:
    line = [Tagged("Chad", "B-Location"), Tagged("’", "O"), Tagged("s", "O")]
    assert [word.text for word in entities.join_clitics(line)] == ["Chad", "’s"]


def test_a_mark_at_the_start_stays() -> None:
    line = [Tagged("'", "O"), Tagged("s", "O")]
    assert entities.join_clitics(line) == line


@given(st.lists(st.sampled_from(["O", "B-Person", "I-Person"]), min_size=1, max_size=400))
def test_long_lines_are_cut_between_names(tags: list[str]) -> None:
    line = entities.repair([Tagged("w", tag) for tag in tags])
    pieces = entities.cut_long(line)
    assert [word for piece in pieces for word in piece] == line
    assert all(piece for piece in pieces)
    runs = 0
    for piece in pieces[1:]:
        runs += piece[0].tag[0] == "I"
    longest = max(
        (len(run) for run in "".join(tag[0] for tag in tags).replace("B", "O").split("O")), default=0
    )
    assert runs == 0 or longest > entities.LONGEST - 21


def test_bioes_marks_ends_and_singles() -> None:
    line = [Tagged("a", "B-Date"), Tagged("b", "I-Date"), Tagged("c", "B-Date"), Tagged("d", "O")]
    assert [word.tag for word in entities.to_bioes(line)] == ["B-Date", "E-Date", "S-Date", "O"]


def test_held_out_files_are_a_tenth_of_each_country_and_stay_the_same() -> None:
    files = [Path(f"{country}_{i}.tsv") for country in ("aa", "bb") for i in range(40)]
    parts = entities.split_files(files)
    assert parts == entities.split_files(reversed(files))
    assert sorted(path for part in parts.values() for path in part) == sorted(files)
    assert [sum(path.name.startswith("aa") for path in parts[p]) for p in ("train", "dev", "test")] == [
        34,
        2,
        4,
    ]


def test_a_country_with_two_files_is_not_tested_on() -> None:
    assert entities.split_files([Path("cc_1.tsv"), Path("cc_2.tsv")])["test"] == []


def test_persons_are_names_of_two_words() -> None:
    assert entities.find_persons([entities.parse_article(ARTICLE)]) == [("Ann", "Lee")]


def test_curly_and_straight() -> None:
    article = [[Tagged('"', "O"), Tagged("Yes", "O"), Tagged('"', "O"), Tagged("'s", "O")]]
    curly = entities.curl(article)
    assert [word.text for word in curly[0]] == ["“", "Yes", "”", "’s"]
    assert entities.straighten(curly) == article
