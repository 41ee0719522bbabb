"""What `quotes ingest` and `quotes extract` print of what they read."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from quotes.cli.attributions import count_found, print_content, print_flag, print_loose, say_who, tell_how
from quotes.cli.screen import clean, plural, print_json, print_line, print_problem, shorten
from quotes.cli.versions import tell_foreign
from quotes.model import Analysis, Article, text_of
from quotes.records import JudgementRecord

if TYPE_CHECKING:
    from quotes.jobs import InputResult

# How many lost judgements are told one by one.
LOST = 5
# So many reasons for skipping are told apart in the summary, the commonest; as many are counted at all.
REASONS = 8
MOST_REASONS = 1_000

# What each status is called, of one and of several; the order in which they are counted up.
WORDS = {
    "new": ("new", "new"),
    "new-version": ("new version", "new versions"),
    "copy": ("copy", "copies"),
    "not-in-english": ("not in English", "not in English"),
    "updated": ("updated", "updated"),
    "unchanged": ("unchanged", "unchanged"),
    "skipped": ("skipped", "skipped"),
}


class Summary:
    """What became of a batch, counted as its results come in."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.quotations = self.flags = 0

    def add(self, result: "InputResult") -> None:
        """Count one result."""
        self.counts[result.status.value] += 1
        if result.analysis:
            self.quotations += len(result.analysis.attributions)
            self.flags += len(result.analysis.flags)
        if result.reason:
            # What stands in brackets is the remedy, or the place in a line.
            reason = result.reason.partition(" (")[0]
            known = reason in self.reasons or len(self.reasons) < MOST_REASONS
            self.reasons[reason if known else "for other reasons"] += 1

    @property
    def skipped(self) -> int:
        """How many were skipped."""
        return self.counts["skipped"]

    def print(self) -> None:
        """A line on how many became what, and what was found; then why some were skipped."""
        counted = ((number, one, many) for key, (one, many) in WORDS.items() if (number := self.counts[key]))
        told = ", ".join(plural(number, one, many) for number, one, many in counted)
        print_line(f"{plural(self.counts.total(), 'article')}: {told}")
        if any(self.counts[key] for key in ("new", "new-version", "copy", "updated")) and self.quotations:
            print_line(f"{plural(self.quotations, 'quotation')} and {plural(self.flags, 'flag')} found")
        if self.skipped > 1:
            for reason, number in self.reasons.most_common(REASONS):
                print_line(f"{number:,} skipped: {clean(reason)}", indent=2)
            rest = self.skipped - sum(number for _, number in self.reasons.most_common(REASONS))
            if rest:
                print_line(f"{rest:,} skipped for other reasons", indent=2)


def print_ingested(results: "Iterable[InputResult]", *, as_json: bool) -> int:
    """A summary of a batch; every skipped input with its reason on stderr. Returns how many were skipped."""
    return _print_batch(results, lambda _: None, as_json=as_json)


def print_previewed(results: "Iterable[InputResult]", *, as_json: bool) -> int:
    """A line for each article with what would be done with it, then the summary. Returns the skipped."""
    skipped = _print_batch(results, _print_preview, as_json=as_json)
    if not as_json:
        print_line("nothing was written")
    return skipped


def _print_batch(
    results: "Iterable[InputResult]", show: "Callable[[InputResult], None]", *, as_json: bool
) -> int:
    """Results as they come, then the summary. `show` prints for people one that was not skipped."""
    summary = Summary()
    for result in results:
        summary.add(result)
        if as_json:
            print_json(_make_row(result))
        if result.reason:
            print_skipped(result)
        elif not as_json:
            show(result)
    if not as_json:
        summary.print()
    return summary.skipped


def _print_preview(result: "InputResult") -> None:
    if not result.article:
        return
    what = WORDS[result.status.value][0]
    if result.copy_of:
        what += f" of [{result.copy_of}]"
    print_line(f"{what}: {clean(result.name)}")
    print_line(clean("  ·  ".join(_tell(result.article))), indent=2)


def _tell(article: Article) -> list[str]:
    """What is known of an article, for one line."""
    parts = (
        article.title or "no title",
        article.outlet,
        article.author,
        article.published.isoformat() if article.published else "no date",
        article.language,
        article.url if article.path else "",
        plural(_count_words(article), "word"),
    )
    return [part for part in parts if part]


def _count_words(article: Article) -> int:
    return len(article.text.split())


def _make_row(result: "InputResult") -> dict[str, Any]:
    article, found = result.article, result.analysis
    row: dict[str, Any] = {
        "path": result.name,
        "status": result.status.value,
        "reason": result.reason,
        "quotation_count": len(found.attributions) if found else None,
        "flag_count": len(found.flags) if found else None,
        "copy_of": result.copy_of,
    }
    if article:
        row |= {
            "title": article.title,
            "outlet": article.outlet,
            "author": article.author,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "language": article.language,
            "words": _count_words(article),
        }
    return row


def print_lost(judgements: Iterable[JudgementRecord], articles: Collection[str]) -> None:
    """Say on stderr which judgements a newer analysis left without their attribution or flag.

    articles  identities of those that were analysed again
    """
    lost = [one for one in judgements if one.lost and one.article in articles]
    for one in lost[:LOST]:
        about = shorten(one.about)
        print_problem(f"judgement {one.id} ({one.tell()}) lost its words in {one.label}: {about}")
    if lost:
        print_problem(f"{plural(len(lost), 'judgement')} lost; quotes judgements --lost lists them")


def print_skipped(result: "InputResult") -> None:
    """Why an input was skipped, on stderr."""
    print_problem(f"skipped {result.name}: {result.reason}")


def print_analysis(analysis: Analysis, *, as_json: bool) -> None:
    """The attributions and flags of one article, without a store."""
    if as_json:
        from quotes.export.jsonl import analysis_to_row

        print_json(analysis_to_row(analysis))
        return
    article = analysis.article
    print_line(clean(article.title or article.doc), style="bold")
    if article.is_foreign:
        print_line(tell_foreign(article.language), indent=2)
        print_line()
        return
    print_line(count_found(len(analysis.attributions), len(analysis.flags)), indent=2)
    print_line()
    for number, row in enumerate(analysis.attributions):
        attribution = row.attribution
        resolution = row.resolution
        how = tell_how(
            say_who(analysis.names_of(resolution), resolution.outcome, resolution.candidates),
            kind=attribution.kind.value,
            polarity=attribution.polarity,
            act=attribution.act,
            source=text_of(attribution.source, article.text),
            cue=text_of(attribution.cue, article.text),
        )
        print_line(how, indent=2)
        print_content(text_of(attribution.content, article.text))
        for flag in analysis.flags:
            if flag.attribution == number:
                print_flag(flag, indent=4)
    print_loose([flag for flag in analysis.flags if flag.attribution is None])
    print_line()
