"""Records as objects of schema.org, for JSON-LD: who said what, as search engines and other programs read it.

https://schema.org/Quotation, https://schema.org/NewsArticle, https://schema.org/Person. The creator of a
quotation is who said it; `spokenByCharacter` is for people of fiction.
"""

from collections.abc import Iterable
from typing import Any

from quotes.model import Act, Kind, Polarity, SpeakerKind
from quotes.records import (
    AliasRecord,
    ArticleSummary,
    QuotationRecord,
    RoleRecord,
    SpeakerName,
    SpeakerSummary,
)

Row = dict[str, Any]

CONTEXT = "https://schema.org"

# schema.org knows people and organizations; anything else that speaks is a thing.
TYPES = {
    SpeakerKind.PERSON: "Person",
    SpeakerKind.ORGANIZATION: "Organization",
    SpeakerKind.GROUP: "Organization",
}

# How the words stand in the article: only direct ones are the speaker's own from the first to the last.
WORDINGS = {
    Kind.DIRECT: "direct speech: the words stand in quotation marks",
    Kind.MIXED: "mixed speech: some of the words stand in quotation marks",
    Kind.INDIRECT: "indirect speech: the words are the article’s own",
}


def is_quotation(record: QuotationRecord) -> bool:
    """True for what may be passed on as somebody's words.

    A report that something was *not* said, a belief or an order, and what a person rejected may not: whoever
    reads the data alone would take it for said.
    """
    attribution = record.attribution
    said = attribution.act is Act.COMMUNICATION and attribution.polarity is not Polarity.NEGATIVE
    return said and not record.rejected and bool(record.speakers)


def speaker_to_jsonld(
    speaker: SpeakerSummary, aliases: Iterable[AliasRecord] = (), roles: Iterable[RoleRecord] = ()
) -> Row:
    """A speaker as a Person, an Organization or a Thing."""
    also = [alias.text for alias in aliases if alias.text != speaker.name] or list(speaker.aliases)
    kind = TYPES.get(speaker.kind, "Thing")
    titles = [role.text for role in roles] or list(speaker.roles)
    row: Row = {"@type": kind, "@id": speaker_id(speaker.id), "name": speaker.name}
    if also:
        row["alternateName"] = also
    if titles:
        row["jobTitle" if kind == "Person" else "description"] = (
            titles if kind == "Person" else "; ".join(titles)
        )
    return row


def article_to_jsonld(article: ArticleSummary, *, url: str = "") -> Row:
    """An article as a NewsArticle.

    url  its address, when it is one that may be passed on
    """
    row: Row = {
        "@type": "NewsArticle",
        "@id": f"urn:quotes:article:{article.identity}",
        "headline": article.label,
    }
    if url:
        row["url"] = url
    if article.published:
        row["datePublished"] = article.published.isoformat()
    if article.author:
        row["author"] = {"@type": "Person", "name": article.author}
    if article.outlet:
        row["publisher"] = {"@type": "Organization", "name": article.outlet}
    return row


def quotation_to_jsonld(record: QuotationRecord, article: Row, *, url: str = "") -> Row:
    """An attribution as a Quotation; see `is_quotation`.

    article  its article, or {"@id": ...} of one that stands elsewhere
    url      where its words stand
    """
    attribution = record.attribution
    row: Row = {
        "@type": "Quotation",
        "@id": f"urn:quotes:quotation:{record.identity}",
        "text": record.content,
        "creator": [name_to_jsonld(speaker) for speaker in record.speakers],
        "disambiguatingDescription": WORDINGS[attribution.kind],
        "isPartOf": article,
    }
    if len(record.speakers) == 1:
        row["creator"] = row["creator"][0]
    if record.article.published:
        row["datePublished"] = record.article.published.isoformat()
    if url:
        row["url"] = url
    return row


def name_to_jsonld(speaker: SpeakerName) -> Row:
    """Who said something, by name; the rest stands under the same `@id`."""
    return {"@id": speaker_id(speaker.id), "name": speaker.name}


def speaker_id(number: int) -> str:
    """What names a speaker inside one document; a store gives its numbers in the order of reading."""
    return f"#speaker-{number}"


def make_document(rows: Iterable[Row]) -> Row:
    """Objects as one JSON-LD document."""
    return {"@context": CONTEXT, "@graph": list(rows)}
