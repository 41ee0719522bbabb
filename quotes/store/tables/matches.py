"""The same words across articles."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Named,
    String,
    Table,
    TypedColumns,
)

from quotes.records import Relation
from quotes.store.tables.base import ENUM_LENGTH, metadata, one_of


class ShingleColumns(TypedColumns):
    """A run of words in an attribution's content, hashed: how the same words are found across articles."""

    hash: Named[int] = Column(BigInteger, primary_key=True)
    attribution_id: Named[int] = Column(
        ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True, index=True
    )


shingles = Table("shingles", metadata, ShingleColumns)


class MatchColumns(TypedColumns):
    """Two attributions of different articles whose words are the same, nearly the same, or in part the same.

    `relation` tells what the first is to the other; each pair stands once, the smaller number first.
    """

    attribution_id: Named[int] = Column(ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True)
    other_id: Named[int] = Column(
        ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    relation: Named[str] = Column(String(ENUM_LENGTH))
    score: Named[float]


matches = Table(
    "matches",
    metadata,
    MatchColumns,
    one_of("relation", Relation),
    CheckConstraint("attribution_id < other_id", name="order"),
)
