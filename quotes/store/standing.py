"""Who is who after everything that people decided. Pure: no database.

The machine gives each credited speaker of an article a number, its part. Decisions stand above that: a merge
makes one of two numbers, a split says that in some articles a speaker is another one. Everything is worked
out anew from the whole list of decisions, so that to undo one, in any order, leaves nothing of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.records import DecisionKind


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as far as it tells who is who.

    speaker      whom it is about; None for an undo
    other        the second speaker
    makes_other  a split that made the other speaker
    parts        all numbers that were one speaker with the first when it was decided
    articles     identities of the articles that a split names
    replaces     the decision that an undo takes back
    """

    id: int
    kind: DecisionKind
    speaker: int | None = None
    other: int | None = None
    makes_other: bool = False
    parts: frozenset[int] = frozenset()
    articles: frozenset[str] = frozenset()
    name: str = ""
    replaces: int | None = None


class Identities:
    """Who is who. `decisions` in the order in which they were taken.

    undone_by  decision -> the one that took it back
    in_force   numbers of decisions that count: not undone, and about speakers that are there
    """

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self.decisions = tuple(decisions)
        self.undone_by: dict[int, int] = {}
        for decision in reversed(decisions):  # an undo may itself be undone, by a later one
            if decision.kind is DecisionKind.UNDO and decision.replaces and decision.id not in self.undone_by:
                self.undone_by[decision.replaces] = decision.id
        self._absent = self._find_absent()
        counting = [decision for decision in decisions if self._counts(decision)]
        self.in_force = frozenset(decision.id for decision in counting)
        self._splits = [decision for decision in counting if decision.kind is DecisionKind.SPLIT]
        self._parent: dict[int, int] = {}
        self._given: dict[int, str] = {}
        self._apart: list[tuple[int, int, int]] = []
        self._known = frozenset(id for decision in decisions for id in numbers_of(decision))
        for decision in counting:
            self._take(decision)
        self._groups: dict[int, set[int]] = {}
        for part in sorted(self._known - self._absent.keys()):
            self._groups.setdefault(self.root(part), set()).add(part)

    def _find_absent(self) -> dict[int, int]:
        """Speakers whom a split made that does not count any more -> whom they were split from."""
        absent: dict[int, int] = {}
        for decision in self.decisions:
            if decision.makes_other and (decision.id in self.undone_by or decision.speaker in absent):
                assert decision.speaker is not None
                assert decision.other is not None
                absent[decision.other] = decision.speaker
        return absent

    def _counts(self, decision: Decision) -> bool:
        here = not any(number in self._absent for number in numbers_of(decision))
        return here and decision.kind is not DecisionKind.UNDO and decision.id not in self.undone_by

    def _take(self, decision: Decision) -> None:
        first, second = decision.speaker, decision.other
        if first is None:
            return
        if second is None:
            self._given[first] = decision.name
        elif decision.kind is DecisionKind.MERGE:
            into, gone = self.root(first), self.root(second)
            if into != gone:
                self._parent[gone] = into
        else:
            self._apart.append((first, second, decision.id))
            if decision.makes_other and decision.name:
                self._given[second] = decision.name

    def root(self, part: int) -> int:
        """The speaker under whose number a part is shown."""
        while part in self._absent:
            part = self._absent[part]
        while part in self._parent:
            part = self._parent[part]
        return part

    def group(self, number: int) -> frozenset[int]:
        """All parts that are one speaker with this one, itself included."""
        root = self.root(number)
        return frozenset(self._groups.get(root, {root}))

    def show(self, part: int, article: str) -> int:
        """The speaker that a credited speaker of an article is shown as.

        part     what the machine says
        article  identity of the article
        """
        return self.root(self.home(part, article))

    def home(self, part: int, article: str) -> int:
        """The same, splits alone taken into account: whose own mention it is, before any merge."""
        while part in self._absent:
            part = self._absent[part]
        for split in self._splits:
            assert split.speaker is not None
            assert split.other is not None
            here = part in split.parts or self.root(part) == self.root(split.speaker)
            if here and article in split.articles:
                part = split.other
        return part

    def is_decided(self, number: int) -> bool:
        """True for a speaker on whom anything was ever decided."""
        return number in self._known

    def given_name(self, number: int) -> str:
        """What a person called a shown speaker; "" when nobody did."""
        return self._given.get(number, "")

    def given_names(self, number: int) -> tuple[str, ...]:
        """All names that people gave to the parts of a shown speaker, its own first."""
        if not self._given:
            return ()
        members = sorted(self.group(number), key=lambda part: (part != number, part))
        return tuple(dict.fromkeys(self._given[part] for part in members if part in self._given))

    def given(self) -> Mapping[int, tuple[str, ...]]:
        """Given names of every shown speaker that has one."""
        return {root: self.given_names(root) for root in sorted({self.root(part) for part in self._given})}

    def apart(self) -> dict[frozenset[int], int]:
        """Pairs of shown speakers that were judged not to be the same -> the decision that says so."""
        return {frozenset((self.root(a), self.root(b))): id for a, b, id in self._apart}

    def contradiction(self) -> int | None:
        """A decision in force that says of two parts of one speaker that they are not the same."""
        return next((id for a, b, id in self._apart if self.root(a) == self.root(b)), None)


def numbers_of(decision: Decision) -> tuple[int, ...]:
    """Speakers that a decision names."""
    return tuple(number for number in (decision.speaker, decision.other) if number is not None)
