"""What people said: of attributions and flags (judgements), and of who is who (decisions)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from quotes.records.summaries import SpeakerName


class JudgementKind(StrEnum):
    """What a person can say of an attribution, or of a flag."""

    CONFIRM = "confirm"  # it stands as it is
    REJECT = "reject"  # it is no attribution, or nobody said it
    REASSIGN = "reassign"  # somebody else said it
    CORRECT = "correct"  # its parts are cut otherwise
    DISMISS = "dismiss"  # of a flag: no doubt
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """What a person judged of an attribution or a flag. `id` is its number in this store only.

    article, attribution, flag  identities; `flag` is empty where the attribution itself was judged, and
                                `attribution` where the flag is about an article
    label           what the article was called
    attribution_id  its row now, of the attribution or flag too; None where it is not found any more
    about           the words that were judged, or what the flag said
    speakers        whom the program had credited them to
    speaker         whom a reassignment gives them to
    changed         parts that a correction cut otherwise: "source", "cue", "content"
    replaces        what an undo takes back, what it outranks, or what it was carried over from
    carried_from    the judgement on the same words, cut otherwise by an earlier analysis
    in_force        False for what was undone or outranked
    lost            True for one that counts but whose attribution or flag no analysis finds any more
    snapshot        what was judged, as it was then, in JSON: `quotes.store.snapshots` has its shape
    corrected       the parts as a person cut them, in JSON
    """

    id: int
    kind: JudgementKind
    article: str
    attribution: str
    flag: str
    label: str
    article_id: int | None
    attribution_id: int | None
    flag_id: int | None
    about: str
    speakers: tuple[str, ...]
    speaker: SpeakerName | None
    changed: tuple[str, ...]
    who: str
    at: datetime
    why: str
    replaces: int | None
    carried_from: int | None
    undone_by: int | None
    in_force: bool
    lost: bool
    snapshot: Mapping[str, Any]
    corrected: Mapping[str, Any]

    def tell(self) -> str:
        """What was judged, in words."""
        match self.kind:
            case JudgementKind.UNDO:
                return f"judgement {self.replaces} undone"
            case JudgementKind.REASSIGN:
                before = " and ".join(self.speakers) or "nobody"
                return f"credited to {before} by the program, to {self.speaker.name if self.speaker else '?'}"
            case JudgementKind.CORRECT:
                return f"{' and '.join(self.changed) or 'nothing'} corrected"
            case JudgementKind.CONFIRM:
                return "confirmed"
            case JudgementKind.REJECT:
                return "rejected"
            case _:
                return "dismissed"

    def tell_all(self) -> str:
        """What was judged, by whom, when and why."""
        why = f": {self.why}" if self.why else ""
        carried = (
            f" (carried over from judgement {self.carried_from}, since when the words are cut otherwise)"
            if self.carried_from
            else ""
        )
        return f"{self.tell()} by {self.who} on {self.at.date().isoformat()}{why}{carried}"


class DecisionKind(StrEnum):
    """What a person can decide on who is who."""

    MERGE = "merge"  # two speakers are one
    SPLIT = "split"  # in some articles a speaker is somebody else
    RENAME = "rename"
    NOT_SAME = "not-same"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a person decided on who is who.

    speakers    whom it is about, then the other one; as they were called when it was decided
    articles    identities of the articles that a split names
    name        the new name of a rename, or of the speaker that a split made
    replaces    the decision that an undo takes back, or the earlier name that a rename outranks
    undone_by   the decision that took it back
    in_force    False also where it rests: a speaker whom a split made is gone while that split is undone
    """

    id: int
    kind: DecisionKind
    speakers: tuple[SpeakerName, ...]
    articles: tuple[str, ...]
    name: str
    who: str
    at: datetime
    why: str
    replaces: int | None
    undone_by: int | None
    in_force: bool

    def tell_all(self, about: int | None = None) -> str:
        """What was decided, by whom, when and why; see `tell`."""
        why = f": {self.why}" if self.why else ""
        return f"{self.tell(about)} by {self.who} on {self.at.date().isoformat()}{why}"

    def tell(self, about: int | None = None) -> str:
        """What was decided, in words that go on from the name of `about`, if it is one of the speakers."""
        if self.kind is DecisionKind.UNDO:
            return f"decision {self.replaces} undone"
        first, *others = (f"{speaker.name} (number {speaker.id})" for speaker in self.speakers)
        second = others[0] if others else ""
        where = "1 article" if len(self.articles) == 1 else f"{len(self.articles)} articles"
        if len(self.speakers) > 1 and about == self.speakers[1].id:
            return {
                DecisionKind.MERGE: f"merged into {first}",
                DecisionKind.SPLIT: f"told apart from {first} in {where}",
            }.get(self.kind, f"not the same as {first}")
        words = {
            DecisionKind.MERGE: f"merged with {second}",
            DecisionKind.SPLIT: f"in {where} somebody else: {second}",
            DecisionKind.RENAME: f"renamed to {self.name}",
            DecisionKind.NOT_SAME: f"not the same as {second}",
        }[self.kind]
        return words if about == self.speakers[0].id else f"{first} {words}"
