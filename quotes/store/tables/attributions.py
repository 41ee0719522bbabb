"""Attributions with all that hangs on them, and flags."""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from quotes.model import IDENTITY_DIGITS, Act, Kind, MentionForm, Outcome, Polarity, Severity
from quotes.store.tables.base import ENUM_LENGTH, metadata, one_of


class SpanRole(StrEnum):
    """Which part of an attribution a span belongs to."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


class AttributionColumns(TypedColumns):
    """One attribution with what came of asking who its source is."""

    id: Named[int] = Column(Integer, primary_key=True)
    article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"))
    identity: Named[str] = Column(String(IDENTITY_DIGITS), index=True)
    position: Named[int]  # in the analysis, from 0
    start: Named[int]  # first character of any of its parts
    kind: Named[str] = Column(String(ENUM_LENGTH))
    polarity: Named[str] = Column(String(ENUM_LENGTH))
    act: Named[str] = Column(String(ENUM_LENGTH), server_default=Act.COMMUNICATION.value)
    confidence: Named[float | None]
    rule: Named[str] = Column(Text)
    outcome: Named[str] = Column(String(ENUM_LENGTH))
    form: Named[str] = Column(String(ENUM_LENGTH))
    description: Named[str] = Column(Text)
    evidence: Named[list[Any]] = Column(JSON)  # of the resolution


attributions = Table(
    "attributions",
    metadata,
    AttributionColumns,
    UniqueConstraint("article_id", "identity"),
    one_of("kind", Kind),
    one_of("polarity", Polarity),
    one_of("outcome", Outcome),
    one_of("form", MentionForm),
    CheckConstraint("confidence IS NULL OR (confidence >= 0 AND confidence <= 1)", name="confidence"),
    CheckConstraint("position >= 0", name="position"),
    sqlite_autoincrement=True,
)


class SpanColumns(TypedColumns):
    """One span of an attribution: code points into the article's text, half-open."""

    attribution_id: Named[int] = Column(ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True)
    role: Named[str] = Column(String(ENUM_LENGTH), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    start: Named[int]
    end: Named[int]


spans = Table(
    "spans",
    metadata,
    SpanColumns,
    one_of("role", SpanRole),
    CheckConstraint('"start" >= 0 AND "start" < "end"', name="bounds"),
)


class AttributionSpeakerColumns(TypedColumns):
    """Who an attribution is credited to; several for a named group."""

    attribution_id: Named[int] = Column(ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    article_speaker_id: Named[int] = Column(ForeignKey("article_speakers.id", ondelete="CASCADE"), index=True)


attribution_speakers = Table("attribution_speakers", metadata, AttributionSpeakerColumns)


class CreditColumns(TypedColumns):
    """Whom an attribution is credited to in the end: the machine's word, decisions and judgements together.

    It follows `attribution_speakers`, `shown_speakers` and `judgements`, and is what look-ups read: a
    rejected attribution has no row here, a reassigned one its new speaker.
    """

    attribution_id: Named[int] = Column(ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    speaker_id: Named[int] = Column(ForeignKey("speakers.id", ondelete="RESTRICT"), index=True)


credits_ = Table("credits", metadata, CreditColumns)


class CandidateColumns(TypedColumns):
    """One reading that was weighed for a source, best first. `speaker_key` names an article's speaker."""

    attribution_id: Named[int] = Column(ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    speaker_key: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    score: Named[float]
    evidence: Named[list[Any]] = Column(JSON)


candidates = Table("candidates", metadata, CandidateColumns)


class FlagColumns(TypedColumns):
    """One doubt. Its kind is checked by the program alone, so that a new kind needs no migration.

    A doubt that two articles raise together has a row in `elsewhere` besides.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    identity: Named[str] = Column(String(IDENTITY_DIGITS), index=True, server_default="")
    article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    attribution_id: Named[int | None] = Column(ForeignKey("attributions.id", ondelete="CASCADE"), index=True)
    position: Named[int]
    kind: Named[str] = Column(Text)
    severity: Named[str] = Column(String(ENUM_LENGTH))
    start: Named[int]  # first character of its first span
    message: Named[str] = Column(Text)
    spans: Named[list[Any]] = Column(JSON)
    evidence: Named[list[Any]] = Column(JSON)
    suggestions: Named[list[Any]] = Column(JSON)


flags = Table(
    "flags",
    metadata,
    FlagColumns,
    one_of("severity", Severity),
    CheckConstraint("kind <> ''", name="kind"),
)


class ElsewhereColumns(TypedColumns):
    """Of a flag that two articles raise together: the article elsewhere, and the attribution there."""

    flag_id: Named[int] = Column(ForeignKey("flags.id", ondelete="CASCADE"), primary_key=True)
    article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    attribution_id: Named[int | None] = Column(ForeignKey("attributions.id", ondelete="CASCADE"), index=True)


elsewhere = Table("elsewhere", metadata, ElsewhereColumns)
