"""What people judged stands on every page that it touches, and can be read without colours."""

from pathlib import Path

import pytest

from quotes.reports import write_report
from quotes.store import open_store
from tests.store.store_factory import add_flag, make_analysis

SAID = [("Ada Byron", "The engine weaves"), ("Boris Ode", "Bread rises"), ("Ada Byron", "Numbers sing")]


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    """The pages of a report in which each kind of judgement was made, by the first word of their path."""
    with open_store(f"sqlite:///{tmp_path / 'quotes.db'}") as store:
        store.write(add_flag(add_flag(make_analysis(SAID), 0), None))
        ada, boris = (store.view.find_speakers(name)[0].id for name in ("Ada Byron", "Boris Ode"))
        assert ada != boris
        store.reassign_attribution(1, to=boris, who="Eva <b>", why="see the “video” & listen")
        store.confirm_attribution(2, who="Max")
        store.correct_attribution(2, content="Bread", who="Max")
        store.reject_attribution(3, who="Eva", why="a caption")
        flag = next(one for one in store.view.flags() if one.attribution_id is None)
        store.dismiss_flag(flag.id, who="Max", why="as it should be")
        write_report(store.view, tmp_path / "report", made=None)
    found = {}
    for path in (tmp_path / "report").rglob("*.html"):
        found[path.name.rpartition("-")[0] or path.stem] = path.read_text(encoding="utf-8")
    return found


def test_an_article_strikes_what_was_rejected(pages: dict[str, str]) -> None:
    page = next(text for name, text in pages.items() if "Where this comes from" in text)
    assert "<s><bdi>Ada Byron</bdi></s>" in page
    assert '<span class="badge reject">rejected</span>' in page
    assert "rejected by Eva on 20" in page
    assert ": a caption</p>" in page
    assert "“Numbers sing”" in page  # the text itself is the article's own
    assert page.count('class="m c ') == 2  # those that stand
    assert 'aria-label="Rejected quotation 3: Ada Byron"' in page
    assert "2 quotations, 1 flag." in page


def test_a_reassigned_quotation_tells_whom_the_program_named(pages: dict[str, str]) -> None:
    page = pages["boris-ode"]
    assert "2 quotations in 1 article" in page
    assert '<span class="badge reassign">reassigned</span>' in page
    told = "credited to Ada Byron by the program, to Boris Ode by Eva &lt;b&gt; on 20"
    assert told in page
    assert "see the “video” &amp; listen" in page
    assert "<dt>Speaker</dt><dd>Ada Byron</dd>" in page


def test_a_corrected_quotation_shows_the_persons_words_and_the_programs(pages: dict[str, str]) -> None:
    page = pages["boris-ode"]
    assert '<span class="badge correct">corrected</span>' in page
    assert 'title="content">Bread</span> rises' in page
    assert "<dt>Content</dt><dd>“Bread rises”</dd>" in page
    assert "badge confirm" not in page  # what was confirmed was another cut


def test_who_has_nothing_left_has_no_page(pages: dict[str, str]) -> None:
    assert not any(name.startswith("ada-byron") for name in pages)
    assert "1 speaker" in pages["index"] or "Ada Byron" not in pages["index"]


def test_dismissed_flags_stand_apart(pages: dict[str, str]) -> None:
    page = pages["flags"]
    assert "<h1>1 flag</h1>" in page
    assert '<a href="flags/dismissed.html">1 flag dismissed by people</a>' in page
    page = pages["dismissed"]
    assert "<h1>1 flag dismissed by people</h1>" in page
    assert "dismissed by Max on 20" in page
    assert ": as it should be</span>" in page
