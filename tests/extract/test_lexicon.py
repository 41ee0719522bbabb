"""The lexicon: how counts become probabilities, and that the bundled tables are sound."""

import pytest

from quotes.errors import DataError
from quotes.extract.lexicon import QUOTED, REST, Lexicon, Use, load_lexicon, read_table
from quotes.settings import PACKAGE_ROOT


def small_lexicon() -> Lexicon:
    return Lexicon(
        {
            ("say", "VERB", "ccomp", "name"): (90.0, 100.0),
            ("say", "VERB", "ccomp", "none"): (1.0, 20.0),
            ("show", "VERB", "ccomp", "name"): (10.0, 100.0),
            ("murmur", "VERB", "ccomp", "name"): (1.0, 1.0),
            (REST, "VERB", "ccomp", "name"): (0.0, 50.0),
            (REST, "VERB", "obj", "name"): (0.0, 100.0),
            ("say", "VERB", "obj", "name"): (10.0, 20.0),
        },
        {
            ("VERB", "ccomp", ""): (100.0, 250.0),
            ("VERB", "ccomp", QUOTED): (1.0, 100.0),
            ("VERB", "ccomp", "plain"): (80.0, 150.0),
        },
    )


def test_counts_decide_where_there_are_many() -> None:
    lexicon = small_lexicon()
    assert lexicon.probability(Use("say", "VERB", "ccomp", "name")) > 0.8
    assert lexicon.probability(Use("show", "VERB", "ccomp", "name")) < 0.3


def test_the_source_matters() -> None:
    lexicon = small_lexicon()
    assert lexicon.probability(Use("say", "VERB", "ccomp", "none")) < 0.5


def test_one_occurrence_is_not_certainty() -> None:
    lexicon = small_lexicon()
    once = lexicon.probability(Use("murmur", "VERB", "ccomp", "name"))
    never = lexicon.probability(Use("hum", "VERB", "ccomp", "name"))
    assert never < once < lexicon.probability(Use("say", "VERB", "ccomp", "name"))


def test_contexts_shift() -> None:
    lexicon = small_lexicon()
    plain = lexicon.probability(Use("show", "VERB", "ccomp", "name", "plain"))
    assert lexicon.probability(Use("show", "VERB", "ccomp", "name", QUOTED)) < plain
    assert lexicon.probability(Use("show", "VERB", "ccomp", "name")) < plain


def test_an_unknown_frame_is_never_a_cue() -> None:
    assert small_lexicon().probability(Use("say", "VERB", "nowhere", "name")) < 0.01


def test_british_spelling() -> None:
    lexicon = load_lexicon()
    assert lexicon.probability(Use("criticise", "VERB", "obj", "name")) == lexicon.probability(
        Use("criticize", "VERB", "obj", "name")
    )


@pytest.mark.parametrize(
    ("lemma", "frame"),
    [
        ("say", "ccomp"),
        ("highlight", "ccomp"),
        ("condemn", "obj"),
        ("say", "quote<"),
        ("announce", "pass:ccomp"),
    ],
)
def test_bundled_cues(lemma: str, frame: str) -> None:
    source = "none" if frame.startswith("pass") else "name"
    assert load_lexicon().probability(Use(lemma, "VERB", frame, source, "plain")) > 0.5


@pytest.mark.parametrize(("lemma", "frame"), [("eat", "obj"), ("wash", "obj"), ("open", "obl:in")])
def test_bundled_words_that_are_no_cues(lemma: str, frame: str) -> None:
    assert load_lexicon().probability(Use(lemma, "VERB", frame, "name")) < 0.2


@pytest.mark.parametrize("name", ["cues.tsv", "contexts.tsv", "supplement.tsv"])
def test_tables_say_where_they_come_from(name: str) -> None:
    lines = (PACKAGE_ROOT / "lexicon" / name).read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    assert any("PolNeAR" in line or "Provenance" in line for line in header)
    cells = 3 if name == "contexts.tsv" else 4
    for key, (cue, total) in read_table(lines, name, cells):
        assert 0 <= cue <= total, key
        assert all(key[:2]), key


@pytest.mark.parametrize("line", ["say\tVERB\tccomp\tname\t1", "say\tVERB\tccomp\tname\tmany\t3"])
def test_a_broken_table_names_its_line(line: str) -> None:
    with pytest.raises(DataError, match=r"cues\.tsv, row 2"):
        list(read_table(["# header", line], "cues.tsv", 4))
