"""An analysis as it was written."""

from typing import Any

from sqlalchemy import Connection, Row, exists, select

from quotes.errors import NotFoundError
from quotes.model import (
    Analysis,
    Article,
    Gender,
    MentionForm,
    Outcome,
    Provenance,
    Resolution,
    ResolvedAttribution,
    Speaker,
    SpeakerKind,
)
from quotes.store.codec import decode_evidence, decode_mentions
from quotes.store.loading.articles import make_headline, make_models
from quotes.store.loading.flags import load_flags
from quotes.store.loading.parts import load_candidates, load_extracted, load_spans, make_attribution
from quotes.store.tables import article_speakers, articles, attributions, elsewhere, flags


def load_analysis(connection: Connection, article_id: int) -> Analysis:
    """What was written of one article, as it was; raises NotFoundError."""
    row = connection.execute(select(articles).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise NotFoundError(f"no article {article_id}")
    ids = select(attributions.c.id).where(attributions.c.article_id == article_id)
    parts = load_spans(connection, ids)
    extracted = load_extracted(connection, ids)
    weighed = load_candidates(connection, ids)
    found = [
        ResolvedAttribution(
            make_attribution(one, parts.get(one.id, {})),
            Resolution(
                outcome=Outcome(one.outcome),
                form=MentionForm(one.form),
                speakers=tuple(who.key for who in extracted.get(one.id, ())),
                candidates=weighed.get(one.id, ()),
                evidence=decode_evidence(one.evidence),
                description=one.description,
            ),
        )
        for one in connection.execute(
            select(attributions).where(attributions.c.id.in_(ids)).order_by(attributions.c.position)
        )
    ]
    other = exists().where(elsewhere.c.flag_id == flags.c.id)  # those that another article raises besides
    doubts = load_flags(connection, select(flags.c.id).where(flags.c.article_id == article_id, ~other))
    return Analysis(
        article=make_article(row),
        attributions=tuple(found),
        speakers=_load_speakers(connection, article_id),
        flags=tuple(record.flag for record in doubts),
        provenance=Provenance(row.program, make_models(row.models)),
    )


def make_article(row: Row[Any]) -> Article:
    """An article of its row."""
    return Article(
        text=row.text,
        doc=row.doc,
        title=row.title,
        headline=make_headline(row),
        path=row.path,
        url=row.url,
        outlet=row.outlet,
        author=row.author,
        published=row.published,
        language=row.language,
        extracted=row.extracted,
    )


def _load_speakers(connection: Connection, article_id: int) -> tuple[Speaker, ...]:
    c = article_speakers.c
    query = select(article_speakers).where(c.article_id == article_id).order_by(c.position)
    return tuple(
        Speaker(
            key=row.key,
            name=row.name,
            kind=SpeakerKind(row.kind),
            gender=Gender(row.gender),
            mentions=decode_mentions(row.mentions),
            aliases=tuple(row.aliases),
            roles=tuple(row.roles),
            introduced=row.introduced,
        )
        for row in connection.execute(query)
    )
