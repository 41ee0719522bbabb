"""The page of one article: its full text, marked, with notes beside each paragraph."""

from collections.abc import Sequence
from typing import TypeVar, Unpack

from quotes.model import Span
from quotes.records import ArticleRecord
from quotes.reports import wording
from quotes.reports.blocks import split_blocks
from quotes.reports.contexts import (
    ArticlePage,
    FlagEntry,
    Frame,
    Paragraph,
    QuotationEntry,
    Ref,
)
from quotes.reports.entries import EntryMaker
from quotes.reports.marking import (
    Anchored,
    Window,
    find_block,
    mark_attribution,
    mark_paragraphs,
)
from quotes.reports.segments import Mark, Role
from quotes.reports.versions import make_versions

T = TypeVar("T")


def make_article_page(record: ArticleRecord, maker: EntryMaker, **frame: Unpack[Frame]) -> ArticlePage:
    """The page of one article."""
    paragraphs = _make_paragraphs(record, maker)
    heading = paragraphs[0] if paragraphs and paragraphs[0].headline else None
    speakers = {speaker.id: speaker for quotation in record.quotations for speaker in quotation.speakers}
    return ArticlePage(
        **frame,
        article=maker.make_article(record.summary),
        read_at=wording.write_time(record.summary.read_at),
        identity=record.summary.identity,
        text_hash=record.summary.text_hash,
        dismissed=tuple(map(maker.make_dismissed, record.dismissed)),
        heading=heading,
        paragraphs=paragraphs[1:] if heading else paragraphs,
        speakers=tuple(map(maker.link_speaker, speakers.values())),
        models=record.models,
        analysed_by=record.program,
        versions=make_versions(record, maker),
    )


def _make_paragraphs(record: ArticleRecord, maker: EntryMaker) -> tuple[Paragraph, ...]:
    blocks = split_blocks(record.text, record.headline)
    flags = sorted(record.flags, key=lambda one: (one.flag.spans[0].start, one.flag.severity.rank, one.id))
    window = Window(record.text)
    marks = [
        mark
        for number, quotation in enumerate(record.quotations, start=1)
        if not quotation.rejected
        for mark in mark_attribution(quotation.attribution, number)
    ]
    marks += [
        Mark(span, Role.FLAG, number)
        for number, flag in enumerate(flags, start=1)
        for span in flag.flag.spans
    ]
    # Flags first: the notes of attributions repeat them, and then have the words of their evidence too.
    flag_notes = [(flag.flag.spans[0].start, maker.make_flag(flag, window)) for flag in flags]
    quotation_notes = [
        (quotation.attribution.start, maker.make_quotation(quotation, passage=False))
        for quotation in record.quotations
    ]
    anchored = [Anchored(start, _refer_to_quotation(entry)) for start, entry in quotation_notes]
    anchored += [Anchored(start, _refer_to_flag(entry)) for start, entry in flag_notes]
    return tuple(
        Paragraph(_is_headline(block, record.headline), pieces, own_quotations, own_flags)
        for block, pieces, own_quotations, own_flags in zip(
            blocks,
            mark_paragraphs(record.text, blocks, marks, anchored),
            _share_out(quotation_notes, blocks),
            _share_out(flag_notes, blocks),
            strict=True,
        )
    )


def _is_headline(block: Span, headline: Span | None) -> bool:
    return headline is not None and headline.overlaps(block)


def _share_out(notes: Sequence[tuple[int, T]], blocks: Sequence[Span]) -> list[tuple[T, ...]]:
    """The notes of each paragraph: of what begins in it."""
    found: list[tuple[T, ...]] = [() for _ in blocks]
    if blocks:
        for start, note in notes:
            index = find_block(blocks, start)
            found[index] = (*found[index], note)
    return found


def _refer_to_quotation(entry: QuotationEntry) -> Ref:
    names = wording.join_words(tuple(speaker.label for speaker in entry.speakers))
    who = names or entry.description or "nobody named"
    what = "Rejected quotation" if entry.rejected else "Quotation"
    return Ref(str(entry.number), entry.mark, entry.note, False, f"{what} {entry.number}: {who}")


def _refer_to_flag(entry: FlagEntry) -> Ref:
    severity = wording.SEVERITIES[entry.severity].lower()
    return Ref("!", entry.mark, entry.note, True, f"Flag, {severity}: {entry.name}")
