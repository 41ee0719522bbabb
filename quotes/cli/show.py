"""What the commands print: tables and plain text for people, JSON lines for programs.

Data goes to stdout, progress and problems to stderr. In a pipe a table becomes lines of tab-separated
values with a heading. Text of articles is cleaned of control characters, so that no article can move
the cursor or reorder a line of somebody's terminal.
"""

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from quotes.export.rows import (
    article_to_row,
    flag_to_row,
    speaker_summary_to_row,
    speaker_to_row,
)
from quotes.model import Analysis, Flag, FlagKind, Polarity, Severity, text_of
from quotes.records import ArticleRecord, FlagRecord, QuotationRecord, SpeakerRecord, SpeakerSummary

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.audit import Explanation
    from quotes.evaluate import Evaluation
    from quotes.jobs import FileResult
    from quotes.reports import ReportSummary

Result = TypeVar("Result")

out = Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)

SEVERITY_STYLE = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}

# Letters that change how what follows is shown: controls, bidirectional overrides, line separators.
_UNSAFE_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def clean(text: str) -> str:
    """Text on one line, white space folded, characters that steer a terminal left out."""
    kept = (c if c.isspace() or unicodedata.category(c) not in _UNSAFE_CATEGORIES else "" for c in text)
    return " ".join("".join(kept).split())


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 quotation", "2 quotations" """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def print_line(line: str = "", *, style: str = "", indent: int = 0) -> None:
    """One line or paragraph of plain text on stdout."""
    text = Text(line, style=style)
    out.print(Padding(text, (0, 0, 0, indent)) if out.is_terminal else Text(" " * indent) + text)


def print_problem(message: str) -> None:
    """One line on stderr."""
    err.print(Text(f"quotes: {clean(message)}"))


def print_json(row: Mapping[str, Any]) -> None:
    """One object on one line of stdout."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str | int]], *, title: str = "") -> None:
    """A table on a terminal, tab-separated values in a pipe. Columns of numbers are set right."""
    lines = [[cell if isinstance(cell, int) else clean(cell) for cell in row] for row in rows]
    if not out.is_terminal:
        sys.stdout.write("\t".join(headings) + "\n")
        for line in lines:
            sys.stdout.write("\t".join(map(str, line)) + "\n")
        return
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        is_number = bool(lines) and isinstance(lines[0][number], int)
        table.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for line in lines:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else cell for cell in line))
    out.print(table)


@contextmanager
def counting(*, total: int, what: str) -> "Iterator[Callable[[object], None]]":
    """A function to call for each thing done, with a progress bar on stderr when that is a terminal."""
    if not err.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda _: progress.advance(task)


def track(results: Iterable[Result], *, total: int, what: str) -> Iterator[Result]:
    """Pass results on and count them; see `counting`."""
    with counting(total=total, what=what) as count:
        for result in results:
            count(result)
            yield result


# ------------------------------------------------------------------ what was read
def print_ingested(results: "Sequence[FileResult]", *, as_json: bool) -> None:
    """A summary of a batch; every skipped file with its reason on stderr."""
    for result in results:
        if as_json:
            print_json(
                {
                    "path": str(result.path),
                    "status": result.status.value,
                    "reason": result.reason,
                    "quotations": len(result.analysis.attributions) if result.analysis else 0,
                    "flags": len(result.analysis.flags) if result.analysis else 0,
                }
            )
        if result.reason:
            print_skipped(result)
    if as_json:
        return
    counts = Counter(result.status.value for result in results)
    by_status = ", ".join(f"{number:,} {status}" for status, number in counts.items())
    print_line(f"{plural(len(results), 'article')} read: {by_status}" if results else "nothing to read")
    analyses = [result.analysis for result in results if result.analysis]
    if analyses:
        quotations = sum(len(analysis.attributions) for analysis in analyses)
        flags = sum(len(analysis.flags) for analysis in analyses)
        print_line(f"{plural(quotations, 'quotation')}, {plural(flags, 'flag')}")


def print_skipped(result: "FileResult") -> None:
    """Why a file was skipped, on stderr."""
    print_problem(f"skipped {result.path}: {result.reason}")


def print_analysis(analysis: Analysis, *, as_json: bool) -> None:
    """The attributions and flags of one article, without a store."""
    if as_json:
        from quotes.export.jsonl import analysis_to_row

        print_json(analysis_to_row(analysis))
        return
    article = analysis.article
    print_line(clean(article.title or article.doc), style="bold")
    for number, row in enumerate(analysis.attributions):
        attribution = row.attribution
        names = ", ".join(analysis.names_of(row.resolution)) or f"({row.resolution.outcome.value})"
        source = text_of(attribution.source, article.text)
        cue = text_of(attribution.cue, article.text)
        head = f"{number + 1:>3}  {clean(names)}"
        print_line(
            f"{head}  ·  {attribution.kind.value}{_as(source, names)}{f'  ·  {clean(cue)}' if cue else ''}"
        )
        print_line(clean(text_of(attribution.content, article.text)), indent=5, style="italic")
        for flag in analysis.flags:
            if flag.attribution == number:
                _print_flag(flag, indent=5)
    for flag in analysis.flags:
        if flag.attribution is None:
            _print_flag(flag, indent=0)
    print_line()


def _as(source: str, names: str) -> str:
    return f"  ·  as “{clean(source)}”" if source and clean(source) != names else ""


def _print_flag(flag: Flag, *, indent: int) -> None:
    style = SEVERITY_STYLE[flag.severity]
    print_line(
        f"! {flag.kind.value} ({flag.severity.value}): {clean(flag.message)}", indent=indent, style=style
    )


# ------------------------------------------------------------------ what is in the store
def print_speakers(speakers: Sequence[SpeakerSummary], *, as_json: bool) -> None:
    """A line for each speaker."""
    if as_json:
        for speaker in speakers:
            print_json(speaker_summary_to_row(speaker))
        return
    print_table(
        ("id", "name", "kind", "quotations", "articles", "flags", "also called"),
        (
            (s.id, s.name, s.kind.value, s.quotations, s.articles, s.flags, "; ".join(s.aliases))
            for s in speakers
        ),
    )


def print_speaker(record: SpeakerRecord, *, as_json: bool) -> None:
    """A speaker with every quotation, grouped by article."""
    if as_json:
        print_json(speaker_to_row(record))
        return
    summary = record.summary
    print_line(f"{clean(summary.name)} ({summary.kind.value}, number {summary.id})", style="bold")
    if summary.aliases:
        print_line(f"also called: {clean('; '.join(summary.aliases))}", indent=2)
    if summary.roles:
        print_line(f"described as: {clean('; '.join(summary.roles))}", indent=2)
    counts = f"{plural(summary.quotations, 'quotation')} in {plural(summary.articles, 'article')}"
    print_line(f"{counts}, {plural(summary.flags, 'flag')}", indent=2)
    article = None
    for quotation in record.quotations:
        if quotation.article.id != article:
            article = quotation.article.id
            print_line()
            print_line(_article_line(quotation), style="bold")
        _print_quotation(quotation)
    print_line()


def _article_line(quotation: QuotationRecord) -> str:
    article = quotation.article
    parts = [article.label, article.outlet, article.published.isoformat() if article.published else "no date"]
    return clean(f"[{article.id}] " + "  ·  ".join(part for part in parts if part))


def _print_quotation(quotation: QuotationRecord, *, names: str = "") -> None:
    attribution = quotation.attribution
    parts = [names] if names else []
    parts += [attribution.kind.value]
    if attribution.polarity is Polarity.NEGATIVE:
        parts.append("denied or not said")
    if quotation.source and clean(quotation.source) != names:
        parts.append(f"as “{clean(quotation.source)}”")
    if quotation.cue:
        parts.append(clean(quotation.cue))
    print_line("  ·  ".join(parts), indent=2)
    print_line(clean(quotation.content), indent=4, style="italic")
    for record in quotation.flags:
        _print_flag(record.flag, indent=4)


def print_article(record: ArticleRecord, *, as_json: bool) -> None:
    """An article's attributions in order of the text, then the flags that are about none of them."""
    if as_json:
        print_json(article_to_row(record))
        return
    summary = record.summary
    print_line(f"[{summary.id}] {clean(summary.label)}", style="bold")
    about = (summary.outlet, summary.author, summary.published and summary.published.isoformat(), summary.url)
    for part in (*about, summary.path):
        if part:
            print_line(clean(str(part)), indent=2)
    print_line(f"{plural(summary.quotations, 'quotation')}, {plural(summary.flags, 'flag')}", indent=2)
    print_line()
    for quotation in record.quotations:
        names = ", ".join(speaker.name for speaker in quotation.speakers)
        _print_quotation(quotation, names=clean(names) or f"({quotation.outcome.value})")
    loose = [flag for flag in record.flags if flag.attribution_id is None]
    if loose:
        print_line()
        for flag in loose:
            _print_flag(flag.flag, indent=0)


def print_flags(records: Sequence[FlagRecord], *, as_json: bool) -> None:
    """Every flag with its evidence and place."""
    for record in records:
        if as_json:
            print_json(flag_to_row(record))
            continue
        _print_flag(record.flag, indent=0)
        spans = ", ".join(f"{span.start}-{span.end}" for span in record.flag.spans)
        where = f"[{record.article.id}] {record.article.label}, characters {spans}"
        print_line(clean(where), indent=4)
        print_line(clean(record.excerpt), indent=4, style="italic")
        for evidence in record.flag.evidence:
            print_line(f"because {clean(evidence.detail)}", indent=4)
        if record.flag.suggestions:
            print_line(f"perhaps {clean(' or '.join(record.flag.suggestions))}", indent=4)
    if not as_json and not records:
        print_line("no flags")


def print_explanations(explanations: "Mapping[FlagKind, Explanation]", *, as_json: bool) -> None:
    """What each kind of flag means."""
    for kind, explanation in explanations.items():
        if as_json:
            print_json({"kind": kind.value} | asdict(explanation))
            continue
        print_line(f"{kind.value}: {explanation.title}", style="bold")
        print_line(explanation.meaning, indent=2)
        print_line(explanation.advice, indent=2)
        print_line()


def print_evaluation(evaluation: "Evaluation", *, misses: bool, as_json: bool) -> None:
    """Tables of scores in per cent; as JSON one object with every figure as a share of 1."""
    if as_json:
        print_json(evaluation.figures())
    else:
        print_line(evaluation.tables())
    if misses and evaluation.speakers and not as_json:
        for miss in evaluation.speakers.misses:
            print_line(clean(str(miss)))


def print_report(summary: "ReportSummary", *, as_json: bool) -> None:
    """Where the pages are."""
    if as_json:
        print_json({"index": str(summary.index), "pages": summary.pages})
        return
    print_line(f"{plural(summary.pages, 'page')} written, begin with {summary.index}")
