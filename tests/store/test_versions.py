"""Versions of an article: which articles are linked, which are not, and in which order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from quotes.addresses import normalize_url
from quotes.model import Analysis
from quotes.store import Store
from quotes.store.engine import reading
from quotes.store.versions import list_versions
from tests.store.store_factory import make_analysis

BODY = [
    ("Ada Roe", "We will close the harbour at night and keep the ferries in the bay until the morning"),
    ("Ben Poe", "Nobody asked the people of the island what they think of the plan"),
    ("Cleo Moe", "The council has to vote on the money before the summer holidays begin"),
]


def paper(
    last: str = "The ferries stay", said: list[tuple[str, str]] | None = None, **of: object
) -> Analysis:
    """An article with the body above and another last quotation; `of` replaces metadata."""
    analysis = make_analysis([*(said or BODY), ("Dan Foe", last)])
    return replace(analysis, article=replace(analysis.article, **of))  # type: ignore[arg-type]


def chain(store: Store, number: int) -> tuple[int, ...]:
    with reading(store._engine) as connection:
        return list_versions(connection, number)


def write(store: Store, *analyses: Analysis) -> None:
    for analysis in analyses:
        store.write(analysis)


ONE = "https://www.example.org/news/harbour/"


@pytest.mark.parametrize(
    "other",
    [
        "https://www.example.org/news/harbour",
        "http://example.org/news/harbour/?utm_source=letter&fbclid=1",
        "https://EXAMPLE.org/news/harbour#comments",
    ],
)
def test_one_address_is_one_page(store: Store, other: str) -> None:
    write(store, paper(url=ONE, doc="a", path="a.html"), paper("They go", url=other, doc="b", path="b.html"))
    assert chain(store, 1) == chain(store, 2) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/news/harbour-2",
        "https://example.org/news/harbour?id=2",
        "https://example.com/news/harbour",
        "https://example.org/",
    ],
)
def test_another_address_is_another_page(store: Store, other: str) -> None:
    write(store, paper(url=ONE, doc="a", path="a.html"), paper("They go", url=other, doc="a", path="b.html"))
    assert chain(store, 1) == (1,)


def test_an_address_that_shows_another_article_every_day_has_no_versions(store: Store) -> None:
    other = [("Eve Woe", "Rain is likely over the northern hills"), ("Gus Doe", "Snow will fall on Monday")]
    write(
        store,
        make_analysis([BODY[0]], doc="a", url="https://example.org/today"),
        make_analysis(other, doc="b", url="https://example.org/today"),
    )
    assert chain(store, 1) == (1,)


def test_a_file_that_was_written_over_is_a_version(store: Store) -> None:
    write(store, paper(path="in/talks.txt", doc="talks"), paper("They go", path="in/talks.txt", doc="talks"))
    assert chain(store, 2) == (1, 2)


def test_a_file_with_another_article_in_it_is_none(store: Store) -> None:
    other = [("Eve Woe", "Rain is likely over the northern hills"), ("Gus Doe", "Snow will fall on Monday")]
    write(store, make_analysis(BODY, doc="today"), make_analysis(other, doc="today"))
    assert chain(store, 1) == (1,)


def test_one_name_and_nearly_one_text_are_versions(store: Store) -> None:
    write(
        store, paper(path="old/talks.txt", doc="talks"), paper("They go", path="new/talks.txt", doc="talks")
    )
    assert chain(store, 1) == (1, 2)


def test_one_headline_and_outlet_and_nearly_one_text_are_versions(store: Store) -> None:
    told: dict[str, Any] = {"title": "Ferries to stay", "outlet": "The Islander"}
    write(store, paper(path="a.txt", doc="a", **told), paper("They go", path="b.txt", doc="b", **told))
    assert chain(store, 1) == (1, 2)


@pytest.mark.parametrize("other", [{"outlet": "Harbour Post"}, {"outlet": ""}, {"title": "Ferries to go"}])
def test_another_headline_or_outlet_is_another_article(store: Store, other: dict[str, str]) -> None:
    told: dict[str, Any] = {"title": "Ferries to stay", "outlet": "The Islander"}
    write(
        store, paper(path="a.txt", doc="a", **told), paper("They go", path="b.txt", doc="b", **told | other)
    )
    assert chain(store, 1) == (1,)


def test_two_briefs_of_one_name_are_no_versions(store: Store) -> None:
    monday = [BODY[0], ("Eve Woe", "The court rejected the appeal of the ferry company on all four counts")]
    tuesday = [BODY[0], ("Gus Doe", "Farmers will get the money for their drowned fields by next spring")]
    write(
        store,
        paper(said=monday, path="mon/brief.txt", doc="brief", title="Morning brief"),
        paper("Trains run", said=tuesday, path="tue/brief.txt", doc="brief", title="Morning brief"),
    )
    assert chain(store, 1) == (1,)


def test_a_weekly_text_that_hardly_changes_is_no_version(store: Store) -> None:
    write(
        store,
        paper(path="1/tides.txt", doc="tides", published=date(2024, 5, 1)),
        paper("High at six", path="2/tides.txt", doc="tides", published=date(2024, 5, 8)),
    )
    assert chain(store, 1) == (1,)


def test_two_outlets_that_print_one_agency_text_have_no_versions(store: Store) -> None:
    write(
        store,
        paper(path="a/talks.txt", doc="talks", outlet="The Islander"),
        paper("They go", path="b/talks.txt", doc="talks", outlet="Harbour Post"),
    )
    assert chain(store, 1) == (1,)


def test_a_chain_of_three_in_the_order_they_were_read(store: Store) -> None:
    write(store, *(paper(last, url=ONE, doc=last) for last in ("They stay", "They go", "They sink")))
    assert chain(store, 1) == chain(store, 2) == chain(store, 3) == (1, 2, 3)


def test_a_chain_in_the_order_of_publication_where_all_tell_it(store: Store) -> None:
    days = [date(2024, 5, 3), date(2024, 5, 1), date(2024, 5, 2)]
    write(store, *(paper(f"Day {day.day}", url=ONE, doc=f"d{day.day}", published=day) for day in days))
    assert chain(store, 1) == (2, 3, 1)


def test_writing_again_leaves_the_chain(store: Store) -> None:
    write(store, *(paper(last, url=ONE, doc=last) for last in ("They stay", "They go", "They sink")))
    again = paper("They go", url=ONE, doc="They go")
    write(store, replace(again, provenance=replace(again.provenance, program="quotes 9")))
    assert chain(store, 3) == (1, 2, 3)


@pytest.mark.parametrize(
    "address", ["", "no address", "http://[", "http://a:port/", "ftp://example.org/a", "%%"]
)
def test_any_address_is_taken(address: str, store: Store) -> None:
    assert isinstance(normalize_url(address), str)
    write(store, paper(url=address, doc="a"), paper("They go", url=address, doc="b", path="other.txt"))


def test_parameters_that_tell_pages_apart_stay() -> None:
    assert normalize_url("https://a.org/x?id=2&utm_medium=m&b=1") == "a.org/x?b=1&id=2"
    assert normalize_url("https://a.org:8080/x/") == "a.org:8080/x"


def test_an_article_tells_its_versions(store: Store) -> None:
    write(store, *(paper(last, url=ONE, doc=last) for last in ("They stay", "They go", "They sink")))
    write(store, make_analysis([("Eve Woe", "Rain is likely over the northern hills")], doc="alone"))
    second, alone = store.view.find_article("They go"), store.view.find_article("alone")
    assert [one.id for one in second.versions] == [1, 2, 3]
    assert second.version == 2
    assert alone.versions == ()
    assert [len(record.versions) for record in store.view.iterate_articles()] == [3, 3, 3, 0]


def test_what_stands_in_several_versions_counts_once(store: Store) -> None:
    gone = [*BODY, ("Eve Woe", "This line will be taken out again tomorrow")]
    write(store, paper(said=gone, url=ONE, doc="v1"), paper("They go", url=ONE, doc="v2"))
    ada, eve = (store.view.find_speakers(name)[0] for name in ("Ada Roe", "Eve Woe"))
    assert (ada.quotations, ada.articles) == (1, 1)
    assert (eve.quotations, eve.articles) == (0, 0)
    listed = store.view.speaker(ada.id).quotations
    assert [(one.article.doc, one.article.newer) for one in listed] == [("v1", 2), ("v2", None)]
    assert [one.article.newer for one in store.view.speaker(eve.id).quotations] == [2]
