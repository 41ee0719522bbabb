"""What the look-ups print of what the store has: for people, and as rows for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quotes.cli.attributions import (
    DOT,
    count_found,
    print_content,
    print_flag,
    print_loose,
    say_who,
    tell_how,
)
from quotes.cli.formats import Format, print_records
from quotes.cli.screen import clean, is_terminal, plural, print_csv, print_json, print_line, print_marked
from quotes.cli.tables import print_table
from quotes.cli.variants import print_variants
from quotes.cli.versions import print_copies, print_elsewhere, print_language, print_versions
from quotes.records import (
    ArticleRecord,
    ArticleSummary,
    FlagRecord,
    HitRecord,
    JudgementKind,
    JudgementRecord,
    QuotationRecord,
    SearchRecord,
    SpeakerRecord,
    SpeakerSummary,
)

if TYPE_CHECKING:
    from quotes.audit import Explanation
    from quotes.model import FlagKind

# Digits of a flag's identity that are shown, to judge it by: with eight, one pair in a hundred thousand
# begins alike.
SHORT = 8

# Names and roles of one speaker that a terminal shows: a politician has more than a hundred.
LISTED = 12


# ------------------------------------------------------------------ speakers
def print_speakers(speakers: Sequence[SpeakerSummary], form: Format, *, more: int = 0) -> None:
    """A line for each speaker, and how many more there are."""
    if form is not Format.TEXT:
        from quotes.export.csv import SPEAKER_COLUMNS
        from quotes.export.rows import speaker_summary_to_row

        print_records(speakers, speaker_summary_to_row, SPEAKER_COLUMNS, form)
        return
    print_table(
        ("id", "name", "kind", "quotations", "articles", "flags", "also called"),
        (
            (s.id, s.name, s.kind.value, s.quotations, s.articles, s.flags, "; ".join(s.aliases))
            for s in speakers
        ),
        spared=("articles", "also called", "kind"),
    )
    _print_more_rows(more)


def print_found_speakers(name: str, records: Sequence[SpeakerRecord], form: Format) -> None:
    """All who answer to a name, each with every quotation; as CSV a line for each quotation."""
    if form is Format.CSV:
        print_quotations([quotation for record in records for quotation in record.quotations])
        return
    if form is Format.TEXT and len(records) > 1:
        _print_answering(name, [record.summary for record in records])
    for record in records:
        if form is Format.JSON:
            from quotes.export.rows import speaker_to_row

            print_json(speaker_to_row(record))
        else:
            _print_speaker(record)


def _print_answering(name: str, found: Sequence[SpeakerSummary]) -> None:
    """Who answers to a name, when it is not one alone."""
    print_line(f"{plural(len(found), 'speaker')} answer to “{clean(name)}”:", style="bold")
    for summary in found:
        print_line(
            f"{clean(summary.name)} (number {summary.id}): {plural(summary.quotations, 'quotation')} "
            f"in {plural(summary.articles, 'article')}",
            indent=2,
        )
    print_line("A full name or a number shows one alone.", indent=2)
    print_line()


def _print_speaker(record: SpeakerRecord) -> None:
    """A speaker with every quotation, grouped by article."""
    summary = record.summary
    print_line(f"{clean(summary.name)} ({summary.kind.value}, number {summary.id})", style="bold")
    if summary.aliases:
        print_line(f"also called: {_list_some(summary.aliases)}", indent=2)
    if record.roles:
        print_line(f"described as: {_list_some([role.tell() for role in record.roles])}", indent=2)
    counts = f"{plural(summary.quotations, 'quotation')} in {plural(summary.articles, 'article')}"
    print_line(f"{counts}, {plural(summary.flags, 'flag')}", indent=2)
    for decision in record.decisions:
        print_line(f"decision {decision.id}: {clean(decision.tell_all(summary.id))}", indent=2)
    article = None
    for quotation in record.quotations:
        if quotation.article.id != article:
            article = quotation.article.id
            print_line()
            print_line(tell_article(quotation.article), style="bold")
        others = [one.name for one in quotation.speakers if one.id != summary.id]
        _print_quotation(quotation, names=f"with {', '.join(others)}" if others else "")
    _print_more(summary.quotations - len(record.quotations))
    print_line()


def _list_some(words: Sequence[str]) -> str:
    """The most used names or roles; a pipe gets all of them."""
    shown = words[:LISTED] if is_terminal() else words
    more = f" and {len(words) - len(shown)} more; --json has them all" if len(words) > len(shown) else ""
    return clean("; ".join(shown)) + more


# ------------------------------------------------------------------ quotations
def print_quotations(quotations: Sequence[QuotationRecord]) -> None:
    """Quotations as CSV, each once."""
    from quotes.export.csv import QUOTATION_COLUMNS
    from quotes.export.rows import quotation_to_row

    once = {quotation.id: quotation for quotation in quotations}
    print_csv(QUOTATION_COLUMNS, map(quotation_to_row, once.values()))


def tell_article(article: ArticleSummary) -> str:
    """Which article it is, on one line."""
    parts = [article.label, article.outlet, article.published.isoformat() if article.published else "no date"]
    if article.newer:
        parts.append(f"earlier version of [{article.newer}]")
    return clean(f"[{article.id}] " + DOT.join(part for part in parts if part))


def _tell_quotation(quotation: QuotationRecord, names: str) -> str:
    attribution = quotation.attribution
    return tell_how(
        names,
        number=quotation.id,
        rejected=quotation.rejected,
        kind=attribution.kind.value,
        polarity=attribution.polarity,
        act=attribution.act,
        source=quotation.source,
        cue=quotation.cue,
    )


def _name_speakers(quotation: QuotationRecord) -> str:
    """Whom it is credited to; of a rejected one, whom the program credits."""
    named = (quotation.extracted or quotation).speakers if quotation.rejected else quotation.speakers
    return say_who([one.name for one in named], quotation.outcome, quotation.candidates)


def _print_quotation(quotation: QuotationRecord, *, names: str) -> None:
    print_line(_tell_quotation(quotation, names), indent=2)
    print_content(quotation.content)
    print_variants(quotation)
    for judgement in quotation.judgements:
        print_line(f"judgement {judgement.id}: {clean(judgement.tell_all())}", indent=4, style="bold")
    for record in quotation.flags:
        print_flag(record.flag, indent=4)
    for record in quotation.dismissed:
        _print_dismissed(record, indent=4)


# ------------------------------------------------------------------ articles
def print_articles(articles: Sequence[ArticleSummary], form: Format, *, more: int = 0) -> None:
    """A line for each article, and how many more there are."""
    if form is not Format.TEXT:
        from quotes.export.csv import ARTICLE_COLUMNS
        from quotes.export.rows import article_summary_to_row

        print_records(articles, article_summary_to_row, ARTICLE_COLUMNS, form)
        return
    print_table(
        ("id", "date", "language", "outlet", "title", "quotations", "flags"),
        (
            (
                a.id,
                a.published.isoformat() if a.published else "",
                a.language,
                a.outlet,
                _tell_title(a),
                a.quotations,
                a.flags,
            )
            for a in articles
        ),
        spared=("language", "outlet", "flags"),
    )
    _print_more_rows(more)


def _tell_title(article: ArticleSummary) -> str:
    """What it is called, and what it is to another article."""
    told = article.label
    if article.newer:
        told += f" (earlier version of {article.newer})"
    if article.copy_of:
        told += f" (the words of {article.copy_of})"
    return told


def print_article(record: ArticleRecord, form: Format) -> None:
    """An article's attributions in order of the text, then the flags that are about none of them."""
    if form is Format.CSV:
        print_quotations(record.quotations)
        return
    if form is Format.JSON:
        from quotes.export.rows import article_to_row

        print_json(article_to_row(record))
        return
    summary = record.summary
    print_line(f"[{summary.id}] {clean(summary.label)}", style="bold")
    day = summary.published.isoformat() if summary.published else ""
    language = f"language: {summary.language}" if summary.language else ""
    for part in (summary.outlet, summary.author, day, language, summary.url, summary.path):
        if part:
            print_line(clean(part), indent=2)
    print_versions(record)
    print_copies(record)
    print_language(record)
    print_line(count_found(summary.quotations, summary.flags), indent=2)
    print_line()
    for quotation in record.quotations:
        _print_quotation(quotation, names=_name_speakers(quotation))
    print_loose([record.flag for record in record.flags if record.attribution_id is None])
    for flag in record.dismissed:
        if flag.attribution_id is None:
            _print_dismissed(flag, indent=4)


# ------------------------------------------------------------------ words
def print_hits(words: str, found: SearchRecord, form: Format, *, offset: int) -> None:
    """Quotations with certain words, these marked, and how many there are in all."""
    if form is Format.CSV:
        print_quotations([hit.quotation for hit in found.hits])
        return
    for hit in found.hits:
        if form is Format.JSON:
            print_json(_hit_to_row(hit, found.total))
        else:
            _print_hit(hit)
    if form is Format.JSON:
        return
    last = offset + len(found.hits)
    told = f"{plural(found.total, 'quotation')} with {clean(words)}"
    if offset or last < found.total:
        told += f", {offset + 1:,} to {last:,} shown"
    more = f"; --offset {last} shows more" if last < found.total else ""
    print_line(f"{told}{more}")


def _hit_to_row(hit: HitRecord, total: int) -> dict[str, Any]:
    from quotes.export.rows import quotation_to_row, spans_to_row

    return quotation_to_row(hit.quotation) | {"matches": spans_to_row(hit.matches), "total": total}


def _print_hit(hit: HitRecord) -> None:
    quotation = hit.quotation
    print_line(_tell_quotation(quotation, _name_speakers(quotation)))
    print_marked(mark_words(hit), indent=4)
    for record in quotation.flags:
        print_flag(record.flag, indent=4)
    print_line(tell_article(quotation.article), indent=4)
    print_line()


def mark_words(hit: HitRecord) -> list[tuple[str, bool]]:
    """The content of a quotation in parts, True for the words that were asked for."""
    quotation, parts = hit.quotation, list[tuple[str, bool]]()
    begin = quotation.context.start
    for span in quotation.attribution.content:
        if parts:
            parts.append((" … ", False))
        place = span.start
        for match in sorted(hit.matches):
            start, end = max(match.start, place), min(match.end, span.end)
            if start < end:
                parts.append((quotation.context_text[place - begin : start - begin], False))
                parts.append((quotation.context_text[start - begin : end - begin], True))
                place = end
        parts.append((quotation.context_text[place - begin : span.end - begin], False))
    return [part for part in parts if part[0]]


# ------------------------------------------------------------------ doubts
def print_flags(records: Sequence[FlagRecord], form: Format, *, more: int = 0) -> None:
    """Flags with their evidence and place, and how many more there are."""
    if form is not Format.TEXT:
        from quotes.export.csv import FLAG_COLUMNS
        from quotes.export.rows import flag_to_row

        print_records(records, flag_to_row, FLAG_COLUMNS, form)
        return
    for number, record in enumerate(records):
        if number:
            print_line()
        _print_placed(record)
    if not records:
        print_line("no flags")
    _print_more(more)


def _print_more(more: int) -> None:
    if more > 0:
        print_line()
        print_line(f"and {more:,} more; --limit 0 shows all")


def _print_more_rows(more: int) -> None:
    """Below a table, for people alone: a program that reads one gets nothing but rows."""
    if is_terminal():
        _print_more(more)


def _print_placed(record: FlagRecord) -> None:
    print_flag(record.flag, indent=0)
    spans = ", ".join(f"{span.start}-{span.end}" for span in record.flag.spans)
    where = f"[{record.article.id}] {record.article.label}{DOT}characters {spans}"
    about = f"{DOT}#{record.attribution_id}" if record.attribution_id is not None else ""
    print_line(f"{clean(where)}{about}{DOT}flag {record.identity[:SHORT]}", indent=4)
    if record.judgement:
        print_line(clean(_say_dismissed(record.judgement)), indent=4, style="bold")
    print_line(clean(record.excerpt), indent=4, style="italic")
    for evidence in record.flag.evidence:
        print_line(f"because {clean(evidence.detail)}", indent=4)
    if record.flag.suggestions:
        print_line(f"perhaps {clean(' or '.join(record.flag.suggestions))}", indent=4)
    print_elsewhere(record)


def _print_dismissed(record: FlagRecord, *, indent: int) -> None:
    """A flag that a judgement took off the lists."""
    if record.judgement and record.judgement.kind is JudgementKind.DISMISS:
        said = f"{record.flag.kind.value}: {_say_dismissed(record.judgement)}"
        print_line(f"  {clean(said)}", indent=indent)


def _say_dismissed(judgement: JudgementRecord) -> str:
    what = "" if judgement.flag else "its attribution was "
    return f"judgement {judgement.id}: {what}{judgement.tell_all()}"


def print_explanations(explanations: "Mapping[FlagKind, Explanation]", form: Format) -> None:
    """What each kind of flag means."""
    if form is not Format.TEXT:
        from quotes.export.csv import EXPLANATION_COLUMNS

        rows = [{"kind": kind.value} | asdict(one) for kind, one in explanations.items()]
        print_records(rows, dict, EXPLANATION_COLUMNS, form)
        return
    for kind, explanation in explanations.items():
        print_line(f"{kind.value}: {explanation.title}", style="bold")
        print_line(explanation.meaning, indent=2)
        print_line(explanation.advice, indent=2)
        print_line()
