"""What selections ask for, as conditions of SQL. They mean what `quotes.records.Selection` says.

Tables inside a condition are aliases, so that it may stand in any query.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select, true

from quotes.model import Act, FlagKind
from quotes.records import Selection
from quotes.store.judged import Aside, load_aside
from quotes.store.numbers import numbers
from quotes.store.tables import articles, attributions, credits_, flags

Conditions = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a store that some selections ask for, all of them together.

    aside       what is on the record and not counted
    outlets     names of outlets as articles spell them; None asks for none
    speakers    of each set a speaker must be credited with the attribution
    flag_kinds  of each set a standing flag must be on the attribution; an empty set stands for any kind
    """

    aside: Aside = field(default_factory=Aside)
    since: date | None = None
    until: date | None = None
    outlets: frozenset[str] | None = None
    speakers: tuple[frozenset[int], ...] = ()
    flag_kinds: tuple[frozenset[FlagKind], ...] = ()
    statements_only: bool = False
    is_of_quotations: bool = False

    @property
    def asked_speakers(self) -> frozenset[int] | None:
        """Speakers who are asked for; None asks for none."""
        return frozenset.intersection(*self.speakers) if self.speakers else None

    # -------------------------------------------------------------- articles
    def covers_article(self, table: Any = articles) -> Conditions:
        """Conditions that an article has the day and the outlet that are asked for."""
        found: list[Any] = []
        if self.since:
            found.append(table.c.published >= self.since)
        if self.until:
            found.append(table.c.published <= self.until)
        if self.outlets is not None:
            found.append(table.c.outlet.in_(sorted(self.outlets)))
        return tuple(found)

    def keeps_article(self) -> Conditions:
        """Conditions that an article is asked for: it may have to have such a quotation or flag."""
        found = self.covers_article()
        if not self.is_of_quotations:
            return found
        said, doubt = attributions.alias("said"), flags.alias("doubt")
        # Days and outlets are asked of the article itself.
        quoted = select(said.c.article_id).where(*self._covers_words(said), *self._is_doubted(said.c.id))
        doubted = select(doubt.c.article_id).where(*self._covers_doubt(doubt), *self._stands(doubt))
        return (*found, or_(articles.c.id.in_(quoted), articles.c.id.in_(doubted)))

    def _of_covered_article(self, column: Any) -> Conditions:
        covered = articles.alias("covered")
        conditions = self.covers_article(covered)
        return (column.in_(select(covered.c.id).where(*conditions)),) if conditions else ()

    def is_covered_version(self, column: Any) -> Any:
        """A condition that an article's day and outlet are asked for, by its number."""
        return and_(true(), *self._of_covered_article(column))

    # -------------------------------------------------------------- attributions
    def covers_attribution(self) -> Conditions:
        """Conditions on `attributions`: it is asked for, rejected or not."""
        c = attributions.c
        return (
            *self._of_covered_article(c.article_id),
            *self._covers_words(attributions),
            *self._is_doubted(c.id),
        )

    def counts_attribution(self) -> Conditions:
        """Conditions on `attributions`: it is asked for and not rejected."""
        rejected = self.aside.attributions
        return (*self.covers_attribution(), *_none_of(attributions.c.id, rejected.keys()))

    def _covers_words(self, table: Any) -> Conditions:
        """What is asked of an attribution itself."""
        found: list[Any] = []
        if self.statements_only:
            found.append(table.c.act == Act.COMMUNICATION)
        for asked in self.speakers:
            credit = credits_.alias("credit")
            credited = select(credit.c.attribution_id).where(credit.c.speaker_id.in_(sorted(asked)))
            found.append(table.c.id.in_(credited))
        return tuple(found)

    def _is_doubted(self, column: Any) -> Conditions:
        found: list[Any] = []
        for kinds in self.flag_kinds:
            doubt = flags.alias("on_it")
            flagged = select(doubt.c.attribution_id).where(
                doubt.c.attribution_id.is_not(None), *self._stands(doubt)
            )
            found.append(column.in_(flagged.where(doubt.c.kind.in_(sorted(kinds))) if kinds else flagged))
        return tuple(found)

    def credits(self) -> Conditions:
        """Conditions on `credits`: whom an attribution that is asked for is credited to."""
        asked = self.asked_speakers
        who = () if asked is None else (credits_.c.speaker_id.in_(sorted(asked)),)
        covered = self.covers_attribution()
        if not covered:
            return who
        return (*who, credits_.c.attribution_id.in_(select(attributions.c.id).where(*covered)))

    # -------------------------------------------------------------- flags
    def covers_flag(self) -> Conditions:
        """Conditions on `flags`: it is about what is asked for, standing or not."""
        return (*self._of_covered_article(flags.c.article_id), *self._covers_doubt(flags))

    def counts_flag(self) -> Conditions:
        """Conditions on `flags`: it is asked for and stands."""
        return (*self.covers_flag(), *self._stands(flags))

    def is_dismissed(self) -> Any:
        """A condition on `flags`: people's judgements took it off the lists."""
        return flags.c.id.in_(numbers(self.aside.flags.keys()))

    def _covers_doubt(self, table: Any) -> Conditions:
        """What is asked of a flag itself and of its attribution."""
        found: list[Any] = []
        asked = [kinds for kinds in self.flag_kinds if kinds]
        if asked:
            found.append(table.c.kind.in_(sorted(frozenset.intersection(*asked))))
        about = attributions.alias("about")
        words = self._covers_words(about)
        if words:
            is_about = exists().where(about.c.id == table.c.attribution_id, *words)
            # A flag on an article as a whole is about no speaker.
            found.append(is_about if self.speakers else or_(table.c.attribution_id.is_(None), is_about))
        return tuple(found)

    def _stands(self, table: Any) -> Conditions:
        return _none_of(table.c.id, self.aside.flags.keys())


def load_scope(connection: Connection, selections: Sequence[Selection]) -> Scope:
    """What some selections ask for together, of the store as it is."""
    return Scope(
        aside=load_aside(connection),
        since=max((one.since for one in selections if one.since), default=None),
        until=min((one.until for one in selections if one.until), default=None),
        outlets=_find_outlets(connection, selections),
        speakers=tuple(one.speakers for one in selections if one.speakers is not None),
        flag_kinds=tuple(one.flag_kinds for one in selections if one.flag_kinds or one.flagged_only),
        statements_only=any(one.statements_only for one in selections),
        is_of_quotations=any(one.is_of_quotations for one in selections),
    )


def _find_outlets(connection: Connection, selections: Sequence[Selection]) -> frozenset[str] | None:
    """Outlets of the store that every selection names, whatever the case of their letters."""
    asked = [{name.casefold() for name in one.outlets} for one in selections if one.outlets]
    if not asked:
        return None
    wanted = set.intersection(*asked)
    named = connection.execute(select(articles.c.outlet).distinct()).scalars()
    return frozenset(outlet for outlet in named if outlet.casefold() in wanted)


def _none_of(column: Any, listed: Collection[int]) -> Conditions:
    return (column.not_in(numbers(listed)),) if listed else ()
