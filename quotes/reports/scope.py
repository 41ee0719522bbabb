"""What a report covers, in plain words."""

from collections.abc import Mapping, Sequence
from datetime import date

from quotes.model import FlagKind
from quotes.records import ArticleSummary, Selection, SpeakerName
from quotes.reports import wording

STATEMENTS_ONLY = "Only statements: beliefs, knowledge, orders and plans are left out."

EMPTY_STORE = "The store is empty: no article has been read in yet."
EMPTY_SELECTION = "Nothing in the store is of that kind."


def describe_selection(
    selection: Selection, speakers: Sequence[SpeakerName], names: Mapping[FlagKind, str]
) -> tuple[str, ...]:
    """What a report leaves out, in sentences; () for a report of everything.

    speakers  names of the speakers that are asked for
    names     what each kind of flag is called
    """
    sentences = [_tell_articles(selection)]
    if selection.speakers is not None:
        who = (
            wording.join_choices(tuple(sorted(speaker.name for speaker in speakers))) or "nobody in the store"
        )
        sentences.append(f"Only quotations of {who}.")
    if selection.flag_kinds:
        kinds = tuple(
            f"“{names.get(kind) or wording.name_flag(kind)}”"
            for kind in FlagKind
            if kind in selection.flag_kinds
        )
        sentences.append(f"Only quotations with a flag {wording.join_choices(kinds)}.")
    elif selection.flagged_only:
        sentences.append("Only quotations with a flag.")
    if selection.statements_only:
        sentences.append(STATEMENTS_ONLY)
    return tuple(filter(None, sentences))


def _tell_articles(selection: Selection) -> str:
    days = _tell_days(selection.since, selection.until)
    outlets = wording.join_choices(tuple(sorted(selection.outlets)))
    if not days and not outlets:
        return ""
    place = f" in {outlets}" if outlets else ""
    undated = "; those without a date are left out" if days else ""
    return f"Only articles published{days}{place}{undated}."


def _tell_days(since: date | None, until: date | None) -> str:
    if since and until:
        if since == until:
            return f" on {wording.write_date(since)}"
        return f" from {wording.write_date(since)} to {wording.write_date(until)}"
    if since:
        return f" on {wording.write_date(since)} or later"
    return f" on {wording.write_date(until)} or earlier" if until else ""


def describe_coverage(articles: Sequence[ArticleSummary], *, selected: bool = False) -> tuple[str, ...]:
    """What a report covers, in sentences: how many articles, from where, from when, read when.

    selected  True for a report of a part of the store
    """
    if not articles:
        return (EMPTY_SELECTION if selected else EMPTY_STORE,)
    outlets = {article.outlet for article in articles if article.outlet}
    days = [article.published for article in articles if article.published]
    origin = f" from {wording.count_noun(len(outlets), 'outlet')}" if outlets else ""
    published = f", published {wording.write_range(min(days), max(days))}" if days else ""
    sentences = [f"{wording.count_noun(len(articles), 'article')}{origin}{published}."]
    undated = len(articles) - len(days)
    if undated == len(articles):
        sentences.append("No article says when it was published.")
    elif undated:
        sentences.append(f"{wording.count_noun(undated, 'article')} without a date.")
    read = [article.read_at.date() for article in articles]
    sentences.append(f"Read into the store {wording.write_range(min(read), max(read))}.")
    return tuple(sentences)
