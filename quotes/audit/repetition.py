"""Sentences and longer passages that stand in an article more than once."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz

from quotes.audit.context import AuditContext, count_times
from quotes.document import ParagraphKind
from quotes.model import Evidence, Flag, FlagKind, Severity, Span
from quotes.resolve.spelling import plain

# Shorter sentences come again by chance or on purpose ("We will not give up.").
MIN_WORDS = 8
# Longer sentences also count when they are nearly the same: at least this likeness, of 100 (rapidfuzz ratio
# of their words). Sentences of one pattern ("Poll A found ...", "Poll B found ...") stay below it.
MIN_WORDS_NEAR, MIN_LIKENESS = 12, 96.0
# Sentences are compared when they share a run of this many words.
SHINGLE = 5


def find_repeated_passages(context: AuditContext) -> Iterator[Flag]:
    """A passage of the body that stands twice or more, word for word or nearly so."""
    sentences = [
        sentence
        for sentence in context.doc.sentences
        if context.doc.paragraphs[sentence.paragraph].kind is ParagraphKind.BODY
    ]
    words = [tuple(plain(sentence.span.text(context.text)).split()) for sentence in sentences]
    groups = _group_alike(words)
    for passage in _join_neighbours(groups):
        yield _make_flag(context, [Span(sentences[a].span.start, sentences[b].span.end) for a, b in passage])


def _group_alike(words: list[tuple[str, ...]]) -> list[list[int]]:
    """Groups of two or more sentences (positions in order) that are alike, by first place."""
    home = list(range(len(words)))
    known: dict[tuple[str, ...], int] = {}
    # By length and run of words: sentences of one pattern share runs, and most of them cannot be alike.
    first_with: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for index, sentence in enumerate(words):
        if len(sentence) < MIN_WORDS:
            continue
        runs = [sentence[place : place + SHINGLE] for place in range(len(sentence) - SHINGLE + 1)]
        shared = {known[sentence]} if sentence in known else set()
        for length in _lengths_alike(len(sentence)):
            shared.update(*(first_with.get((length, run), ()) for run in runs))
        for other in sorted(shared):
            if _are_alike(sentence, words[other]):
                home[index] = other
                break
        else:
            known[sentence] = index
            if len(sentence) >= MIN_WORDS_NEAR:
                for run in dict.fromkeys(runs):
                    first_with.setdefault((len(sentence), run), []).append(index)
    groups: dict[int, list[int]] = defaultdict(list)
    for index, first in enumerate(home):
        groups[first].append(index)
    return [group for group in groups.values() if len(group) > 1]


@cache
def _lengths_alike(length: int) -> tuple[int, ...]:
    """Lengths that a sentence may have which is nearly, but not wholly, the same as one of so many words.

    The likeness counts words taken out or put in: between two of one length they are two at least.
    """
    if length < MIN_WORDS_NEAR:
        return ()
    unlike = 1 - MIN_LIKENESS / 100
    most = int(length * 2 * unlike / (1 - unlike)) + 1
    return tuple(
        other
        for other in range(max(MIN_WORDS_NEAR, length - most), length + most + 1)
        if (abs(length - other) or 2) <= (length + other) * unlike + 1e-6
    )


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_WORDS_NEAR:
        return False
    return fuzz.ratio(one, other, score_cutoff=MIN_LIKENESS) > 0


def _join_neighbours(groups: list[list[int]]) -> Iterator[list[tuple[int, int]]]:
    """Passages as (first, last) sentence: groups whose sentences follow each other everywhere are one."""
    passages = [[(index, index) for index in group] for group in groups]
    passages.sort(key=lambda passage: passage[0])
    current: list[tuple[int, int]] | None = None
    for passage in passages:
        if current and len(current) == len(passage) and all(
            b + 1 == c for (_, b), (c, _) in zip(current, passage, strict=True)
        ):  # fmt: skip
            current = [(a, d) for (a, _), (_, d) in zip(current, passage, strict=True)]
            continue
        if current:
            yield current
        current = passage
    if current:
        yield current


def _make_flag(context: AuditContext, spans: list[Span]) -> Flag:
    quoted = context.quote(spans[0], limit=60)
    same = len({plain(span.text(context.text)) for span in spans}) == 1
    how = "word for word" if same else "nearly word for word"
    return Flag(
        kind=FlagKind.REPEATED_PASSAGE,
        severity=Severity.MEDIUM,
        message=f"The passage {quoted} stands {count_times(len(spans))} in this article, {how}. "
        "Check whether something else was meant to stand in one of these places.",
        spans=tuple(spans),
        evidence=(Evidence("same-words", f"{len(spans)} passages with the same words", tuple(spans)),),
    )
