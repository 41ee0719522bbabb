"""The words that a search looks through."""

from sqlalchemy import Column, ForeignKey, Integer, Named, Table, Text, TypedColumns

from quotes.store.tables.base import metadata


class ContentColumns(TypedColumns):
    """The folded words of an attribution's content as it is shown; a rejected attribution has no row.

    It follows `spans` and `judgements`. SQLite finds words in it by the virtual table `content_index`, which
    triggers keep in step; PostgreSQL by the generated column `vector`.
    """

    attribution_id: Named[int] = Column(
        Integer, ForeignKey("attributions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Named[str] = Column(Text)


contents = Table("contents", metadata, ContentColumns)
