"""Linked data: who said what, in the words of schema.org, and nothing that was not said."""

from dataclasses import replace
from datetime import date

import pytest

from quotes.export.jsonld import (
    article_to_jsonld,
    is_quotation,
    make_document,
    quotation_to_jsonld,
    speaker_to_jsonld,
)
from quotes.model import Act, Polarity, SpeakerKind
from quotes.records import SpeakerName
from tests.reports.fakes import FakeView, add_harbour


@pytest.fixture
def view() -> FakeView:
    view = FakeView()
    add_harbour(view)
    return view


def test_a_quotation(view: FakeView) -> None:
    record = view.find_article("harbour").quotations[1]
    row = quotation_to_jsonld(record, {"@id": "x"}, url="https://quay.example/#:~:text=We")
    assert row == {
        "@type": "Quotation",
        "@id": f"urn:quotes:quotation:{record.identity}",
        "text": "“We will not stop halfway,”",
        "creator": {"@id": "#speaker-1", "name": "Ana Kovač"},
        "disambiguatingDescription": "direct speech: the words stand in quotation marks",
        "isPartOf": {"@id": "x"},
        "datePublished": "2026-03-04",
        "url": "https://quay.example/#:~:text=We",
    }


def test_several_creators(view: FakeView) -> None:
    record = view.find_article("harbour").quotations[1]
    both = replace(record, speakers=(*record.speakers, SpeakerName(7, "Bo")))
    assert [one["name"] for one in quotation_to_jsonld(both, {})["creator"]] == ["Ana Kovač", "Bo"]


def test_an_article(view: FakeView) -> None:
    article = view.find_article("harbour").summary
    assert article_to_jsonld(article, url=article.url) == {
        "@type": "NewsArticle",
        "@id": f"urn:quotes:article:{article.identity}",
        "headline": "Harbour bill to rise, mayor warns",
        "url": "https://quay.example/harbour?a=1&b=2",
        "datePublished": date(2026, 3, 4).isoformat(),
        "author": {"@type": "Person", "name": "Ida Moor"},
        "publisher": {"@type": "Organization", "name": "The Quay"},
    }
    bare = replace(article, published=None, author="", outlet="")
    assert set(article_to_jsonld(bare)) == {"@type", "@id", "headline"}


@pytest.mark.parametrize(
    ("kind", "type_", "title"),
    [
        (SpeakerKind.PERSON, "Person", "jobTitle"),
        (SpeakerKind.ORGANIZATION, "Organization", "description"),
        (SpeakerKind.UNKNOWN, "Thing", "description"),
    ],
)
def test_a_speaker(view: FakeView, kind: SpeakerKind, type_: str, title: str) -> None:
    record = view.speaker(1)
    row = speaker_to_jsonld(replace(record.summary, kind=kind), record.aliases, record.roles)
    assert (row["@type"], row["name"], row["alternateName"]) == (type_, "Ana Kovač", ["Kovač"])
    assert "Mayor" in row[title]


def test_what_was_not_said_is_no_quotation(view: FakeView) -> None:
    record = view.find_article("harbour").quotations[0]
    assert is_quotation(record)
    denied = replace(record.attribution, polarity=Polarity.NEGATIVE)
    believed = replace(record.attribution, act=Act.ATTITUDE)
    assert not is_quotation(replace(record, attribution=denied))
    assert not is_quotation(replace(record, attribution=believed))
    assert not is_quotation(replace(record, speakers=()))


def test_a_document() -> None:
    assert make_document([{"@type": "Thing"}]) == {
        "@context": "https://schema.org",
        "@graph": [{"@type": "Thing"}],
    }
