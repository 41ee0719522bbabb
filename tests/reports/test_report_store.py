"""The report of a real store, not of the stand-in that the other tests use."""

from dataclasses import replace
from pathlib import Path

from quotes.model import (
    Analysis,
    Article,
    Mention,
    MentionForm,
    Provenance,
    Resolution,
    ResolvedAttribution,
    Speaker,
    SpeakerKind,
)
from quotes.records import ArticleRecord
from quotes.reports import write_report
from quotes.store import open_store
from tests.reports.conftest import assert_links_resolve, read_site
from tests.reports.fakes import FakeView
from tests.store.store_factory import make_analysis


def rebuild_analysis(record: ArticleRecord) -> Analysis:
    """What the pipeline would have made to get this record."""
    spans = {}
    for quotation in record.quotations:
        for who in quotation.speakers:
            spans.setdefault(who.name, []).extend(quotation.attribution.source)
    keys = {name: f"s{number}" for number, name in enumerate(spans, start=1)}
    positions = {quotation.id: position for position, quotation in enumerate(record.quotations)}
    summary = record.summary
    return Analysis(
        article=Article(
            record.text,
            summary.doc,
            summary.title,
            record.headline,
            summary.path,
            summary.url,
            summary.outlet,
            summary.author,
            summary.published,
        ),
        attributions=tuple(
            ResolvedAttribution(
                quotation.attribution,
                Resolution(
                    quotation.outcome,
                    quotation.form,
                    tuple(keys[who.name] for who in quotation.speakers),
                    evidence=quotation.evidence,
                    description=quotation.description,
                ),
            )
            for quotation in record.quotations
        ),
        speakers=tuple(
            Speaker(
                keys[name],
                name,
                SpeakerKind.PERSON,
                mentions=tuple(Mention(span, MentionForm.NAME, span) for span in places),
            )
            for name, places in spans.items()
        ),
        flags=tuple(
            replace(flag.flag, attribution=positions[flag.attribution_id] if flag.attribution_id else None)
            for flag in record.flags
        ),
        provenance=Provenance("quotes 0", (("parser", "by hand"),)),
    )


def test_report_of_a_store(view: FakeView, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'quotes.db'}") as store:
        for record in view.iterate_articles():
            store.write(rebuild_analysis(record))
        summary = write_report(store.view, tmp_path / "report")
    site = read_site(tmp_path / "report")
    assert_links_resolve(site)
    assert (summary.articles, summary.speakers, summary.quotations, summary.flags) == (2, 2, 6, 2)
    assert "Person. 2 quotations in 1 article, 1 flag. 4 March 2026." in site.text("speakers/tom-reyes")
    assert "No source at all" in site.text("unnamed.html")


def test_a_speakers_page_says_what_people_decided(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'quotes.db'}") as store:
        store.write(make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")]))
        store.merge_speakers(1, 2, who="Eva", why="<b>pen</b> name")
        store.rename_speaker(1, "Ada King", who="Eva")
        write_report(store.view, tmp_path / "report")
        day = store.view.decisions()[0].at.date().isoformat()
    site = read_site(tmp_path / "report")
    assert_links_resolve(site)
    page = site.text("speakers/ada-king-1")
    assert f"merged with Boris Ode (number 2) by Eva on {day}: <b>pen</b> name" in page
    assert "renamed to Ada King by Eva" in page
    assert "2 quotations" in page
