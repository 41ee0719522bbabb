"""Where else a quotation is reported, on the pages of a speaker and of an article."""

from pathlib import Path

from quotes.reports import write_report
from quotes.store import open_store
from tests.store.store_factory import make_analysis

SAID = "We will plant five hundred trees along the canal next spring"


def test_pages_show_the_other_places_and_what_differs(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'quotes.db'}") as store:
        for doc, words in (("one", SAID), ("two", SAID), ("three", SAID.replace("five", "six"))):
            store.write(make_analysis([("Ada Byron", words)], doc=doc, opening=f"{doc}."))
        write_report(store.view, tmp_path / "out")
    (speaker,) = (tmp_path / "out" / "speakers").glob("*.html")
    pages = [speaker.read_text(encoding="utf-8")]
    pages += [path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "articles").glob("*one*.html")]
    assert len(pages) == 2
    for page in pages:
        assert "Also reported in 2 places" in page
        assert "in the same words" in page
        assert '<del><span class="hidden">only here: </span>five hundred' in page
        assert '<ins><span class="hidden">only there: </span>six hundred' in page
