"""The versions of an article, for its page."""

from quotes.records import ArticleRecord
from quotes.reports.contexts import VersionEntry
from quotes.reports.entries import EntryMaker


def make_versions(record: ArticleRecord, maker: EntryMaker) -> tuple[VersionEntry, ...]:
    """Every version, earliest first; () when it is the only one."""
    return tuple(
        VersionEntry(maker.make_article(one), one.id == record.summary.id) for one in record.versions
    )
