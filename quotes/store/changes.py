"""Doubts about versions and roles, kept right: each version is compared with the one before it."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, or_, select

from quotes.model import FlagKind, Span
from quotes.records import QuotationRecord
from quotes.store.loading import load_quotations
from quotes.store.matches import refresh_cross_flags
from quotes.store.numbers import cut_bound
from quotes.store.raised import Raised, drop_raised, insert_raised
from quotes.store.role_conflicts import raise_new_conflicts, refresh_role_conflicts, speakers_in
from quotes.store.tables import articles, attributions, versions
from quotes.store.versions import link_versions, list_versions


def refresh_versions(
    connection: Connection, article_id: int, former: frozenset[int], *, is_new: bool = False
) -> tuple[int, ...]:
    """Raise what an article that was written raises together with others; all its versions, the first first.

    former  known speakers whom it credited before
    is_new  the article was not there before
    """
    changed = link_versions(connection, article_id, is_new=is_new)
    refresh_changes(connection, changed)
    chain = list_versions(connection, article_id) if changed or not is_new else (article_id,)
    if is_new and len(chain) == 1:
        raise_new_conflicts(connection, article_id)
    else:
        refresh_role_conflicts(connection, former | speakers_in(connection, chain))
    return chain


def refresh_credited(
    connection: Connection, attribution_ids: Collection[int], speaker_ids: Collection[int] = ()
) -> None:
    """Raise anew what may have changed when people gave some attributions to somebody else.

    speaker_ids  known speakers who lost or won articles by it
    """
    refresh_role_conflicts(connection, speaker_ids)
    places: dict[int, int | None] = {}
    for chunk in cut_bound(attribution_ids):
        touched = select(attributions.c.article_id).where(attributions.c.id.in_(chunk))
        where = or_(versions.c.article_id.in_(touched), versions.c.earlier_id.in_(touched))
        places.update(
            (id, earlier)
            for id, earlier in connection.execute(
                select(versions.c.article_id, versions.c.earlier_id).where(where)
            )
        )
    refresh_changes(connection, places)
    refresh_cross_flags(connection, attribution_ids)


def refresh_changes(connection: Connection, places: Mapping[int, int | None]) -> None:
    """Raise anew what some articles changed.

    places  article -> the version before it, or None
    """
    if not places:
        return
    drop_raised(connection, [FlagKind.CHANGED_ARTICLE], places)
    for article_id, earlier_id in places.items():
        if earlier_id is not None:
            insert_raised(connection, _compare(connection, article_id, earlier_id))


def _compare(connection: Connection, article_id: int, earlier_id: int) -> list[Raised]:
    # The rules of the audit are loaded by those who write, and by no look-up.
    from quotes.audit.changes import Statement, Version, find_changes

    def load(id: int) -> tuple[Version, list[QuotationRecord]]:
        row = connection.execute(
            select(articles.c.text, articles.c.headline_start, articles.c.headline_end).where(
                articles.c.id == id
            )
        ).one()
        ids = select(attributions.c.id).where(attributions.c.article_id == id)
        quotations = [one for one in load_quotations(connection, ids) if not one.rejected]
        statements = tuple(
            Statement(
                source=one.source,
                speakers=tuple((speaker.id, speaker.name) for speaker in one.speakers),
                outcome=one.outcome,
                kind=one.attribution.kind,
                polarity=one.attribution.polarity,
                spans=one.attribution.content,
                content=one.content,
                extent=Span(one.attribution.start, max(span.end for span in one.attribution.spans)),
            )
            for one in quotations
        )
        headline = (
            None
            if row.headline_start is None
            else Span(row.headline_start, row.headline_end or len(row.text))
        )
        return Version(row.text, statements, headline), quotations

    (earlier, before), (newer, now) = load(earlier_id), load(article_id)
    return [
        Raised(
            change.flag,
            article_id,
            None if change.flag.attribution is None else now[change.flag.attribution].id,
            earlier_id,
            None if change.earlier is None else before[change.earlier].id,
        )
        for change in find_changes(earlier, newer)
    ]
