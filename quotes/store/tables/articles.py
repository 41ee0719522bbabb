"""Articles."""

from datetime import date, datetime
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
)

from quotes.model import IDENTITY_DIGITS
from quotes.store.tables.base import UtcDateTime, metadata


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


class VersionColumns(TypedColumns):
    """An article that is a newer version of one that was read before."""

    article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    earlier_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)


versions = Table("versions", metadata, VersionColumns)
