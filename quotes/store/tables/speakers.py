"""Speakers: known ones, and those inside an article."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from quotes.model import Gender, SpeakerKind
from quotes.store.tables.base import ENUM_LENGTH, metadata, one_of


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
    first_published: Named[date | None] = Column(Date)  # of the articles that tell their day
    last_published: Named[date | None] = Column(Date)


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
