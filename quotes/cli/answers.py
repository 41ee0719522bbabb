"""How the answer to `quotes verify` is told."""

from collections.abc import Sequence

from quotes.cli.screen import clean, plural, print_line
from quotes.cli.variants import find_differences
from quotes.model import Kind
from quotes.records import ArticleSummary, Change, Segment
from quotes.verify import Answer, Finding, Verdict

# Attributions that are printed; --json has all that were compared.
SHOWN = 8

# What is said first, of any speaker and of those who were asked for. {who} are their names.
HEADLINES = {
    Verdict.AS_QUOTED: (
        "As quoted: these words are on record",
        "As quoted: {who} is on record with these words",
    ),
    Verdict.PARTIAL: (
        "In part: these words stand in a longer quotation",
        "In part: these words stand in a longer quotation of {who}",
    ),
    Verdict.ALTERED: (
        "Altered: a quotation on record has other words",
        "Altered: {who} is on record with other words",
    ),
    Verdict.REPORTED: (
        "Not quoted: an article reports this in its own words",
        "Not quoted: an article reports this of {who} in its own words",
    ),
    Verdict.DENIED: (
        "Denied: an article says that this was not said",
        "Denied: an article says that {who} did not say this",
    ),
    Verdict.ELSEWHERE: ("", "Credited to someone else: nothing like it is on record for {who}"),
    Verdict.NOBODYS: (
        "Nobody’s quotation: the words stand in an article, and nobody is credited with them",
        "Nobody’s quotation: the words stand in an article, and nobody is credited with them, {who} neither",
    ),
    Verdict.NOT_FOUND: ("Not found: nothing on record has these words",) * 2,
}

# The same where what is on record is the shorter one.
SHORTER = (
    "In part: some of these words are on record",
    "In part: {who} is on record with some of these words",
)

# What one attribution is to the words, where it is not what the first line says.
LABELS = {
    Verdict.AS_QUOTED: "as quoted",
    Verdict.PARTIAL: "in part",
    Verdict.ALTERED: "altered",
    Verdict.REPORTED: "not quoted",
    Verdict.DENIED: "denied",
    Verdict.NOT_FOUND: "other words",
}


def print_answer(answer: Answer, *, with_words: bool) -> None:
    """The verdict, then what it rests on, most important first."""
    if with_words:
        print_line(f"“{clean(answer.words)}”", style="bold")
    print_line(_headline(answer), style="bold")
    shown, last = answer.findings[:SHOWN], None
    for finding in shown:
        print_line()
        _print_finding(
            finding, label=LABELS[finding.verdict] if finding.verdict is not answer.verdict else ""
        )
        last = finding
    for finding in answer.nearest:
        print_line()
        _print_finding(finding, label="the nearest on record, in other words")
    for place in answer.places:
        print_line()
        print_line(clean(place.line), indent=2, style="italic")
        print_line(_tell_article(place.article), indent=4)
    if any(finding.counts and finding.quotation.article.copy_of for finding in answer.findings):
        print_line()
        print_line(f"With copies of one text counted once: {plural(answer.articles, 'article')}.", indent=2)
    more = len(answer.findings) - len(shown)
    if last and more:
        print_line()
        print_line(f"and {more} more; --json prints them all", indent=2)
    if not answer.complete:
        print_line("There may be more: these words are very common.", indent=2)


def _headline(answer: Answer) -> str:
    names = list(dict.fromkeys(clean(speaker.name) for speaker in answer.speakers))
    headlines = HEADLINES[answer.verdict]
    if answer.verdict is Verdict.PARTIAL and any(
        segment.change is Change.REMOVED for segment in answer.findings[0].segments
    ):
        headlines = SHORTER
    headline = headlines[bool(names)].format(who=" or ".join(names))
    if answer.verdict is Verdict.AS_QUOTED and not names:
        who = {
            speaker.id: clean(speaker.name)
            for finding in answer.findings
            if finding.counts and finding.verdict is Verdict.AS_QUOTED
            for speaker in finding.quotation.speakers
        }
        if len(who) > 1:
            headline += f", credited to {plural(len(who), 'speaker')}: {', '.join(who.values())}"
    return f"{headline}."


def _print_finding(finding: Finding, *, label: str) -> None:
    quotation = finding.quotation
    who = ", ".join(speaker.name for speaker in quotation.speakers) or _tell_unnamed(finding)
    kind = {Kind.DIRECT: "", Kind.MIXED: "partly quoted", Kind.INDIRECT: "not in quotation marks"}
    about = (who, label, kind[quotation.attribution.kind])
    print_line(clean("  ·  ".join(part for part in about if part)), indent=2, style="bold")
    print_line(clean(quotation.content), indent=4, style="italic")
    if finding.verdict is Verdict.ALTERED:
        for difference in tell_difference(finding.segments):
            print_line(clean(difference), indent=4)
    for note in finding.notes:
        print_line(clean(note), indent=4)
    source = f"“{quotation.source}” {quotation.cue}".strip() if quotation.source else quotation.cue
    print_line(_tell_article(quotation.article) + (f"  ·  {clean(source)}" if source else ""), indent=4)


def _tell_unnamed(finding: Finding) -> str:
    description = finding.quotation.description or finding.quotation.source
    return f"“{description}” (nobody named)" if description else "nobody named"


def _tell_article(article: ArticleSummary) -> str:
    day = article.published.isoformat() if article.published else "no date"
    parts = (article.label, article.outlet, day, article.url or article.path)
    return clean(f"[{article.id}] " + "  ·  ".join(part for part in parts if part))


def tell_difference(segments: Sequence[Segment]) -> list[str]:
    """What differs, a line for each place: in the words that were asked for, and on record."""
    lines = []
    for yours, theirs in find_differences(segments):
        if yours and theirs:
            lines.append(f"you have “{yours}”, on record is “{theirs}”")
        else:
            lines.append(f"you have “{yours}”, which is not on record" if yours else f"you lack “{theirs}”")
    return lines
