"""Writing: nothing is lost, nothing is written twice, an analysis is replaced as a whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from quotes.errors import DataError, StoreError
from quotes.model import Analysis, Article, Outcome, Span
from quotes.store import Store, WriteOutcome, writer
from quotes.store.engine import reading, writing
from quotes.store.tables import attributions, metadata, spans
from tests.store.store_factory import LATER, PROVENANCE, add_flag, make_analysis

TWO = (("Ada Byron", "The engine weaves"), ("Boris Ode", "We will count the trees"))


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row of every table."""
    with reading(store._engine) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_what_is_written_is_read_back(store: Store) -> None:
    analysis = add_flag(add_flag(make_analysis(TWO), 1), None)
    assert store.write(analysis) is WriteOutcome.NEW
    assert store.load_analysis(1) == analysis


def test_the_same_again_changes_no_row(store: Store) -> None:
    analysis = add_flag(make_analysis(TWO), 0)
    store.write(analysis)
    before = dump(store)
    assert store.write(analysis) is WriteOutcome.UNCHANGED
    assert dump(store) == before


def test_the_same_file_elsewhere_is_the_same_article(store: Store) -> None:
    analysis = make_analysis(TWO)
    store.write(analysis)
    moved = replace(analysis, article=replace(analysis.article, path="copy/doc.txt", doc="copy"))
    assert store.write(moved) is WriteOutcome.UNCHANGED
    assert [article.path for article in store.view.articles()] == ["doc.txt"]


def test_a_copy_with_other_white_space_leaves_the_first(store: Store) -> None:
    analysis = make_analysis(TWO)
    store.write(analysis)
    spaced = make_analysis(TWO)
    spaced = replace(spaced, article=replace(spaced.article, text=spaced.article.text + "\n\n"))
    assert store.write(spaced) is WriteOutcome.UNCHANGED
    assert store.load_analysis(1) == analysis


def test_another_text_is_another_article(store: Store) -> None:
    assert store.write(make_analysis(TWO)) is WriteOutcome.NEW
    assert store.write(make_analysis(TWO, opening="Corrected version.")) is WriteOutcome.NEW
    assert store.view.counts().articles == 2


def test_a_later_version_replaces_what_the_machine_found(store: Store) -> None:
    store.write(add_flag(make_analysis(TWO), 0))
    old = {row.identity: row.id for row in _attribution_rows(store)}
    later = make_analysis(TWO, provenance=LATER)
    longer = later.attributions[1].attribution
    longer = replace(longer, content=(Span(longer.content[0].start, longer.content[0].end + 1),))
    later = replace(
        later, attributions=(later.attributions[0], replace(later.attributions[1], attribution=longer))
    )
    with writing(store._engine) as connection:
        written = writer.write_analysis(connection, later, now=datetime.now(UTC))
    assert written == writer.Written(WriteOutcome.UPDATED, 1, added=1, kept=1, removed=1)
    assert store.load_analysis(1) == later
    new = {row.identity: row.id for row in _attribution_rows(store)}
    kept = old.keys() & new.keys()
    assert len(kept) == 1
    assert all(old[identity] == new[identity] for identity in kept)
    # nothing of the old analysis is left behind
    assert len(dump(store)["spans"]) == 6
    assert dump(store)["flags"] == []


def _attribution_rows(store: Store) -> list[Any]:
    with reading(store._engine) as connection:
        return list(connection.execute(select(attributions)).all())


def test_numbers_of_removed_attributions_are_not_given_out_again(store: Store) -> None:
    store.write(make_analysis(TWO))
    store.write(replace(make_analysis(TWO, provenance=LATER), attributions=()))
    assert store.view.counts().quotations == 0
    store.write(make_analysis(TWO))
    assert min(row.id for row in _attribution_rows(store)) > 2


def test_other_findings_of_the_same_version_replace_too(store: Store) -> None:
    store.write(make_analysis(TWO))
    flagged = add_flag(make_analysis(TWO), 0)
    assert store.write(flagged) is WriteOutcome.UPDATED
    assert store.load_analysis(1) == flagged


def test_the_moment_of_first_reading_stays(store: Store) -> None:
    store.write(make_analysis(TWO))
    (before,) = store.view.articles()
    store.write(make_analysis(TWO, provenance=LATER))
    (after,) = store.view.articles()
    assert before.read_at == after.read_at
    assert before.read_at.tzinfo is not None


def test_known_articles_tells_what_need_not_be_parsed_again(store: Store) -> None:
    stored, other = make_analysis(TWO), make_analysis(TWO, opening="Other.")
    store.write(stored)
    asked = [stored.article.identity, other.article.identity]
    assert store.known_articles(asked, PROVENANCE) == {stored.article.identity}
    assert store.known_articles(asked, LATER) == frozenset()
    assert store.known_articles([], PROVENANCE) == frozenset()
    assert store.is_stored(stored.article.identity, PROVENANCE)
    assert not store.is_stored(stored.article.identity, LATER)
    many = [f"{number:032x}" for number in range(1200)]
    assert store.known_articles([*many, *asked], PROVENANCE) == {stored.article.identity}


def test_an_error_in_the_middle_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(make_analysis(TWO))
    before = dump(store)

    def fail(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(writer, "write_findings", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        store.write(make_analysis(TWO, opening="New."))
    with pytest.raises(RuntimeError, match="in the middle"):
        store.write(make_analysis(TWO, provenance=LATER))
    assert dump(store) == before


def test_foreign_keys_are_enforced(store: Store) -> None:
    row = {"attribution_id": 99, "role": "cue", "position": 0, "start": 0, "end": 1}
    with pytest.raises(StoreError) as caught, writing(store._engine) as connection:
        connection.execute(spans.insert(), row)
    assert isinstance(caught.value.__cause__, IntegrityError)


@pytest.mark.parametrize(
    "change", [{"kind": "spoken"}, {"polarity": "maybe"}, {"confidence": 1.5}, {"outcome": ""}]
)
def test_values_without_meaning_are_refused(store: Store, change: dict[str, Any]) -> None:
    store.write(make_analysis(TWO))
    with pytest.raises(StoreError) as caught, writing(store._engine) as connection:
        connection.execute(attributions.update().values(change))
    assert isinstance(caught.value.__cause__, IntegrityError)


def test_an_article_takes_all_that_hangs_on_it_along(store: Store) -> None:
    store.write(add_flag(make_analysis(TWO), 0))
    with writing(store._engine) as connection:
        for name in ("aliases", "roles"):  # they name the article where they were seen first
            connection.execute(metadata.tables[name].delete())
        connection.execute(metadata.tables["articles"].delete())
        for name in ("attributions", "spans", "candidates", "flags", "article_speakers"):
            assert _count(connection, name) == 0, name
        assert _count(connection, "speakers") == 2


def _count(connection: Connection, name: str) -> int:
    return int(connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one())


def break_analysis(what: str) -> Analysis:
    analysis = add_flag(make_analysis(TWO), 0)
    found = analysis.attributions
    match what:
        case "nul":
            return Analysis(Article("a\0b", doc="bad"))
        case "half a character":
            return Analysis(Article("a\ud800b", doc="bad"))
        case "metadata":
            return Analysis(Article("text", title="\udfff"))
        case "span":
            outside = replace(found[0].attribution, content=(Span(5, 10_000),))
            return replace(analysis, attributions=(replace(found[0], attribution=outside),))
        case "speaker":
            return replace(analysis, speakers=analysis.speakers[1:])
        case "two speakers":
            return replace(analysis, speakers=(*analysis.speakers, analysis.speakers[0]))
        case "twice":
            return replace(analysis, attributions=(*found, found[0]))
        case _:
            return replace(analysis, flags=(replace(analysis.flags[0], attribution=2),))


@pytest.mark.parametrize(
    "what", ["nul", "half a character", "metadata", "span", "speaker", "two speakers", "twice", "flag"]
)
def test_an_analysis_that_cannot_be_kept_is_refused(store: Store, what: str) -> None:
    with pytest.raises(DataError):
        store.write(break_analysis(what))
    assert store.view.counts().articles == 0


def test_sources_that_nobody_explains_are_kept(store: Store) -> None:
    analysis = make_analysis(TWO)
    first = analysis.attributions[0]
    unknown = replace(
        first,
        resolution=replace(first.resolution, outcome=Outcome.UNKNOWN, speakers=(), description="the voice"),
    )
    analysis = replace(analysis, attributions=(unknown, analysis.attributions[1]))
    store.write(analysis)
    assert store.load_analysis(1) == analysis
    quotation = store.view.find_article("1").quotations[0]
    assert (quotation.outcome, quotation.description, quotation.speakers) == (
        Outcome.UNKNOWN,
        "the voice",
        (),
    )
    # a speaker of the article who is credited with nothing is no speaker of the store
    assert [speaker.name for speaker in store.view.speakers()] == ["Boris Ode"]
