"""Questions to the store: the `View` of `quotes.records`, and who and what a name stands for."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, case, func, or_, select

from quotes.errors import NotFoundError
from quotes.model import SpeakerKind
from quotes.records import (
    AliasRecord,
    ArticleRecord,
    ArticleSummary,
    Counts,
    DecisionKind,
    DecisionRecord,
    DuplicateRecord,
    FlagRecord,
    JudgementRecord,
    SearchRecord,
    Selection,
    SpeakerRecord,
    SpeakerSummary,
    View,
)
from quotes.resolve.across import query_keys, rank_query, search_key
from quotes.selecting import select_from
from quotes.store.credits import credited_to
from quotes.store.decisions import load_decisions, load_identities
from quotes.store.engine import reading
from quotes.store.judged import load_aside, load_judgements
from quotes.store.known import GIVEN_NAME
from quotes.store.loading import (
    iterate_articles,
    load_articles,
    load_flags,
    load_quotations,
    load_summaries,
)
from quotes.store.role_days import load_roles
from quotes.store.search import parse_query, search_quotations
from quotes.store.tables import (
    aliases,
    articles,
    attributions,
    credits_,
    flags,
    roles,
    shown_speakers,
    speaker_keys,
    speakers,
    versions,
)

# How alike (0 to 100) a name must be to one that was not found to be worth suggesting: "Lavrof" and
# "Lavrov" are 83, two unrelated surnames rarely above 60.
WORTH_SUGGESTING = 70

# How many articles an error lists when a name fits several.
LISTED = 10


class StoreView:
    """Read-only questions to a store. Each sees one state of it and costs a fixed number of queries."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def select(self, selection: Selection) -> View:
        """The same view with the quotations alone that are asked for, their flags, articles and speakers."""
        return select_from(self, selection)

    def counts(self) -> Counts:
        """Totals."""
        credited = select(func.count(credits_.c.speaker_id.distinct()))
        query = select(
            select(func.count()).select_from(articles).scalar_subquery(),
            credited.scalar_subquery(),
            select(func.count()).select_from(attributions).scalar_subquery(),
            select(func.count()).select_from(flags).scalar_subquery(),
        )
        with reading(self._engine) as connection:
            aside = load_aside(connection)
            counted, speakers_, quotations, doubts = connection.execute(query).one()
            return Counts(counted, speakers_, quotations - aside.quotations, doubts - aside.flags)

    # -------------------------------------------------------------- speakers
    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with something, most quotations first, then by name."""
        with reading(self._engine) as connection:
            return tuple(_summarize_speakers(connection, None))

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name, alias, spelling variant or number fits, best first; () for none."""
        name = name.strip()
        with reading(self._engine) as connection:
            if name.isdecimal() and len(name) < 19:  # no database has more than 2**63 rows
                asked = load_identities(connection).root(int(name))
                number = select(speakers.c.id).where(speakers.c.id == asked)
                return tuple(_summarize_speakers(connection, number))
            given = load_identities(connection).given()
            ranked = _rank_speakers(connection, name, _speakers_like(name), given)
            if not ranked:
                ranked = _rank_speakers(connection, name, _speakers_starting(name), given)
            if not ranked:
                return ()
            found = _summarize_speakers(
                connection, select(speakers.c.id).where(speakers.c.id.in_(list(ranked)))
            )
        return tuple(sorted(found, key=lambda speaker: -ranked[speaker.id]))

    def speaker(self, speaker_id: int) -> SpeakerRecord:
        """One speaker with every quotation, also by the number of a merged part; raises NotFoundError."""
        with reading(self._engine) as connection:
            identities = load_identities(connection)
            speaker_id = identities.root(speaker_id)
            number = select(speakers.c.id).where(speakers.c.id == speaker_id)
            found = _summarize_speakers(connection, number)
            if not found:
                raise NotFoundError(f"no speaker {speaker_id}", remedy="`quotes speakers` lists them all")
            first = select(aliases.c.first_article_id).where(aliases.c.speaker_id == speaker_id)
            summaries = load_summaries(connection, first)
            query = (
                select(aliases.c.text, aliases.c.first_article_id, aliases.c.articles)
                .where(aliases.c.speaker_id == speaker_id)
                .order_by(aliases.c.articles.desc(), aliases.c.id)
            )
            return SpeakerRecord(
                summary=found[0],
                aliases=tuple(
                    AliasRecord(text, summaries[article_id], count)
                    for text, article_id, count in connection.execute(query)
                ),
                quotations=tuple(load_quotations(connection, credited_to(speaker_id))),
                decisions=tuple(
                    decision
                    for decision in load_decisions(connection, identities, speaker_id)
                    if decision.in_force and decision.kind is not DecisionKind.UNDO
                ),
                roles=load_roles(connection, speaker_id),
            )

    def iterate_speakers(self) -> Iterator[SpeakerRecord]:
        """Every speaker of `speakers` with every quotation, in that order, one at a time."""
        for one in self.speakers():
            yield self.speaker(one.id)

    def search(self, words: str, *, limit: int = 50, offset: int = 0) -> SearchRecord:
        """Quotations whose content has these words, best first; see `View.search` for what may be asked.

        Only what is said is searched, not who said it: for that there are selections.
        """
        query = parse_query(words)
        with reading(self._engine) as connection:
            return search_quotations(connection, query, limit=limit, offset=offset)

    def outlets(self) -> tuple[str, ...]:
        """Every outlet that an article names, by name."""
        named = select(articles.c.outlet).where(articles.c.outlet != "").distinct()
        with reading(self._engine) as connection:
            return tuple(connection.execute(named.order_by(articles.c.outlet)).scalars())

    def suggest_speakers(self, name: str, *, limit: int = 3) -> tuple[str, ...]:
        """Names in the store that look like one that was not found, closest first."""
        from rapidfuzz import fuzz, process

        asked = search_key(name)
        query = (
            select(aliases.c.folded, speakers.c.name)
            .join(speakers, speakers.c.id == aliases.c.speaker_id)
            .order_by(aliases.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        close = process.extract(
            asked,
            [row.folded for row in rows],
            scorer=fuzz.WRatio,
            score_cutoff=WORTH_SUGGESTING,
            limit=limit * 5,  # several aliases of one speaker may stand in front
        )
        return tuple(dict.fromkeys(rows[index].name for _, _, index in close))[:limit]

    # -------------------------------------------------------------- who is who
    def decisions(self, speaker_id: int | None = None) -> tuple[DecisionRecord, ...]:
        """What people decided on who is who, on one speaker or on all, oldest first, undone or not."""
        with reading(self._engine) as connection:
            return load_decisions(connection, load_identities(connection), speaker_id)

    def duplicates(self, *, limit: int = 50) -> tuple[DuplicateRecord, ...]:
        """Pairs of speakers who may be one, best first, without those that people judged."""
        from quotes.store.duplicates import find_duplicates

        with reading(self._engine) as connection:
            return find_duplicates(connection, limit=limit)

    # -------------------------------------------------------------- articles
    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article in the order it was read."""
        with reading(self._engine) as connection:
            return tuple(load_summaries(connection).values())

    def find_article(self, reference: str) -> ArticleRecord:
        """One article by number, short name, path or URL; raises NotFoundError.

        Also when several articles have that short name: the error lists them.
        """
        reference = reference.strip()
        with reading(self._engine) as connection:
            for condition in _readings_of(reference):
                found = load_summaries(connection, select(articles.c.id).where(condition))
                if len(found) > 1:
                    raise NotFoundError(
                        f"{len(found)} articles are called {reference!r}: {_list_articles(found)}",
                        remedy="give the number of one",
                    )
                for id in found:
                    return load_articles(connection, select(articles.c.id).where(articles.c.id == id))[0]
        raise NotFoundError(
            f"no article {reference!r} in the store",
            remedy="give the number, file name, path or URL of one that was read in",
        )

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        """Every article with its text and attributions, one at a time."""
        with reading(self._engine) as connection:
            yield from iterate_articles(connection)

    # -------------------------------------------------------------- flags
    def flags(self) -> tuple[FlagRecord, ...]:
        """Every flag that stands, worst first, then by article and place."""
        return tuple(record for record in self._all_flags() if not record.judgement)

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        """Flags that people's judgements took off the lists, in the same order."""
        return tuple(record for record in self._all_flags() if record.judgement)

    def _all_flags(self) -> list[FlagRecord]:
        with reading(self._engine) as connection:
            found = load_flags(connection)
        return sorted(
            found,
            key=lambda record: (
                record.flag.severity.rank,
                record.article.id,
                record.flag.spans[0].start,
                record.id,
            ),
        )

    # -------------------------------------------------------------- judgements
    def judgements(self) -> tuple[JudgementRecord, ...]:
        """What people judged of attributions and flags, oldest first, undone or not."""
        with reading(self._engine) as connection:
            return load_judgements(connection)[0]


# ------------------------------------------------------------------ articles by what they are called
def _readings_of(reference: str) -> Iterator[Any]:
    """What a reference may mean, most literal first."""
    c = articles.c
    if not reference:
        return
    # No database has more than 2**63 rows; a longer number is a name.
    if reference.isdecimal() and len(reference) < 19:
        yield c.id == int(reference)
    yield c.url == reference
    path = Path(reference)
    yield c.path.in_(sorted({reference, str(path), str(path.absolute()), *_relative(path)}))
    yield c.doc == reference
    yield c.identity == reference
    if path.suffix:
        yield c.doc == path.stem


def _relative(path: Path) -> tuple[str, ...]:
    try:
        return (str(path.absolute().relative_to(Path.cwd())),)
    except ValueError:
        return ()


def _list_articles(found: dict[int, ArticleSummary]) -> str:
    listed = [f"{id} ({one.path or one.url or one.label})" for id, one in list(found.items())[:LISTED]]
    return ", ".join(listed) + (" ..." if len(found) > LISTED else "")


# ------------------------------------------------------------------ speakers by any name
def _speakers_like(name: str) -> Select[int]:
    """Speakers who share a blocking key or a whole folded name with what is asked for."""
    keys = query_keys(name) | {GIVEN_NAME + search_key(name)}
    by_key = select(speaker_keys.c.speaker_id).where(speaker_keys.c.key.in_(sorted(keys)))
    by_name = select(aliases.c.speaker_id).where(aliases.c.folded == search_key(name))
    return select(speakers.c.id).where(or_(speakers.c.id.in_(by_key), speakers.c.id.in_(by_name)))


def _speakers_starting(name: str) -> Select[int]:
    """Speakers with a word of a name that begins like the last word that is asked for."""
    asked = search_key(name).split()
    last = asked[-1] if asked else name
    given = select(speaker_keys.c.speaker_id).where(
        speaker_keys.c.key.startswith(GIVEN_NAME + last, autoescape=True)
    )
    starting = or_(
        aliases.c.folded.startswith(last, autoescape=True),
        aliases.c.folded.contains(f" {last}", autoescape=True),
        aliases.c.speaker_id.in_(given),
    )
    return select(aliases.c.speaker_id).where(starting)


def _rank_speakers(
    connection: Connection, name: str, ids: Select[int], given: Mapping[int, tuple[str, ...]]
) -> dict[int, float]:
    """How well each of these speakers answers to a name; those who do not are left out."""
    query = (
        select(speakers.c.id, speakers.c.name, aliases.c.text)
        .outerjoin(aliases, aliases.c.speaker_id == speakers.c.id)
        .where(speakers.c.id.in_(ids))
    )
    forms: dict[tuple[int, str], list[str]] = {}
    for id, shown, text in connection.execute(query.order_by(speakers.c.id, aliases.c.id)):
        # No article has the name of one whom a person alone credits with something.
        forms.setdefault((id, shown), []).append(text or shown)
    ranked = {
        id: rank_query(name, shown, (*texts, *given.get(id, ()))) for (id, shown), texts in forms.items()
    }
    return {id: rank for id, rank in ranked.items() if rank > 0}


def _summarize_speakers(connection: Connection, ids: Select[int] | None) -> list[SpeakerSummary]:
    """Summaries of credited speakers, most quotations first; all of them when `ids` is None."""
    c = credits_.c
    counted = (
        select(
            c.speaker_id,
            # What stands in several versions of an article counts once: in the newest.
            func.count(case((versions.c.article_id.is_(None), c.attribution_id))),
            func.count(case((versions.c.article_id.is_(None), articles.c.id)).distinct()),
            func.min(articles.c.published),
            func.max(articles.c.published),
        )
        .join(attributions, attributions.c.id == c.attribution_id)
        .join(articles, articles.c.id == attributions.c.article_id)
        .outerjoin(versions, versions.c.earlier_id == articles.c.id)
        .group_by(c.speaker_id)
    )
    doubted = (
        select(c.speaker_id, func.count())
        .join(flags, flags.c.attribution_id == c.attribution_id)
        .group_by(c.speaker_id)
    )
    if ids is not None:
        counted = counted.where(c.speaker_id.in_(ids))
        doubted = doubted.where(c.speaker_id.in_(ids))
    numbers: dict[int, tuple[int, int, date | None, date | None]] = {
        id: (quotations, articles_, first, last)
        for id, quotations, articles_, first, last in connection.execute(counted)
    }
    doubts = {id: count for id, count in connection.execute(doubted)}  # noqa: C416  # types of a row
    aside = load_aside(connection).by_speaker
    texts = {"aliases": _load_texts(connection, aliases, ids), "roles": _load_texts(connection, roles, ids)}
    query = select(speakers.c.id, speakers.c.name, speakers.c.kind)
    if ids is not None:
        query = query.where(speakers.c.id.in_(ids))
        # One who is asked for is found also when all that an article credits it with was rejected.
        shown = select(shown_speakers.c.speaker_id).where(shown_speakers.c.speaker_id.in_(ids))
        for id in connection.execute(shown.distinct()).scalars():
            numbers.setdefault(id, (0, 0, None, None))
    found = [
        SpeakerSummary(
            id=id,
            name=name,
            kind=SpeakerKind(kind),
            aliases=tuple(text for text in texts["aliases"].get(id, ()) if text != name),
            roles=tuple(texts["roles"].get(id, ())),
            quotations=numbers[id][0],
            articles=numbers[id][1],
            flags=doubts.get(id, 0) - aside.get(id, 0),
            first=numbers[id][2],
            last=numbers[id][3],
        )
        for id, name, kind in connection.execute(query)
        if id in numbers
    ]
    return sorted(found, key=lambda one: (-one.quotations, one.name.casefold(), one.id))


def _load_texts(connection: Connection, table: Any, ids: Select[int] | None) -> dict[int, list[str]]:
    """Aliases or roles by speaker, the most used first."""
    query = select(table.c.speaker_id, table.c.text).order_by(table.c.articles.desc(), table.c.id)
    if ids is not None:
        query = query.where(table.c.speaker_id.in_(ids))
    found: dict[int, list[str]] = {}
    for speaker_id, text in connection.execute(query):
        found.setdefault(speaker_id, []).append(text)
    return found
