"""What the commands print of what they read and made; what the store has is printed by `quotes.cli.found`."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from quotes.cli.attributions import count_found, print_content, print_flag, print_loose, say_who, tell_how
from quotes.cli.screen import clean, plural, print_json, print_line, print_problem, print_text, shorten
from quotes.model import Analysis, text_of
from quotes.records import JudgementRecord

if TYPE_CHECKING:
    from quotes.evaluate import Evaluation
    from quotes.jobs import InputResult
    from quotes.reports import ReportSummary

# How many lost judgements are told one by one.
LOST = 5


# ------------------------------------------------------------------ what was read
def print_ingested(results: "Iterable[InputResult]", *, as_json: bool) -> int:
    """A summary of a batch; every skipped file with its reason on stderr. Returns how many were skipped."""
    counts: Counter[str] = Counter()
    quotations = flags = 0
    for result in results:
        counts[result.status.value] += 1
        found = result.analysis
        quotations += len(found.attributions) if found else 0
        flags += len(found.flags) if found else 0
        if as_json:
            print_json(
                {
                    "path": result.name,
                    "status": result.status.value,
                    "reason": result.reason,
                    "quotation_count": len(found.attributions) if found else None,
                    "flag_count": len(found.flags) if found else None,
                }
            )
        if result.reason:
            print_skipped(result)
    if not as_json:
        by_status = ", ".join(f"{number:,} {status}" for status, number in counts.items())
        print_line(f"{plural(counts.total(), 'file')}: {by_status}")
        if counts["new"] or counts["updated"]:
            print_line(f"{plural(quotations, 'quotation')} and {plural(flags, 'flag')} found")
    return counts["skipped"]


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
    """Why a file was skipped, on stderr."""
    print_problem(f"skipped {result.name}: {result.reason}")


def print_analysis(analysis: Analysis, *, as_json: bool) -> None:
    """The attributions and flags of one article, without a store."""
    if as_json:
        from quotes.export.jsonl import analysis_to_row

        print_json(analysis_to_row(analysis))
        return
    article = analysis.article
    print_line(clean(article.title or article.doc), style="bold")
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


# ------------------------------------------------------------------ what was made of it
def print_evaluation(evaluation: "Evaluation", *, misses: bool, as_json: bool) -> None:
    """Tables of scores in per cent; as JSON one object with every figure as a share of 1."""
    if as_json:
        print_json(evaluation.figures())
    else:
        print_text(evaluation.tables())
    if misses and evaluation.speakers and not as_json:
        print_line()
        for miss in evaluation.speakers.misses:
            print_line(clean(str(miss)))
        if not evaluation.speakers.misses:
            print_line("no wrong speaker")


def print_report(summary: "ReportSummary", *, as_json: bool) -> None:
    """Where the pages are."""
    if as_json:
        print_json(asdict(summary) | {"out": str(summary.out), "index": str(summary.index)})
        return
    print_line(f"{plural(summary.pages, 'page')} written; begin with {clean(str(summary.index))}")
