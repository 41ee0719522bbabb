"""What people's judgements of an attribution or a flag come to. Pure: no database.

The machine finds attributions and raises flags; judgements stand above that. Everything is worked out anew
from the whole list of judgements on a thing, so that to undo one, in any order, leaves nothing of it.

- To confirm or to reject is about the whole attribution as it is shown; the later of them stands.
- To reassign is about who said it, to correct about how its parts are cut. The later of each stands, and
  either lifts what was confirmed or rejected before, for that was about another attribution.
- A judgement may be carried over from an attribution that a newer analysis cuts otherwise: a row on the new
  one that replaces a row on the old one. It counts as long as the judgement that it came from stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quotes.records import JudgementKind


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement, as far as it tells what stands.

    attribution, flag  identities of what it is about; `flag` is empty for one on an attribution
    speakers           known speakers that a reassignment gives the words to, or that a confirmation saw
    replaces           what an undo takes back, what it outranks, or what it was carried over from
    """

    id: int
    kind: JudgementKind
    attribution: str
    flag: str = ""
    speakers: tuple[int, ...] = ()
    replaces: int | None = None

    @property
    def thing(self) -> str:
        """Identity of what is judged."""
        return self.flag or self.attribution


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands of an attribution or a flag."""

    ruling: Judgement | None = None  # confirm or reject
    reassigned: Judgement | None = None
    corrected: Judgement | None = None
    dismissed: Judgement | None = None

    @property
    def rejected(self) -> bool:
        """True when nobody is credited with it."""
        return self.ruling is not None and self.ruling.kind is JudgementKind.REJECT

    @property
    def standing(self) -> tuple[Judgement, ...]:
        """Every judgement that counts, oldest first."""
        all_four = (self.ruling, self.reassigned, self.corrected, self.dismissed)
        return tuple(sorted((one for one in all_four if one), key=lambda one: one.id))

    @property
    def speakers(self) -> tuple[int, ...] | None:
        """Known speakers whom people name; None leaves it to the machine."""
        if self.rejected:
            return ()
        if self.ruling is not None and self.ruling.speakers:
            return self.ruling.speakers
        return self.reassigned.speakers if self.reassigned else None


NOTHING = Verdict()


class Verdicts:
    """What stands of everything that was judged. `judgements` in the order in which they were made.

    undone_by  judgement -> the one that took it back
    in_force   numbers of the judgements that count
    own        what stands by identity, without what was carried over
    """

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        listed = tuple(judgements)
        self.by_id = {one.id: one for one in listed}
        self.undone_by: dict[int, int] = {}
        for one in reversed(listed):  # an undo may itself be undone, by a later one
            if one.kind is JudgementKind.UNDO and one.replaces and one.id not in self.undone_by:
                self.undone_by[one.replaces] = one.id
        counting = [
            one for one in listed if one.kind is not JudgementKind.UNDO and one.id not in self.undone_by
        ]
        self.own = _fold(one for one in counting if self.origin(one) is None)
        standing = {one.id for verdict in self.own.values() for one in verdict.standing}
        self._verdicts = _fold(
            one for one in counting if (origin := self.origin(one)) is None or origin in standing
        )
        self.in_force = frozenset(one.id for v in self._verdicts.values() for one in v.standing)

    def origin(self, judgement: Judgement) -> int | None:
        """The judgement, on something else, that this one was carried over from; None for one of its own."""
        if judgement.kind is JudgementKind.UNDO or judgement.replaces is None:
            return None
        replaced = self.by_id.get(judgement.replaces)
        return replaced.id if replaced and replaced.thing != judgement.thing else None

    def of(self, thing: str) -> Verdict:
        """What stands of an attribution or flag, by its identity."""
        return self._verdicts.get(thing, NOTHING)

    def items(self) -> Mapping[str, Verdict]:
        """What stands, by identity."""
        return self._verdicts

    def __bool__(self) -> bool:
        """True when anything was ever judged."""
        return bool(self.by_id)


def _fold(judgements: Iterable[Judgement]) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for one in judgements:
        before = found.get(one.thing, NOTHING)
        match one.kind:
            case JudgementKind.REASSIGN:
                after = Verdict(None, one, before.corrected, before.dismissed)
            case JudgementKind.CORRECT:
                after = Verdict(None, before.reassigned, one, before.dismissed)
            case JudgementKind.DISMISS:
                after = Verdict(before.ruling, before.reassigned, before.corrected, one)
            case _:
                after = Verdict(one, before.reassigned, before.corrected, before.dismissed)
        found[one.thing] = after
    return found
