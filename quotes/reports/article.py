"""The page of one article: its full text, marked, with notes beside each paragraph."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, Unpack

from quotes.model import Span
from quotes.records import ArticleRecord, QuotationRecord
from quotes.reports import wording
from quotes.reports.blocks import split_blocks
from quotes.reports.colours import NOBODY, Voice, assign_voices, write_css
from quotes.reports.contexts import (
    ArticlePage,
    FlagEntry,
    Frame,
    Paragraph,
    QuotationEntry,
    Ref,
    VoiceEntry,
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
    voices = assign_voices(record.quotations)
    paragraphs = _make_paragraphs(record, maker, voices)
    heading = paragraphs[0] if paragraphs and paragraphs[0].headline else None
    return ArticlePage(
        **frame,
        article=maker.make_article(record.summary),
        read_at=wording.write_time(record.summary.read_at),
        identity=record.summary.identity,
        text_hash=record.summary.text_hash,
        dismissed=tuple(map(maker.make_dismissed, record.dismissed)),
        heading=heading,
        paragraphs=paragraphs[1:] if heading else paragraphs,
        speakers=_make_key(record, maker, voices),
        models=record.models,
        analysed_by=record.program,
        versions=make_versions(record, maker),
    )


def _make_key(
    record: ArticleRecord, maker: EntryMaker, voices: Mapping[int, Voice]
) -> tuple[VoiceEntry, ...]:
    """Who is credited, with how often, and by which letter the text shows it."""
    said = [speaker for one in record.quotations if not one.rejected for speaker in one.speakers]
    counts = Counter(speaker.id for speaker in said)
    names = {speaker.id: speaker for speaker in said}
    return tuple(
        VoiceEntry(maker.link_speaker(names[speaker]), voice.letter, write_css(voice), counts[speaker])
        for speaker, voice in voices.items()
    )


def _find_voice(record: QuotationRecord, voices: Mapping[int, Voice]) -> Voice:
    """How an attribution is drawn: as the first of its speakers, with the letters of all."""
    own = [voices[speaker.id] for speaker in record.speakers if speaker.id in voices]
    return replace(own[0], letter="".join(voice.letter for voice in own)) if own else NOBODY


def _make_note(record: QuotationRecord, maker: EntryMaker, voice: Voice) -> QuotationEntry:
    return replace(maker.make_quotation(record, passage=False), letter=voice.letter, css=write_css(voice))


def _make_paragraphs(
    record: ArticleRecord, maker: EntryMaker, voices: Mapping[int, Voice]
) -> tuple[Paragraph, ...]:
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
    drawn = {
        number: _find_voice(quotation, voices) for number, quotation in enumerate(record.quotations, start=1)
    }
    quotation_notes = [
        (quotation.attribution.start, _make_note(quotation, maker, drawn[number]))
        for number, quotation in enumerate(record.quotations, start=1)
    ]
    anchored = [Anchored(start, _refer_to_quotation(entry)) for start, entry in quotation_notes]
    anchored += [Anchored(start, _refer_to_flag(entry)) for start, entry in flag_notes]
    return tuple(
        Paragraph(_is_headline(block, record.headline), pieces, own_quotations, own_flags)
        for block, pieces, own_quotations, own_flags in zip(
            blocks,
            mark_paragraphs(record.text, blocks, marks, anchored, drawn),
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
    number = str(entry.number)
    letter = f" {entry.letter}" if entry.letter else ""
    return Ref(
        number,
        entry.mark,
        entry.note,
        False,
        f"{what} {number}{letter}: {who}",
        letter=entry.letter,
        css=entry.css,
        number=number,
    )


def _refer_to_flag(entry: FlagEntry) -> Ref:
    severity = wording.SEVERITIES[entry.severity].lower()
    return Ref("!", entry.mark, entry.note, True, f"Flag, {severity}: {entry.name}")
