"""Other articles beside one: its versions, its copies, and the place that raises a flag together with it."""

from collections.abc import Sequence

from quotes.cli.screen import clean, print_line
from quotes.model import is_foreign
from quotes.records import ArticleRecord, ArticleSummary, FlagRecord


def print_versions(record: ArticleRecord) -> None:
    """A line on the versions of an article that the store holds; nothing when it is the only one."""
    if len(record.versions) < 2:
        return
    place = record.version - 1
    line = f"version {record.version} of {len(record.versions)}"
    for label, others in (("earlier", record.versions[:place]), ("later", record.versions[place + 1 :])):
        if others:
            line += f", {label}: {_list(others)}"
    print_line(clean(line), indent=2)


def print_copies(record: ArticleRecord) -> None:
    """A line on other articles with the same words; nothing where there is none."""
    others = [one for one in record.copies if one.id != record.summary.id]
    if others:
        told = "; ".join(f"[{one.id}] {one.outlet or one.label}, {_tell_day(one)}" for one in others)
        print_line(clean(f"the same words: {told}"), indent=2)


def print_language(record: ArticleRecord) -> None:
    """A line on an article that was not looked into; nothing for one in English."""
    if is_foreign(record.summary.language):
        print_line(tell_foreign(record.summary.language), indent=2)


def tell_foreign(language: str) -> str:
    """What is said of an article that is not in English."""
    return f"not in English ({clean(language)}): nothing was looked for in it"


def _list(articles: Sequence[ArticleSummary]) -> str:
    return "; ".join(f"[{one.id}] {_tell_day(one)}" for one in articles)


def _tell_day(article: ArticleSummary) -> str:
    if article.published:
        return article.published.isoformat()
    return f"read on {article.read_at.date().isoformat()}"


def print_elsewhere(record: FlagRecord) -> None:
    """The place in another article that raises a flag together with its own; nothing when there is none."""
    place = record.elsewhere
    if place is None:
        return
    article = place.article
    day = article.published.isoformat() if article.published else "no date"
    where = f"[{article.id}] " + "  ·  ".join(part for part in (article.label, article.outlet, day) if part)
    print_line(clean(f"elsewhere {where}"), indent=4)
    if place.excerpt:
        print_line(clean(place.excerpt), indent=6, style="italic")
