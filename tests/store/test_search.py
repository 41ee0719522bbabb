"""Searching the words of quotations: what is found, where it stands, and that the index keeps in step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from quotes.errors import DataError
from quotes.model import Article, Attribution, Kind, Span
from quotes.records import HitRecord, JudgementKind, Selection
from quotes.store import Store, open_store
from quotes.store.engine import make_engine, reading, writing
from quotes.store.schema import HEAD, MIGRATIONS, VERSION_TABLE
from quotes.store.search import parse_query
from quotes.store.search.query import Term
from quotes.store.search.words import LONGEST_WORD, list_words
from quotes.store.tables import attributions, contents
from tests.store.store_factory import LATER, make_analysis


@pytest.fixture
def filled(store: Store) -> Store:
    """Two articles, five quotations."""
    store.write(
        make_analysis(
            [
                ("Ada Byron", "The harbour wall won't hold, and the café must close"),
                ("Boris Ode", "The wall of the harbour is safe"),
                ("Ada Byron", "U.S. money will build 14,5 walls"),
            ],
            doc="first",
            published=date(2031, 5, 4),
        )
    )
    store.write(
        make_analysis(
            [("Clara Welk", "A naïve plan"), ("Dora Lum", "The plan is sound")],
            doc="second",
            published=date(2031, 6, 1),
        )
    )
    return store


def contents_of(store: Store, words: str) -> list[str]:
    """Contents that a search finds, as they stand, without their marks."""
    return [hit.quotation.content.strip("“”") for hit in store.view.search(words).hits]


def texts_of(store: Store, hit: HitRecord) -> list[str]:
    """The words that fit."""
    text = store.view.find_article(str(hit.quotation.article.id)).text
    return [span.text(text) for span in hit.matches]


# ------------------------------------------------------------------ what is asked
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("harbour wall", 2),
        ("WALL", 2),
        ("wall*", 3),
        ('"harbour wall"', 1),
        ("“harbour wall”", 1),
        ("„harbour wall“", 1),
        ("«Harbour, wall»", 1),
        ('"harbour wal*', 0),  # a star inside the marks is no beginning
        ('"harbour wal"*', 1),
        ("wall -safe", 1),
        ('wall -"harbour wall"', 1),
        ("wal* -saf* -money", 1),
        ("cafe", 1),
        ("CAFÉ", 1),
        ("cafe\u0301", 1),
        ("won't", 1),
        ("won’t", 1),
        ("wont", 0),
        ("naive", 1),
        ("plan", 2),
        ("plan.", 2),
        ("(plan)", 2),
        ("u.s.", 1),
        ("14,5", 1),
        ("14,50", 0),
        ("wall AND safe", 0),  # no word of a query language: "and" does not stand there
        ("NEAR(wall safe)", 0),
        ("words:wall", 0),
        ("missing wall", 0),
        ('"harbour wall', 1),  # never closed
    ],
)
def test_what_a_search_finds(filled: Store, asked: str, found: int) -> None:
    record = filled.view.search(asked)
    assert (record.total, len(record.hits)) == (found, found)


@pytest.mark.parametrize("asked", ["", " ", '"', "-", "*", "“”", "-wall", '-"harbour wall"', "…", "\0", "🙂"])
def test_a_search_for_nothing_says_what_to_type(filled: Store, asked: str) -> None:
    with pytest.raises(DataError) as caught:
        filled.view.search(asked)
    assert "quotation marks" in caught.value.remedy


def test_a_whole_passage_is_no_search(filled: Store) -> None:
    with pytest.raises(DataError, match="too many words"):
        filled.view.search(" ".join(f"word{n}" for n in range(60)))


def test_sources_and_cues_are_not_searched(filled: Store) -> None:
    assert filled.view.search("wall").total == 2
    assert filled.view.search("Byron").total == filled.view.search("said").total == 0


TYPED = st.text(
    st.sampled_from("ab \"“”*-()^:.,+~|&!\\'%_{}[]<>\0é½\u0301ﬁ北🙂\ud800 NEAR ORNOT"), max_size=40
)


@given(typed=st.one_of(TYPED, st.text(max_size=40)))
@example(typed='a" OR "b')
@example(typed='NEAR("a" "b", 2)')
@example(typed="a' | b")
@example(typed="x" * 3000)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
def test_whatever_is_typed_is_a_search_or_is_refused_in_plain_words(filled: Store, typed: str) -> None:
    try:
        record = filled.view.search(typed)
    except DataError:
        return
    assert record.total >= len(record.hits) >= 0


LETTERS = st.text(st.sampled_from("aB19éß½ ,'-”"), max_size=12)


@given(said=st.lists(LETTERS, min_size=1, max_size=4), asked=LETTERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_the_index_finds_what_stands_in_the_words(store: Store, said: list[str], asked: str) -> None:
    """The database and `Query.find` agree on every content."""
    store.write(make_analysis([("Ada Byron", f"{words} x") for words in said]))
    query = parse_query(f"{asked} x")
    with reading(store._engine) as connection:
        rows = connection.execute(select(contents.c.attribution_id, contents.c.words)).all()

    def fits(term: Term, words: list[str]) -> bool:
        size = len(term.words)
        return any(term.fits(words[at : at + size]) for at in range(len(words) - size + 1))

    fitting = {
        id
        for id, words in rows
        if all(fits(term, words.split()) for term in query.wanted)
        and not any(fits(term, words.split()) for term in query.unwanted)
    }
    hits = store.view.search(f"{asked} x", limit=1000).hits
    assert {hit.quotation.id for hit in hits} == fitting
    assert all(hit.matches for hit in hits)


# ------------------------------------------------------------------ where it stands
def test_the_words_that_fit_are_told(filled: Store) -> None:
    (hit,) = filled.view.search("cafe “wall won’t” mus*").hits
    assert texts_of(filled, hit) == ["wall won't", "café", "must"]


def test_words_side_by_side_over_a_gap_are_two_places(store: Store) -> None:
    text = "“We will,” Ada Byron said, “not stop.”"
    analysis = make_analysis([("Ada Byron", "One")])
    spans = (Span(0, 10), Span(text.index("“not"), len(text)))
    at = text.index("Ada")
    attribution = Attribution((Span(at, at + 9),), (Span(at + 10, at + 14),), spans, Kind.DIRECT, rule="hand")
    one = replace(
        analysis.attributions[0],
        attribution=attribution,
        resolution=replace(analysis.attributions[0].resolution, candidates=(), evidence=()),
    )
    speaker = replace(analysis.speakers[0], mentions=())
    store.write(replace(analysis, article=Article(text, doc="gap"), attributions=(one,), speakers=(speaker,)))
    (hit,) = store.view.search('"will not"').hits
    assert texts_of(store, hit) == ["will,”", "“not"]


def test_the_best_comes_first_and_then_the_newest(store: Store) -> None:
    for number, day in enumerate((4, 6, 5), start=1):
        store.write(
            make_analysis(
                [("Ada Byron", "The wall and the gate and the road and the sea")],
                doc=f"d{number}",
                opening=f"Number {number}.",
                published=date(2031, 5, day),
            )
        )
    store.write(make_analysis([("Ada Byron", "The wall")], doc="d4", published=date(2031, 5, 1)))
    found = store.view.search("wall")
    assert [hit.quotation.article.doc for hit in found.hits] == ["d4", "d2", "d3", "d1"]
    page = store.view.search("wall", limit=2, offset=1)
    assert (page.total, page.hits) == (4, found.hits[1:3])
    assert store.view.search("wall", limit=2, offset=9).hits == ()


def test_a_selection_is_searched(filled: Store) -> None:
    (ada,) = filled.view.find_speakers("Ada Byron")
    hers = filled.view.select(Selection(speakers=frozenset({ada.id})))
    assert [hit.quotation.content for hit in hers.search("wall").hits] == [
        "“The harbour wall won't hold, and the café must close”"
    ]
    assert filled.view.select(Selection(since=date(2031, 5, 20))).search("wall").total == 0


# ------------------------------------------------------------------ in step
def in_step(store: Store) -> bool:
    """True when the index has what the table has."""
    with writing(store._engine) as connection:
        if connection.dialect.name == "sqlite":
            check = "INSERT INTO content_index(content_index, rank) VALUES ('integrity-check', 1)"
            connection.exec_driver_sql(check)  # raises where the two differ
        ids = select(attributions.c.id).order_by(attributions.c.id)
        held = select(contents.c.attribution_id).order_by(contents.c.attribution_id)
        said = store.view.judgements()
        rejected = {one.attribution_id for one in said if one.in_force and one.kind is JudgementKind.REJECT}
        return set(connection.execute(ids).scalars()) - rejected == set(connection.execute(held).scalars())


def test_an_analysis_anew_is_searched(store: Store) -> None:
    first = make_analysis([("Ada Byron", "One wall"), ("Boris Ode", "Two walls")])
    store.write(first)
    shorter = replace(first, attributions=first.attributions[1:], provenance=LATER)
    store.write(replace(shorter, speakers=first.speakers[1:]))
    assert contents_of(store, "wall") == []
    assert contents_of(store, "walls") == ["Two walls"]
    assert in_step(store)
    store.write(replace(first, provenance=replace(LATER, program="quotes 0.3")))
    assert contents_of(store, "wall") == ["One wall"]
    assert in_step(store)


def test_what_is_rejected_is_not_found(filled: Store) -> None:
    (hit,) = filled.view.search("safe").hits
    filled.reject_attribution(hit.quotation.id, who="Eva")
    assert filled.view.search("safe").total == 0
    (made,) = (one.id for one in filled.view.judgements())
    assert in_step(filled)
    filled.undo_judgement(made, who="Eva")
    assert filled.view.search("safe").hits == (hit,)


def test_what_is_corrected_is_searched_as_it_is_shown(filled: Store) -> None:
    (hit,) = filled.view.search("café").hits
    filled.correct_attribution(hit.quotation.id, content="The harbour wall won't hold", who="Eva")
    assert filled.view.search("café").total == 0
    (found,) = filled.view.search('"won\'t hold"').hits
    assert texts_of(filled, found) == ["won't hold"]
    filled.undo_judgement(filled.view.judgements()[0].id, who="Eva")
    assert filled.view.search("café").total == 1
    assert in_step(filled)


def test_an_article_that_goes_takes_its_words_along(filled: Store) -> None:
    with writing(filled._engine) as connection:
        connection.execute(delete(attributions).where(attributions.c.article_id == 2))
    assert filled.view.search("plan").total == 0
    assert in_step(filled)


def test_an_older_store_is_searched(url: str) -> None:
    ask: Callable[[Store], object] = lambda store: [  # noqa: E731
        store.view.search(words) for words in ("wall", "won't", "plan -naive")
    ]
    with open_store(url) as store:
        store.write(make_analysis([("Ada Byron", "The wall won't hold"), ("Boris Ode", "A wall")]))
        store.write(make_analysis([("Ada Byron", "The plan, the wall")], doc="b"))
        store.reject_attribution(2, who="Eva")
        store.correct_attribution(3, content="The plan", who="Eva")
        wanted = ask(store)
    engine = make_engine(url)
    script = ScriptDirectory(str(MIGRATIONS))
    with writing(engine) as connection:
        with Operations.context(MigrationContext.configure(connection)):
            for revision in script.iterate_revisions(HEAD, "0003"):
                revision.module.downgrade()
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0003'")
    engine.dispose()
    with open_store(url) as store:
        assert ask(store) == wanted
        assert in_step(store)


# ------------------------------------------------------------------ words
def test_words_have_their_places() -> None:
    text = "Œuvre — co\u00adoperate, cafe\u0301s, ½ of Кремль’s"
    found = list(list_words(text))
    assert [(one.folded, text[one.start : one.end]) for one in found] == [
        ("oeuvre", "Œuvre"),
        ("cooperate", "co\u00adoperate"),
        ("cafes", "cafe\u0301s"),
        ("1", "½"),
        ("2", "½"),
        ("of", "of"),
        ("kreml", "Кремль"),
        ("s", "s"),
    ]
    assert next(list_words("x" * 500)).folded == "x" * LONGEST_WORD


@given(text=st.text(max_size=60))
def test_words_are_plain_letters_and_digits(text: str) -> None:
    for one in list_words(text):
        assert one.folded.isascii()
        assert one.folded.isalnum()
        assert one.folded == one.folded.lower()
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S. and the U.N.’s", ["the", "us", "and", "the", "un", "s"]),
        ("U.S.-led, at 5 p.m.", ["us", "led", "at", "5", "pm"]),
        ("J.R.R. Tolkien, J. R. R. Tolkien", ["jrr", "tolkien", "j", "r", "r", "tolkien"]),
        ("É.-U. or É.U.", ["e", "u", "or", "eu"]),
        ("It ended.A new one, 3.a.b, a.D1", ["it", "ended", "a", "new", "one", "3", "ab", "a", "d1"]),
    ],
)
def test_an_abbreviation_with_points_is_a_word(text: str, words: list[str]) -> None:
    assert [one.folded for one in list_words(text)] == words


def test_an_abbreviation_is_found_with_points_and_without(store: Store) -> None:
    contents = ["The U.S. will pay", "The US will not pay"]
    store.write(make_analysis([("Ada Byron", words) for words in contents]))
    for asked in ("US", "U.S.", "u.s", '"the U.S. will"', '"the us will"'):
        assert sorted(contents_of(store, asked)) == sorted(contents), asked
    assert [texts_of(store, hit) for hit in store.view.search("us -not").hits] == [["U.S"]]
    assert contents_of(store, "us* -not") == contents[:1]


def test_an_older_store_finds_abbreviations_too(url: str) -> None:
    with open_store(url) as store:
        store.write(make_analysis([("Ada Byron", "The U.S. will pay")]))
    engine = make_engine(url)
    with writing(engine) as connection:
        connection.execute(update(contents).values(words="the u s will pay"))
        with Operations.context(MigrationContext.configure(connection)):
            for revision in ScriptDirectory(str(MIGRATIONS)).iterate_revisions(HEAD, "0005"):
                revision.module.downgrade()
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0005'")
    engine.dispose()
    with open_store(url) as store:
        assert contents_of(store, "US") == ["The U.S. will pay"]
        assert in_step(store)


def test_numbers_and_letters_in_one_word_are_one_word(store: Store) -> None:
    """Databases have ideas of their own of what is a number."""
    odd = ["5e10x", "1e5", "3x7", "007", "e2e", "100e3", "0x1f", "12b", "x" * LONGEST_WORD]
    store.write(make_analysis([("Ada Byron", f"Of {word} and more") for word in odd]))
    for word in odd:
        assert contents_of(store, word) == [f"Of {word} and more"]
        assert contents_of(store, f'"{word} and"') == [f"Of {word} and more"]
    assert contents_of(store, "x") == contents_of(store, "e10x") == []
