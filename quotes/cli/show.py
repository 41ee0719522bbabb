"""What the commands print of what they made; see `read` for what they read, `found` for the store."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from quotes.cli.screen import clean, plural, print_json, print_line, print_text

if TYPE_CHECKING:
    from quotes.evaluate import Evaluation
    from quotes.reports import ReportSummary


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
