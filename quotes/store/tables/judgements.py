"""What people decide: on who is who, and on attributions and flags."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
)

from quotes.model import IDENTITY_DIGITS
from quotes.records import DecisionKind, JudgementKind
from quotes.store.tables.base import ENUM_LENGTH, UtcDateTime, metadata, one_of


class DecisionColumns(TypedColumns):
    """What a person decided on who is who. Rows are added and never changed or deleted.

    `speaker_id` is whom it is about, `other_id` the second speaker. Who else was one with the first at that
    time (`parts`) is kept, and so is what the speakers were called (`called`).
    """

    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str] = Column(String(ENUM_LENGTH))
    speaker_id: Named[int | None] = Column(ForeignKey("speakers.id", ondelete="RESTRICT"))
    other_id: Named[int | None] = Column(ForeignKey("speakers.id", ondelete="RESTRICT"))
    makes_other: Named[bool]  # a split that made the other speaker
    parts: Named[list[Any]] = Column(JSON)
    called: Named[list[Any]] = Column(JSON)
    articles: Named[list[Any]] = Column(JSON)  # identities of articles
    name: Named[str] = Column(Text)
    who: Named[str] = Column(Text)
    decided_at: Named[datetime] = Column(UtcDateTime)
    why: Named[str] = Column(Text)
    replaces_id: Named[int | None] = Column(ForeignKey("decisions.id", ondelete="RESTRICT"))


decisions = Table(
    "decisions",
    metadata,
    DecisionColumns,
    one_of("kind", DecisionKind),
    sqlite_autoincrement=True,
)


class JudgementColumns(TypedColumns):
    """What a person judged of an attribution or a flag. Rows are added and never changed or deleted.

    `attribution` and `flag` are identities, so that a judgement outlives the rows that it speaks of;
    `snapshot` keeps what the attribution was when it was judged. `speaker_id` is whom the words are given to,
    `corrected` the parts as a person cut them.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str] = Column(String(ENUM_LENGTH))
    article: Named[str] = Column(String(IDENTITY_DIGITS), index=True)  # identity
    attribution: Named[str] = Column(String(IDENTITY_DIGITS), index=True)  # identity, or empty
    flag: Named[str] = Column(String(IDENTITY_DIGITS), index=True)  # identity, or empty
    speaker_id: Named[int | None] = Column(ForeignKey("speakers.id", ondelete="RESTRICT"))
    name: Named[str] = Column(Text)
    corrected: Named[dict[str, Any]] = Column(JSON)
    snapshot: Named[dict[str, Any]] = Column(JSON)
    who: Named[str] = Column(Text)
    judged_at: Named[datetime] = Column(UtcDateTime)
    why: Named[str] = Column(Text)
    replaces_id: Named[int | None] = Column(ForeignKey("judgements.id", ondelete="RESTRICT"))


judgements = Table(
    "judgements",
    metadata,
    JudgementColumns,
    one_of("kind", JudgementKind),
    sqlite_autoincrement=True,
)
