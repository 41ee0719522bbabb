"""The tables, typed, for SQLAlchemy Core: the ORM would cost a look-up a tenth of a second to import.

What a machine found about an article hangs on `articles` and goes with it (ON DELETE CASCADE). Known
speakers stand on their own: an article's speaker points to one, and a known speaker cannot be deleted
while an article's speaker is it (ON DELETE RESTRICT). What people decide stands in `decisions`, which names
articles by `identity` and speakers by `id`; numbers of speakers are never given out twice. Who an article's
speaker is in the end, the machine's word and people's together, stands in `shown_speakers`, and `aliases`,
`roles` and `speaker_keys` follow it.

JSON columns hold lists that are only ever read together with their row; `quotes.store.codec` has their
shapes. Everything else is a column or a row, so that other programs can ask for it in SQL.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    TypeDecorator,
    UniqueConstraint,
)

from quotes.model import (
    IDENTITY_DIGITS,
    Gender,
    Kind,
    MentionForm,
    Outcome,
    Polarity,
    Severity,
    SpeakerKind,
)
from quotes.records import DecisionKind

# Constraints need names, or a later migration cannot change them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ENUM_LENGTH = 16  # characters; the longest value of any enumeration has 12


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware on the Python side also where the database keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; without a zone where the database has none."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class SpanRole(StrEnum):
    """Which part of an attribution a span belongs to."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A column that holds a value of an enumeration."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


metadata = MetaData(naming_convention=NAMING)


class ArticleColumns(TypedColumns):
    """An article with its metadata and with what analysed it. `text` is last: rows are read without it."""

    id: Named[int] = Column(Integer, primary_key=True)
    identity: Named[str] = Column(String(IDENTITY_DIGITS), unique=True)
    doc: Named[str] = Column(Text, index=True)
    title: Named[str] = Column(Text)
    headline_start: Named[int | None]
    headline_end: Named[int | None]
    path: Named[str] = Column(Text, index=True)
    url: Named[str] = Column(Text, index=True)
    outlet: Named[str] = Column(Text)
    author: Named[str] = Column(Text)
    published: Named[date | None] = Column(Date)
    language: Named[str] = Column(Text)
    extracted: Named[bool]
    read_at: Named[datetime] = Column(UtcDateTime)
    analysed_at: Named[datetime] = Column(UtcDateTime)
    program: Named[str] = Column(Text)
    models: Named[list[Any]] = Column(JSON)
    text_hash: Named[str] = Column(String(64))  # SHA-256 of the text in UTF-8
    analysis_hash: Named[str] = Column(String(IDENTITY_DIGITS))
    text: Named[str] = Column(Text)


articles = Table(
    "articles",
    metadata,
    ArticleColumns,
    CheckConstraint(
        "(headline_start IS NULL AND headline_end IS NULL) OR headline_start < headline_end",
        name="headline",
    ),
    sqlite_autoincrement=True,
)


class SpeakerColumns(TypedColumns):
    """A known speaker: one person or organization across all articles."""

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(Text)  # what a person called it, or else the best of its aliases
    kind: Named[str] = Column(String(ENUM_LENGTH))
    gender: Named[str] = Column(String(ENUM_LENGTH))


speakers = Table(
    "speakers",
    metadata,
    SpeakerColumns,
    one_of("kind", SpeakerKind),
    one_of("gender", Gender),
    sqlite_autoincrement=True,
)


class AliasColumns(TypedColumns):
    """One form of a known speaker's name; `articles` counts the articles that use it.

    `folded` is the form in which it is looked up (`quotes.resolve.across.search_key`).
    """

    id: Named[int] = Column(Integer, primary_key=True)
    speaker_id: Named[int] = Column(ForeignKey("speakers.id", ondelete="CASCADE"))
    text: Named[str] = Column(Text)
    folded: Named[str] = Column(Text, index=True)
    first_article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="RESTRICT"), index=True)
    articles: Named[int]


aliases = Table(
    "aliases",
    metadata,
    AliasColumns,
    UniqueConstraint("speaker_id", "text"),
    CheckConstraint("articles > 0", name="articles"),
)


class RoleColumns(TypedColumns):
    """One description of a known speaker; `articles` counts the articles that give it."""

    id: Named[int] = Column(Integer, primary_key=True)
    speaker_id: Named[int] = Column(ForeignKey("speakers.id", ondelete="CASCADE"))
    text: Named[str] = Column(Text)
    first_article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="RESTRICT"), index=True)
    articles: Named[int]


roles = Table(
    "roles",
    metadata,
    RoleColumns,
    UniqueConstraint("speaker_id", "text"),
    CheckConstraint("articles > 0", name="articles"),
)


class SpeakerKeyColumns(TypedColumns):
    """A blocking key of a known speaker: two speakers who share none are never compared."""

    key: Named[str] = Column(Text, primary_key=True)
    speaker_id: Named[int] = Column(
        ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True, index=True
    )


speaker_keys = Table("speaker_keys", metadata, SpeakerKeyColumns)


class ArticleSpeakerColumns(TypedColumns):
    """A speaker inside one article; `speaker_id` is empty for one who is credited with nothing.

    `speaker_id` is what the machine says, and no decision changes it.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"))
    position: Named[int]
    key: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    kind: Named[str] = Column(String(ENUM_LENGTH))
    gender: Named[str] = Column(String(ENUM_LENGTH))
    introduced: Named[bool]
    aliases: Named[list[Any]] = Column(JSON)
    roles: Named[list[Any]] = Column(JSON)
    mentions: Named[list[Any]] = Column(JSON)
    speaker_id: Named[int | None] = Column(ForeignKey("speakers.id", ondelete="RESTRICT"), index=True)
    match_evidence: Named[list[Any]] = Column(JSON)  # why it is that known speaker


article_speakers = Table(
    "article_speakers",
    metadata,
    ArticleSpeakerColumns,
    UniqueConstraint("article_id", "key"),
    one_of("kind", SpeakerKind),
    one_of("gender", Gender),
)


class ShownSpeakerColumns(TypedColumns):
    """The known speaker that a credited speaker of an article is, people's decisions taken into account."""

    article_speaker_id: Named[int] = Column(
        ForeignKey("article_speakers.id", ondelete="CASCADE"), primary_key=True
    )
    speaker_id: Named[int] = Column(ForeignKey("speakers.id", ondelete="RESTRICT"), index=True)


shown_speakers = Table("shown_speakers", metadata, ShownSpeakerColumns)


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


class AttributionColumns(TypedColumns):
    """One attribution with what came of asking who its source is."""

    id: Named[int] = Column(Integer, primary_key=True)
    article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"))
    identity: Named[str] = Column(String(IDENTITY_DIGITS), index=True)
    position: Named[int]  # in the analysis, from 0
    start: Named[int]  # first character of any of its parts
    kind: Named[str] = Column(String(ENUM_LENGTH))
    polarity: Named[str] = Column(String(ENUM_LENGTH))
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
    """One doubt. Its kind is checked by the program alone, so that a new kind needs no migration."""

    id: Named[int] = Column(Integer, primary_key=True)
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
