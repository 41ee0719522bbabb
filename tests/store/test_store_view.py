"""Look-ups: the right records, in the right order, at a fixed number of queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from quotes.errors import DataError, NotFoundError
from quotes.model import FlagKind, Severity, Span
from quotes.records import Counts, Selection, View
from quotes.store import Store
from quotes.store.engine import writing
from quotes.store.loading import BATCH, find_context, find_line_breaks
from quotes.store.tables import flags
from tests.store.store_factory import add_flag, make_analysis, number_words

MAY, JUNE = date(2031, 5, 4), date(2031, 6, 1)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two articles, three speakers, three flags."""
    first = make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")], doc="first", published=JUNE)
    first = add_flag(first, 1, severity=Severity.LOW, kind=FlagKind.COLLECTIVE_SOURCE)
    second = make_analysis(
        [("Boris Ode", "Three"), ("Clara Welk", "Four"), ("Boris Ode", "Five")],
        doc="second",
        published=MAY,
        url="https://news.example/second",
    )
    second = add_flag(add_flag(second, 2), None, kind=FlagKind.REPEATED_PASSAGE, severity=Severity.MEDIUM)
    store.write(first)
    store.write(second)
    return store


def test_counts(filled: Store) -> None:
    assert filled.view.counts() == Counts(articles=2, speakers=3, quotations=5, flags=3)


def test_speakers_come_with_most_quotations_first(filled: Store) -> None:
    listed = filled.view.speakers()
    assert [(one.name, one.quotations, one.articles, one.flags) for one in listed] == [
        ("Boris Ode", 3, 2, 2),
        ("Ada Byron", 1, 1, 0),
        ("Clara Welk", 1, 1, 0),
    ]
    assert (listed[0].first, listed[0].last) == (MAY, JUNE)
    assert filled.view.find_speakers("Ode") == (listed[0],)
    assert filled.view.speaker(listed[0].id).summary == listed[0]


def test_a_quotation_stands_in_its_article(filled: Store) -> None:
    quotation = filled.view.speaker(filled.view.find_speakers("Ode")[0].id).quotations[2]
    assert (quotation.source, quotation.cue, quotation.content) == ("Boris Ode", "said", "“Five”")
    assert quotation.context_text == "Boris Ode said: “Five”."
    assert quotation.article.doc == "second"
    start = quotation.attribution.content[0].start - quotation.context.start
    assert quotation.context_text[start:].startswith("“Five”")
    assert [one.name for one in quotation.speakers] == ["Boris Ode"]
    assert [flag.flag.kind for flag in quotation.flags] == [FlagKind.UNINTRODUCED_SPEAKER]
    assert quotation.candidates[0].evidence[0].spans == quotation.attribution.source


def test_an_article_lists_its_quotations_in_order_of_the_text(store: Store) -> None:
    analysis = make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")])
    backwards = replace(analysis, attributions=analysis.attributions[::-1])
    store.write(add_flag(backwards, 0))
    record = store.view.find_article("1")
    assert [quotation.content for quotation in record.quotations] == ["“One”", "“Two”"]
    # a flag still points at the attribution that it was raised on
    assert record.flags[0].attribution_id == record.quotations[1].id
    assert record.flags[0].flag.attribution == 0
    assert record.text == analysis.article.text
    assert (record.summary.quotations, record.summary.flags) == (2, 1)


def test_flags_come_worst_first(filled: Store) -> None:
    found = filled.view.flags()
    assert [(one.flag.severity, one.article.doc, one.excerpt) for one in found] == [
        (Severity.HIGH, "second", "Boris Ode"),
        (Severity.MEDIUM, "second", "B"),
        (Severity.LOW, "first", "Boris Ode"),
    ]
    assert [[one.name for one in flag.speakers] for flag in found] == [["Boris Ode"], [], ["Boris Ode"]]
    assert found[1].attribution_id is None


def test_a_flag_of_a_later_version_is_not_passed_over(filled: Store) -> None:
    with writing(filled._engine) as connection:
        connection.execute(flags.update().values(kind="telepathy"))
    with pytest.raises(DataError, match=r"telepathy.*newer version"):
        filled.view.flags()


@pytest.mark.parametrize(
    "reference", ["2", "second", "second.txt", "./second.txt", "https://news.example/second", " second "]
)
def test_an_article_is_found_by_any_name(filled: Store, reference: str) -> None:
    assert filled.view.find_article(reference).summary.doc == "second"


def test_an_article_is_found_by_its_path_from_anywhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysis = make_analysis([("Ada Byron", "One")])
    folder = tmp_path / "news"
    folder.mkdir()
    stored = replace(analysis.article, path=str(folder / "page.html"), doc="page")
    store.write(replace(analysis, article=stored))
    monkeypatch.chdir(folder)
    assert store.view.find_article("page.html").summary.id == 1
    assert store.view.find_article("../news/page.html").summary.id == 1


@pytest.mark.parametrize("reference", ["3", "0", "third", "", "9" * 30, "%", "no/such/file.txt"])
def test_no_such_article(filled: Store, reference: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        filled.view.find_article(reference)
    assert caught.value.remedy


def test_a_name_of_several_articles_lists_them(store: Store) -> None:
    for number in range(2):
        analysis = make_analysis([("Ada Byron", "One")], opening=f"Number {number}.")
        moved = replace(analysis.article, path=f"day{number}/doc.txt")
        store.write(replace(analysis, article=moved))
    with pytest.raises(NotFoundError, match=r"day0/doc\.txt.*day1/doc\.txt"):
        store.view.find_article("doc")
    assert store.view.find_article("day1/doc.txt").summary.id == 2


def test_no_such_speaker(filled: Store) -> None:
    with pytest.raises(NotFoundError):
        filled.view.speaker(99)


def test_articles_are_iterated_over_batches(store: Store) -> None:
    for number in range(BATCH + 3):
        store.write(make_analysis([("Ada Byron", "One")], doc=f"doc{number}", opening=f"Number {number}."))
    listed = list(store.view.iterate_articles())
    assert [record.summary for record in listed] == list(store.view.articles())
    assert all(record == store.view.find_article(str(record.summary.id)) for record in listed[-4:])


def test_an_empty_store_answers(store: Store) -> None:
    view = store.view
    assert view.counts() == Counts(0, 0, 0, 0)
    assert view.speakers() == view.articles() == view.flags() == ()
    assert view.find_speakers("Ode") == view.suggest_speakers("Ode") == ()
    assert list(view.iterate_articles()) == []


# ------------------------------------------------------------------ cost
@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The SELECTs that run meanwhile."""
    said: list[str] = []

    def listen(_c: object, _x: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            said.append(statement)

    event.listen(store._engine, "before_cursor_execute", listen)
    yield said
    event.remove(store._engine, "before_cursor_execute", listen)


# The most queries that each question may cost.
ASKED: dict[str, tuple[int, Callable[[View], object]]] = {
    "counts": (2, lambda view: view.counts()),
    "speakers": (7, lambda view: view.speakers()),
    "find_speakers": (10, lambda view: view.find_speakers("Ode")),
    "speaker": (47, lambda view: view.speaker(view.find_speakers("Ode")[0].id)),
    "iterate_speakers": (42, lambda view: list(view.iterate_speakers())),
    "articles": (3, lambda view: view.articles()),
    "find_article": (42, lambda view: view.find_article("1")),
    "iterate_articles": (44, lambda view: list(view.iterate_articles())),
    "flags": (13, lambda view: view.flags()),
    "outlets": (3, lambda view: view.outlets()),
    "search": (32, lambda view: view.search("plant", limit=5)),
    "suggest_speakers": (1, lambda view: view.suggest_speakers("Ode")),
}


def test_the_number_of_queries_does_not_grow(store: Store) -> None:
    counts: dict[tuple[str, bool], list[int]] = {}
    some = Selection(since=date(2031, 1, 1), outlets=frozenset({""}), flagged_only=True, statements_only=True)
    for size in (2, 3, 20):  # with the second, there is one of every sort of row
        for number in range(size):
            said = [(name, words) for words in number_words(3) for name in ("Boris Ode", f"Ada Byron {size}")]
            analysis = make_analysis(said, opening=f"Number {size} {number}.", published=MAY)
            store.write(add_flag(add_flag(analysis, 0), None))
        for question, (_, ask) in ASKED.items():
            for selected in (False, True):
                with counted(store) as statements:
                    ask(store.view.select(some) if selected else store.view)
                counts.setdefault((question, selected), []).append(len(statements))
    for (question, selected), found in counts.items():
        # A selection of outlets asks once more which there are.
        assert max(found) <= ASKED[question][0] + selected, (question, selected, found)


# ------------------------------------------------------------------ context
@pytest.mark.parametrize("separator", ["\n", "\r\n", "\n\n", "\u2028", " \n\t"])
def test_the_context_is_the_lines_that_hold_all_parts(separator: str) -> None:
    lines = ["Before.", "Ada Byron said: “One.", "Two”.", "After."]
    text = separator.join(lines)
    whole = make_analysis([("Ada Byron", "One")]).attributions[0].attribution
    source = Span(text.index("Ada"), text.index(" said"))
    attribution = replace(
        whole,
        source=(source,),
        cue=(Span(source.end + 1, source.end + 5),),
        content=(Span(text.index("“"), text.index("”") + 1),),
    )
    assert find_context(text, find_line_breaks(text), attribution).text(text) == separator.join(lines[1:3])


def test_a_context_without_line_breaks_is_the_text() -> None:
    analysis = make_analysis([("Ada Byron", "One")])
    text = analysis.article.text
    attribution = analysis.attributions[0].attribution
    assert find_context(text, find_line_breaks(text), attribution) == Span(0, len(text))
