"""Articles with one text, or nearly one, that several outlets or addresses publish."""

from sqlalchemy import BigInteger, Column, ForeignKey, Named, Table, TypedColumns

from quotes.store.tables.base import metadata


class SketchColumns(TypedColumns):
    """The lowest of the hashes of an article's runs of words: how articles with the same words are found."""

    hash: Named[int] = Column(BigInteger, primary_key=True)
    article_id: Named[int] = Column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True
    )


sketches = Table("sketches", metadata, SketchColumns)


class CopyColumns(TypedColumns):
    """An article with the words of one that was read before: `first_id`, which is no copy itself.

    `share` is how much of the shorter text the longer one holds, 0 to 1.
    """

    article_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    first_id: Named[int] = Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    share: Named[float]


copies = Table("copies", metadata, CopyColumns)
