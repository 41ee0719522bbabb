"""What the commands print of what they found: for people, and as JSON lines for programs."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from quotes.cli.screen import clean, plural, print_json, print_line, print_problem, print_table, print_text
from quotes.cli.versions import print_elsewhere, print_versions
from quotes.export.rows import (
    article_to_row,
    flag_to_row,
    speaker_summary_to_row,
    speaker_to_row,
)
from quotes.model import Act, Analysis, Candidate, Flag, FlagKind, Outcome, Polarity, Severity, text_of
from quotes.records import (
    ArticleRecord,
    FlagRecord,
    JudgementKind,
    JudgementRecord,
    QuotationRecord,
    SpeakerRecord,
    SpeakerSummary,
)

if TYPE_CHECKING:
    from quotes.audit import Explanation
    from quotes.evaluate import Evaluation
    from quotes.jobs import InputResult
    from quotes.reports import ReportSummary

SEVERITY_STYLE = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}

# What stands in the place of a name where there is none.
NOBODY = {
    Outcome.RESOLVED: "not known",
    Outcome.UNKNOWN: "not known",
    Outcome.ANONYMOUS: "unnamed source",
    Outcome.GROUP: "several together",
    Outcome.NONE: "no source",
}

# What an attribution is called that is no statement.
ACTS = {Act.ATTITUDE: "belief or wish", Act.FACTIVE: "knowledge", Act.CONTROL: "order or plan"}

# Digits of a flag's identity that are shown, to judge it by: with eight, one pair in a hundred thousand
# begins alike.
SHORT = 8

# Words of what was judged that one line shows, in characters.
EXCERPT = 60

# How many lost judgements are told one by one.
LOST = 5

# How many readings of an ambiguous source are named.
READINGS = 3


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


def shorten(words: str) -> str:
    """The beginning of what was judged."""
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 2]} …"


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
    print_line(_count(len(analysis.attributions), len(analysis.flags)), indent=2)
    print_line()
    for number, row in enumerate(analysis.attributions):
        attribution = row.attribution
        _print_attribution(
            _say_who(analysis.names_of(row.resolution), row.resolution.outcome, row.resolution.candidates),
            kind=attribution.kind.value,
            polarity=attribution.polarity,
            act=attribution.act,
            source=text_of(attribution.source, article.text),
            cue=text_of(attribution.cue, article.text),
            content=text_of(attribution.content, article.text),
        )
        for flag in analysis.flags:
            if flag.attribution == number:
                _print_flag(flag, indent=4)
    _print_loose([flag for flag in analysis.flags if flag.attribution is None])
    print_line()


def _count(quotations: int, flags: int) -> str:
    return f"{plural(quotations, 'quotation')}, {plural(flags, 'flag')}"


def _say_who(names: Sequence[str], outcome: Outcome, candidates: Sequence[Candidate]) -> str:
    if names:
        return ", ".join(names)
    readings = list(dict.fromkeys(candidate.name for candidate in candidates))[:READINGS]
    if outcome is Outcome.AMBIGUOUS and readings:
        return f"({' or '.join(readings)}?)"
    return f"({NOBODY.get(outcome, outcome.value)})"


def _print_attribution(
    names: str,
    *,
    kind: str,
    polarity: Polarity,
    act: Act,
    source: str,
    cue: str,
    content: str,
    number: int | None = None,
    rejected: bool = False,
) -> None:
    """A line on who said it how, and the words.

    names   "" where the reader knows them already
    number  by which it can be judged
    """
    names, source, cue = clean(names), clean(source), clean(cue)
    parts = ["REJECTED"] if rejected else []
    parts += [names, kind] if names else [kind]
    if act in ACTS:
        parts.append(ACTS[act])
    if polarity is Polarity.NEGATIVE:
        parts.append("denied or not said")
    if source and source != names:
        parts.append(f"as “{source}”")
    if cue:
        parts.append(cue)
    if number is not None:
        parts.append(f"#{number}")
    print_line("  ·  ".join(parts), indent=2)
    print_line(clean(content), indent=4, style="italic")


def _print_loose(flags: Sequence[Flag]) -> None:
    """Flags that are about no attribution."""
    if flags:
        print_line()
        print_line("Elsewhere in the article:", indent=2)
    for flag in flags:
        _print_flag(flag, indent=4)


def _print_flag(flag: Flag, *, indent: int) -> None:
    style = SEVERITY_STYLE[flag.severity]
    print_line(
        f"! {flag.kind.value} ({flag.severity.value}): {clean(flag.message)}", indent=indent, style=style
    )


def _print_dismissed(record: FlagRecord, *, indent: int) -> None:
    """A flag that a judgement took off the lists."""
    if record.judgement and record.judgement.kind is JudgementKind.DISMISS:
        said = f"{record.flag.kind.value}: {_say_dismissed(record.judgement)}"
        print_line(f"  {clean(said)}", indent=indent)


def _say_dismissed(judgement: JudgementRecord) -> str:
    what = "" if judgement.flag else "its attribution was "
    return f"judgement {judgement.id}: {what}{judgement.tell_all()}"


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


def print_answering(name: str, found: Sequence[SpeakerSummary], *, as_json: bool) -> None:
    """Who answers to a name, when it is not one alone."""
    if as_json or len(found) < 2:
        return
    print_line(f"{plural(len(found), 'speaker')} answer to “{clean(name)}”:", style="bold")
    for summary in found:
        print_line(
            f"{clean(summary.name)} (number {summary.id}): {plural(summary.quotations, 'quotation')} "
            f"in {plural(summary.articles, 'article')}",
            indent=2,
        )
    print_line("A full name or a number shows one alone.", indent=2)
    print_line()


def print_speaker(record: SpeakerRecord, *, as_json: bool) -> None:
    """A speaker with every quotation, grouped by article."""
    if as_json:
        print_json(speaker_to_row(record))
        return
    summary = record.summary
    print_line(f"{clean(summary.name)} ({summary.kind.value}, number {summary.id})", style="bold")
    if summary.aliases:
        print_line(f"also called: {clean('; '.join(summary.aliases))}", indent=2)
    if record.roles:
        print_line(f"described as: {clean('; '.join(role.tell() for role in record.roles))}", indent=2)
    counts = f"{plural(summary.quotations, 'quotation')} in {plural(summary.articles, 'article')}"
    print_line(f"{counts}, {plural(summary.flags, 'flag')}", indent=2)
    for decision in record.decisions:
        print_line(f"decision {decision.id}: {clean(decision.tell_all(summary.id))}", indent=2)
    article = None
    for quotation in record.quotations:
        if quotation.article.id != article:
            article = quotation.article.id
            print_line()
            print_line(_article_line(quotation), style="bold")
        others = [one.name for one in quotation.speakers if one.id != summary.id]
        _print_quotation(quotation, names=f"with {', '.join(others)}" if others else "")
    print_line()


def _article_line(quotation: QuotationRecord) -> str:
    article = quotation.article
    parts = [article.label, article.outlet, article.published.isoformat() if article.published else "no date"]
    if article.newer:
        parts.append(f"earlier version of [{article.newer}]")
    return clean(f"[{article.id}] " + "  ·  ".join(part for part in parts if part))


def _print_quotation(quotation: QuotationRecord, *, names: str) -> None:
    attribution = quotation.attribution
    _print_attribution(
        names,
        number=quotation.id,
        rejected=quotation.rejected,
        kind=attribution.kind.value,
        polarity=attribution.polarity,
        act=attribution.act,
        source=quotation.source,
        cue=quotation.cue,
        content=quotation.content,
    )
    for judgement in quotation.judgements:
        print_line(f"judgement {judgement.id}: {clean(judgement.tell_all())}", indent=4, style="bold")
    for record in quotation.flags:
        _print_flag(record.flag, indent=4)
    for record in quotation.dismissed:
        _print_dismissed(record, indent=4)


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
    print_versions(record)
    print_line(_count(summary.quotations, summary.flags), indent=2)
    print_line()
    for quotation in record.quotations:
        named = (quotation.extracted or quotation).speakers if quotation.rejected else quotation.speakers
        who = _say_who([one.name for one in named], quotation.outcome, quotation.candidates)
        _print_quotation(quotation, names=who)
    _print_loose([record.flag for record in record.flags if record.attribution_id is None])
    for flag in record.dismissed:
        if flag.attribution_id is None:
            _print_dismissed(flag, indent=4)


def print_flags(records: Sequence[FlagRecord], *, as_json: bool) -> None:
    """Every flag with its evidence and place."""
    for number, record in enumerate(records):
        if as_json:
            print_json(flag_to_row(record))
            continue
        if number:
            print_line()
        _print_flag(record.flag, indent=0)
        spans = ", ".join(f"{span.start}-{span.end}" for span in record.flag.spans)
        where = f"[{record.article.id}] {record.article.label}  ·  characters {spans}"
        about = f"  ·  #{record.attribution_id}" if record.attribution_id is not None else ""
        print_line(f"{clean(where)}{about}  ·  flag {record.identity[:SHORT]}", indent=4)
        if record.judgement:
            print_line(clean(_say_dismissed(record.judgement)), indent=4, style="bold")
        print_line(clean(record.excerpt), indent=4, style="italic")
        for evidence in record.flag.evidence:
            print_line(f"because {clean(evidence.detail)}", indent=4)
        if record.flag.suggestions:
            print_line(f"perhaps {clean(' or '.join(record.flag.suggestions))}", indent=4)
        print_elsewhere(record)
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
