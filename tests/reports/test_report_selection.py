"""A report of a part of the store: what it says of itself, and that nothing in it leads out of it."""

from datetime import date
from pathlib import Path

import pytest

from quotes.model import FlagKind, Severity
from quotes.records import Selection, SpeakerName
from quotes.reports import write_report
from quotes.reports.scope import EMPTY_SELECTION, describe_selection
from quotes.store import open_store
from tests.reports.conftest import Site, assert_links_resolve, read_site
from tests.reports.fakes import FakeView
from tests.store.store_factory import add_flag, make_analysis

ADA, BEN = SpeakerName(1, "Ada Byron"), SpeakerName(2, "Ben Poe")


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection(), ()),
        (
            Selection(since=date(2026, 3, 1), until=date(2026, 6, 5), outlets=frozenset({"The Courier"})),
            (
                "Only articles published from 1 March 2026 to 5 June 2026 in The Courier; "
                "those without a date are left out.",
            ),
        ),
        (
            Selection(since=date(2026, 3, 1)),
            ("Only articles published on 1 March 2026 or later; those without a date are left out.",),
        ),
        (
            Selection(until=date(2026, 3, 1)),
            ("Only articles published on 1 March 2026 or earlier; those without a date are left out.",),
        ),
        (
            Selection(since=date(2026, 3, 1), until=date(2026, 3, 1)),
            ("Only articles published on 1 March 2026; those without a date are left out.",),
        ),
        (Selection(outlets=frozenset({"B", "A", "C"})), ("Only articles published in A, B or C.",)),
        (Selection(speakers=frozenset({1, 2})), ("Only quotations of Ada Byron or Ben Poe.",)),
        (Selection(flagged_only=True), ("Only quotations with a flag.",)),
        (
            Selection(flag_kinds=frozenset({FlagKind.SECONDHAND}), flagged_only=True),
            ("Only quotations with a flag “Second hand”.",),
        ),
        (
            Selection(statements_only=True),
            ("Only statements: beliefs, knowledge, orders and plans are left out.",),
        ),
    ],
)
def test_in_plain_words(selection: Selection, told: tuple[str, ...]) -> None:
    names = {FlagKind.SECONDHAND: "Second hand"}
    assert describe_selection(selection, [BEN, ADA], names) == told


def test_nobody_is_asked_for() -> None:
    assert describe_selection(Selection(speakers=frozenset({9})), [], {}) == (
        "Only quotations of nobody in the store.",
    )


SAID = ("Ada Byron", "We will plant trees along the river before the winter comes")


def write_part(tmp_path: Path, selection: Selection) -> Site:
    """The report of a part of a store: the same words in three articles, a flag, two days, two speakers."""
    with open_store(f"sqlite:///{tmp_path / 'q.db'}") as store:
        first = make_analysis([SAID, ("Ben Poe", "Rain is likely")], doc="one", published=date(2026, 3, 1))
        store.write(add_flag(first, 0, kind=FlagKind.SECONDHAND, severity=Severity.MEDIUM))
        store.write(make_analysis([SAID], doc="two", published=date(2026, 5, 1), opening="Later."))
        store.write(make_analysis([SAID], doc="three", opening="No day."))
        write_report(store.view, tmp_path / "report", selection=selection)
    site = read_site(tmp_path / "report")
    assert_links_resolve(site)
    return site


def test_a_report_of_one_speaker_has_its_articles(tmp_path: Path) -> None:
    site = write_part(tmp_path, Selection(speakers=frozenset({2})))
    assert [path for path in site.pages if path.startswith("articles/one")]
    assert not [path for path in site.pages if path.startswith(("articles/two", "speakers/ada"))]
    assert "Rain is likely" in site.text("speakers/ben-poe")
    assert "Ada Byron said" in site.text("articles/one")  # the text is whole
    for page in ("index.html", "method.html", "speakers/ben-poe", "articles/one"):
        assert "Only quotations of Ben Poe." in site.text(page), page


def test_places_that_are_left_out_are_named_and_not_linked(tmp_path: Path) -> None:
    site = write_part(tmp_path, Selection(until=date(2026, 3, 31)))
    assert [path for path in site.pages if path.startswith("articles/")] == [
        path for path in site.pages if path.startswith("articles/one")
    ]
    assert "Also reported in 2 places" in site.text("speakers/ada-byron")


def test_only_what_is_flagged(tmp_path: Path) -> None:
    site = write_part(tmp_path, Selection(flagged_only=True))
    assert "1 quotation in 1 article, 1 flag" in site.text("speakers/ada-byron")
    assert not [path for path in site.pages if path.startswith("speakers/ben")]


@pytest.mark.parametrize("since", [date(2030, 1, 1), None])
def test_an_empty_part_says_so(tmp_path: Path, since: date | None) -> None:
    selection = Selection(since=since) if since else Selection(speakers=frozenset({99}))
    site = write_part(tmp_path, selection)
    assert EMPTY_SELECTION in site.text("index.html")
    assert "Only " in site.text("index.html")
    assert EMPTY_SELECTION in site.text("method.html")
    assert "The store is empty" not in site.text("index.html")


def test_file_names_stay_whatever_is_selected(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "part").mkdir()
    whole = set(write_part(tmp_path / "all", Selection()).pages)
    part = set(write_part(tmp_path / "part", Selection(flagged_only=True)).pages)
    assert part < whole


def test_a_report_of_everything_says_nothing_of_it(tmp_path: Path) -> None:
    write_report(FakeView(), tmp_path / "report")
    assert "Only " not in read_site(tmp_path / "report").text("index.html")
