"""The store as the rest of the project sees it: open it, write to it, ask it."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy import Engine, bindparam, select

from quotes.model import Analysis, Article, Provenance
from quotes.records import DecisionRecord, JudgementRecord, SpeakerName, View
from quotes.store import decisions, judging
from quotes.store.engine import LOCK_TIMEOUT, make_engine, reading, show_url, writing
from quotes.store.judged import load_judgements, of_judgement
from quotes.store.loading import load_analysis
from quotes.store.numbers import cut_bound
from quotes.store.references import find_attribution, find_flag
from quotes.store.schema import prepare_schema
from quotes.store.tables import SpanRole, articles
from quotes.store.view import StoreView
from quotes.store.writer import WriteOutcome, Written, foresee_write, write_analysis

if TYPE_CHECKING:
    from quotes.audit.acquaintance import Acquaintances
    from quotes.store.fetched import FetchedPages
    from quotes.verify import Answer, Question

# Put together once: asked of every article that is read.
_STORED = select(articles.c.identity, articles.c.models).where(
    articles.c.identity.in_(bindparam("identities", expanding=True)),
    articles.c.program == bindparam("program"),
)


class Store(AbstractContextManager["Store"]):
    """A database with the tables of this version. Made by `open_store`; use it in a `with` statement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.view: View = StoreView(engine)

    @property
    def name(self) -> str:
        """What to call it: the path of an SQLite file, else its URL without the password."""
        return show_url(self._engine.url)

    @cached_property
    def acquaintances(self) -> "Acquaintances":
        """What the audit asks of other articles. Made when first asked: a look-up loads no rules."""
        from quotes.store.acquaintance import StoredAcquaintances

        return StoredAcquaintances(self._engine)

    def write(self, analysis: Analysis) -> WriteOutcome:
        """Write what was found in an article, in one transaction; a second time changes nothing.

        Raises DataError for an analysis that contradicts itself, StoreError when the database refuses;
        either leaves the store as it was.
        """
        return self.keep(analysis).outcome

    def keep(self, analysis: Analysis) -> Written:
        """Write what was found in an article, as `write` does, and tell all that became of it."""
        with writing(self._engine) as connection:
            return write_analysis(connection, analysis, now=datetime.now(UTC))

    def foresee(self, article: Article, provenance: Provenance) -> Written:
        """What `keep` would do with an analysis of an article, made so; writes nothing."""
        with reading(self._engine) as connection:
            return foresee_write(connection, article, provenance)

    def fetched_pages(self, provenance: Provenance, *, keeps: bool = True) -> "FetchedPages":
        """What earlier runs fetched, for one that analyses so; `keeps` is False where nothing is written."""
        from quotes.store.fetched import FetchedPages

        return FetchedPages(self._engine, provenance, keeps=keeps)

    def is_stored(self, identity: str, provenance: Provenance) -> bool:
        """True when the article is stored as this program with these models analyses it."""
        return bool(self.known_articles([identity], provenance))

    def known_articles(self, identities: Iterable[str], provenance: Provenance) -> frozenset[str]:
        """Those of the articles that are stored as this program with these models analyses them."""
        models = [list(model) for model in provenance.models]
        found: set[str] = set()
        with reading(self._engine) as connection:
            for chunk in cut_bound(identities):
                asked = {"identities": chunk, "program": provenance.program}
                rows = connection.execute(_STORED, asked)
                found.update(identity for identity, used in rows if used == models)
        return frozenset(found)

    # -------------------------------------------------------------- who is who
    def merge_speakers(self, first: int, second: int, *, who: str, why: str = "") -> DecisionRecord:
        """Two speakers are one, under the number and name of the first.

        This and what follows: `who` decided it and `why`, in words; raises DecisionError for a decision
        without meaning or against one that stands, NotFoundError for a number that is not there.
        """
        return self._decide(decisions.merge_speakers, first, second, who=who, why=why)

    def split_speaker(
        self,
        number: int,
        articles: Collection[str],
        *,
        to: int | None = None,
        name: str = "",
        who: str,
        why: str = "",
    ) -> DecisionRecord:
        """In some articles (by identity) a speaker is somebody else: the speaker `to`, or a new one."""
        return self._decide(decisions.split_speaker, number, articles, to=to, name=name, who=who, why=why)

    def rename_speaker(self, number: int, name: str, *, who: str, why: str = "") -> DecisionRecord:
        """A speaker is shown under a name, whatever articles call it."""
        return self._decide(decisions.rename_speaker, number, name, who=who, why=why)

    def mark_not_same(self, first: int, second: int, *, who: str, why: str = "") -> DecisionRecord:
        """Two speakers are not one."""
        return self._decide(decisions.mark_not_same, first, second, who=who, why=why)

    def undo_decision(self, number: int, *, who: str, why: str = "") -> DecisionRecord:
        """Take back a decision by its number."""
        return self._decide(decisions.undo_decision, number, who=who, why=why)

    def _decide(
        self, decide: Callable[..., int], *about: object, who: str, why: str, **options: object
    ) -> DecisionRecord:
        judge = decisions.Judge(who, datetime.now(UTC), why)
        with writing(self._engine) as connection:
            number = decide(connection, *about, judge, **options)
            made = decisions.load_decisions(connection, decisions.load_identities(connection))
            return next(decision for decision in made if decision.id == number)

    # -------------------------------------------------------------- judgements
    def find_attribution(self, reference: str) -> int:
        """The number of an attribution, by its number or the first digits of its identity.

        Raises NotFoundError when there is none, or several: the error lists them.
        """
        with reading(self._engine) as connection:
            return find_attribution(connection, reference)

    def find_flag(self, reference: str) -> int:
        """The number of a flag, by the first digits of its identity; raises NotFoundError."""
        with reading(self._engine) as connection:
            return find_flag(connection, reference)

    def confirm_attribution(self, number: int, *, who: str, why: str = "") -> JudgementRecord:
        """An attribution, by its number, stands as it is shown.

        This and what follows: `who` judges and `why`, in words; raises JudgementError for a judgement without
        meaning or that stands already, NotFoundError for a number that is not there.
        """
        return self._judge(judging.confirm_attribution, number, who=who, why=why)

    def reject_attribution(self, number: int, *, who: str, why: str = "") -> JudgementRecord:
        """It is no attribution, or nobody said it."""
        return self._judge(judging.reject_attribution, number, who=who, why=why)

    def reassign_attribution(
        self, number: int, *, to: int | None = None, name: str = "", who: str, why: str = ""
    ) -> JudgementRecord:
        """Somebody else said it: the speaker `to`, or a new one."""
        return self._judge(judging.reassign_attribution, number, to=to, name=name, who=who, why=why)

    def correct_attribution(
        self,
        number: int,
        *,
        source: str | None = None,
        cue: str | None = None,
        content: str | None = None,
        who: str,
        why: str = "",
    ) -> JudgementRecord:
        """Its parts are cut otherwise: words as they stand in the article, or offsets; None leaves a part."""
        parts = {"source": source, "cue": cue, "content": content}
        named = {SpanRole(role): words for role, words in parts.items() if words is not None}
        return self._judge(judging.correct_attribution, number, parts=named, who=who, why=why)

    def dismiss_flag(self, number: int, *, who: str, why: str = "") -> JudgementRecord:
        """A flag, by its number, is no doubt."""
        return self._judge(judging.dismiss_flag, number, who=who, why=why)

    def undo_judgement(self, number: int, *, who: str, why: str = "") -> JudgementRecord:
        """Take back a judgement by its number."""
        return self._judge(judging.undo_judgement, number, who=who, why=why)

    def _judge(
        self, judge: Callable[..., int], number: int, *, who: str, why: str, **options: object
    ) -> JudgementRecord:
        with writing(self._engine) as connection:
            made = judge(connection, number, decisions.Judge(who, datetime.now(UTC), why), **options)
            records, _ = load_judgements(connection, of_judgement(made))
            return next(record for record in records if record.id == made)

    def verify(self, question: "Question", speakers: tuple[SpeakerName, ...] = ()) -> "tuple[Answer, ...]":
        """Who is on record with some words: one answer, or one for each part of a passage.

        speakers  who is asked for; () for anybody
        """
        from quotes.store.verifying import verify_question

        with reading(self._engine) as connection:
            return verify_question(connection, question, speakers)

    def load_analysis(self, article_id: int) -> Analysis:
        """What was written of one article, as it was; raises NotFoundError."""
        with reading(self._engine) as connection:
            return load_analysis(connection, article_id)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(db: str, *, create: bool = True, timeout: float = LOCK_TIMEOUT) -> Store:
    """Open the store at an SQLAlchemy URL; create its tables or bring older ones up to date.

    create   False, for those who only ask: raises StoreError where there is no store yet, makes no file, and
             opens a store that this user may not write
    timeout  seconds to wait for another program that is writing (SQLite)
    Raises StoreError, and changes nothing, when the place cannot be used or holds something else.
    """
    engine = make_engine(db, timeout=timeout, only_read=not create)
    try:
        prepare_schema(engine, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)
