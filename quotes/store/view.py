"""Questions to the store: the `View` of `quotes.records`."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, select

from quotes.errors import NotFoundError
from quotes.records import (
    ArticleRecord,
    ArticleSummary,
    Counts,
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
from quotes.store.decisions import load_decisions, load_identities
from quotes.store.engine import reading
from quotes.store.judged import load_judgements
from quotes.store.loading import iterate_articles, load_articles, load_flags, load_summaries
from quotes.store.loading.flags import WORST_FIRST
from quotes.store.loading.speakers import iterate_speakers, load_speaker, summarize_speakers
from quotes.store.naming import rank_speakers, suggest_names
from quotes.store.references import find_article
from quotes.store.search import parse_query, search_quotations
from quotes.store.selection import Scope, load_scope
from quotes.store.tables import articles, attributions, credits_, flags, speakers


class StoreView:
    """Read-only questions to a store, or to the part of it that selections ask for.

    Each sees one state of the store and costs a fixed number of queries; those that give one thing after
    another cost so many for each batch.
    """

    def __init__(self, engine: Engine, selections: tuple[Selection, ...] = ()) -> None:
        self._engine = engine
        self._selections = selections

    def select(self, selection: Selection) -> View:
        """The same view with the quotations alone that are asked for, their flags, articles and speakers."""
        return self if selection.is_everything else StoreView(self._engine, (*self._selections, selection))

    def _scope(self, connection: Connection) -> Scope:
        return load_scope(connection, self._selections)

    def counts(self) -> Counts:
        """Totals."""
        with reading(self._engine) as connection:
            scope = self._scope(connection)
            credited = select(func.count(credits_.c.speaker_id.distinct())).where(*scope.credits())
            counted = [
                select(func.count()).select_from(table).where(*conditions)
                for table, conditions in (
                    (articles, scope.keeps_article()),
                    (attributions, scope.counts_attribution()),
                    (flags, scope.counts_flag()),
                )
            ]
            articles_, quotations, doubts = (query.scalar_subquery() for query in counted)
            query = select(articles_, credited.scalar_subquery(), quotations, doubts)
            return Counts(*connection.execute(query).one())

    # -------------------------------------------------------------- speakers
    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Every speaker who is credited with what is asked for, most quotations first, then by name."""
        with reading(self._engine) as connection:
            return tuple(summarize_speakers(connection, self._scope(connection)))

    def find_speakers(self, name: str) -> tuple[SpeakerSummary, ...]:
        """Speakers that a name, alias, spelling variant or number fits, best first; () for none.

        Also those with no quotation that is asked for.
        """
        with reading(self._engine) as connection:
            ranked = rank_speakers(connection, name)
            if not ranked:
                return ()
            ids = select(speakers.c.id).where(speakers.c.id.in_(list(ranked)))
            found = summarize_speakers(connection, self._scope(connection), ids)
        return tuple(sorted(found, key=lambda speaker: -ranked[speaker.id]))

    def speaker(self, speaker_id: int, *, limit: int | None = None, offset: int = 0) -> SpeakerRecord:
        """One speaker with every quotation, or `limit` of them from `offset` on.

        Also by the number of a merged part; raises NotFoundError.
        """
        with reading(self._engine) as connection:
            speaker_id = load_identities(connection).root(speaker_id)
            scope = self._scope(connection)
            number = select(speakers.c.id).where(speakers.c.id == speaker_id)
            found = summarize_speakers(connection, scope, number)
            if not found:
                raise NotFoundError(f"no speaker {speaker_id}", remedy="`quotes speakers` lists them all")
            return load_speaker(connection, scope, found[0], limit=limit, offset=offset)

    def iterate_speakers(self) -> Iterator[SpeakerRecord]:
        """Every speaker of `speakers` with every quotation, in that order, a batch in memory at a time."""
        with reading(self._engine) as connection:
            yield from iterate_speakers(connection, self._scope(connection))

    def suggest_speakers(self, name: str, *, limit: int = 3) -> tuple[str, ...]:
        """Names in the store that look like one that was not found, closest first."""
        with reading(self._engine) as connection:
            return suggest_names(connection, name, limit=limit)

    def search(self, words: str, *, limit: int = 50, offset: int = 0) -> SearchRecord:
        """Quotations whose content has these words, best first; see `View.search` for what may be asked.

        Only what is said is searched, not who said it: for that there are selections.
        """
        query = parse_query(words)
        with reading(self._engine) as connection:
            conditions = self._scope(connection).covers_attribution()
            return search_quotations(connection, query, conditions=conditions, limit=limit, offset=offset)

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
        """Every article that is asked for, in the order it was read."""
        with reading(self._engine) as connection:
            scope = self._scope(connection)
            ids = select(articles.c.id).where(*scope.keeps_article()) if self._selections else None
            return tuple(load_summaries(connection, ids, scope).values())

    def outlets(self) -> tuple[str, ...]:
        """Every outlet that an article names, by name."""
        with reading(self._engine) as connection:
            conditions = self._scope(connection).keeps_article()
            named = select(articles.c.outlet).where(articles.c.outlet != "", *conditions).distinct()
            return tuple(sorted(connection.execute(named).scalars()))  # databases order otherwise

    def find_article(self, reference: str) -> ArticleRecord:
        """One article by number, short name, path or URL; raises NotFoundError.

        Also when several articles have that short name: the error lists them. An article that is not asked
        for is found, without its quotations.
        """
        with reading(self._engine) as connection:
            id = find_article(connection, reference)
            ids = select(articles.c.id).where(articles.c.id == id)
            return load_articles(connection, ids, self._scope(connection))[0]

    def iterate_articles(self) -> Iterator[ArticleRecord]:
        """Every article that is asked for with its text and attributions, a batch in memory at a time."""
        with reading(self._engine) as connection:
            yield from iterate_articles(connection, self._scope(connection))

    # -------------------------------------------------------------- flags
    def flags(self, *, limit: int | None = None, offset: int = 0) -> tuple[FlagRecord, ...]:
        """Every flag that stands, worst first, then by article and place; or `limit` from `offset` on."""
        with reading(self._engine) as connection:
            wanted = select(flags.c.id).where(*self._scope(connection).counts_flag())
            return tuple(load_flags(connection, wanted, order=WORST_FIRST, limit=limit, offset=offset))

    def dismissed_flags(self) -> tuple[FlagRecord, ...]:
        """Flags that people's judgements took off the lists, in the same order."""
        with reading(self._engine) as connection:
            scope = self._scope(connection)
            wanted = select(flags.c.id).where(*scope.covers_flag(), scope.is_dismissed())
            return tuple(load_flags(connection, wanted, order=WORST_FIRST))

    # -------------------------------------------------------------- judgements
    def judgements(self) -> tuple[JudgementRecord, ...]:
        """What people judged of attributions and flags, oldest first, undone or not."""
        with reading(self._engine) as connection:
            return load_judgements(connection)[0]
