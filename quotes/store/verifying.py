"""Who is on record as saying some words: the question of every fact-checker, answered from the store."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from rapidfuzz import fuzz
from sqlalchemy import Connection, and_, select, true

from quotes.alike import fold_words
from quotes.alike.compare import compare_wordings
from quotes.alike.words import tell_content
from quotes.errors import StoreError
from quotes.model import Span
from quotes.records import QuotationRecord, SpeakerName
from quotes.store.engine import show_url
from quotes.store.index import INDEXED, Alike, Candidate, find_alike, is_indexed
from quotes.store.loading import load_quotations, load_summaries
from quotes.store.tables import SpanRole, articles, attributions, credits_, spans
from quotes.verify import Answer, Finding, LoosePlace, Question, Verdict, judge_answer, judge_finding
from quotes.verify.judging import compile_words, cut_line, find_words

# Attributions that are compared with the words, at most.
MOST_COMPARED = 200

# Attributions that an answer tells in full, at most: an answer is read by a person.
MOST_FINDINGS = 60

# Words of a question from which on the texts of articles are searched for them: two words stand everywhere.
LOOSE_WORDS = 3

# The beginnings of the longest so many words are asked of the database before a text is read: "harbo" finds
# the harbor and the harbour.
TELLING = 3
STEM = 5

# What is left of a word in a contraction.
_SHORT = {"not": "t", "are": "re", "have": "ve", "will": "ll", "would": "d", "am": "m", "is": "s"}

# Texts in memory at once.
BATCH = 50

# With so many words that carry sense, or fewer, a longer quotation may not be found by the index.
FEW = 2

# Places outside attributions, and near misses, that an answer tells.
MOST_PLACES = 10
NEAREST = 3

# How alike (0 to 100) an attribution must be to be told as the nearest on record: below 60 it only shares
# small words.
NEAR = 60


def verify_question(
    connection: Connection, question: Question, speakers: tuple[SpeakerName, ...] = ()
) -> tuple[Answer, ...]:
    """The answer to all the words, or one for each part of a passage that is not on record as a whole.

    speakers  who is asked for; () for anybody
    Raises StoreError when the index of words is not there yet.
    """
    if not is_indexed(connection):
        raise StoreError(
            show_url(connection.engine.url),
            "the words in it are not indexed yet",
            remedy="run `quotes ingest` once with this version of the program",
        )
    whole = _verify(connection, question.words, speakers, is_last=not question.parts)
    if not question.parts or _holds_all(whole):
        return (whole,)
    return tuple(_verify(connection, part, speakers) for part in question.parts)


def _holds_all(answer: Answer) -> bool:
    """True when a whole passage is on record, not only one of its sentences."""
    return answer.verdict in (Verdict.AS_QUOTED, Verdict.ALTERED) or any(
        len(finding.quotation.content) >= len(answer.words) for finding in answer.findings
    )


def _verify(
    connection: Connection, words: str, speakers: tuple[SpeakerName, ...], *, is_last: bool = True
) -> Answer:
    """The answer to one wording; texts are searched only when there is nothing else to ask for."""
    asked = frozenset(speaker.id for speaker in speakers)
    alike = _find_alike(connection, words)
    compared = [(one, compare_wordings(words, one.content)) for one in alike.candidates]
    theirs = _credited_to(connection, alike.candidates, asked)
    close = sorted(
        ((one.attribution_id, comparison) for one, comparison in compared if comparison),
        key=lambda pair: (pair[0] not in theirs, -pair[1].score, pair[0]),
    )[:MOST_FINDINGS]
    records = _load_records(connection, [id for id, _ in close])
    judged = (judge_finding(words, records[id], comparison, asked) for id, comparison in close)
    findings = [finding for finding in judged if finding]
    answer = judge_answer(words, speakers, findings, complete=alike.complete)
    if answer.verdict is not Verdict.NOT_FOUND or not is_last:
        return answer
    places = tuple(_find_loose(connection, words))
    misses = [one for one, comparison in compared if not comparison]
    nearest = () if places else _find_nearest(connection, words, misses, asked)
    return judge_answer(words, speakers, findings, places, nearest, complete=alike.complete)


def _find_alike(connection: Connection, words: str) -> Alike:
    """Attributions to compare: by the index, and, where the words are few for it, by reading the texts."""
    folded = fold_words(words)
    telling = len(tell_content(folded))
    by_index = find_alike(connection, words, limit=MOST_COMPARED) if telling >= INDEXED else Alike(())
    if telling > FEW:
        return by_index
    read = _scan_texts(connection, words)
    found = {one.attribution_id: one for one in (*read.candidates, *by_index.candidates)}
    return Alike(tuple(found.values()), read.complete and by_index.complete)


def _scan_texts(connection: Connection, words: str) -> Alike:
    """Attributions whose contents hold some words in a row."""
    phrase = f" {' '.join(fold_words(words))} "
    quick = _compile_beginnings(words)  # to fold every content would take seconds
    found: list[Candidate] = []
    texts = _search_texts(connection, words)
    while batch := dict(islice(texts, BATCH)):
        for attribution_id, article_id, kind, content in _cut_contents(connection, batch):
            if not quick.search(content):
                continue
            said = f" {' '.join(fold_words(content))} "
            if phrase in said:
                score = len(phrase) / len(said)
                found.append(Candidate(attribution_id, article_id, kind, content, score))
        if len(found) >= MOST_COMPARED:
            return Alike(tuple(found), complete=False)
    return Alike(tuple(found))


def _sure_words(words: str) -> frozenset[str]:
    """Folded words that stand in nearly every spelling of the same: no numbers, no accents."""
    lower = words.lower()
    return frozenset(
        word for word in fold_words(words) if word.isascii() and word.isalpha() and word[:STEM] in lower
    )


def _compile_beginnings(words: str) -> re.Pattern[str]:
    """A pattern that nearly every spelling of some words in a row meets, and some others do."""
    sure = _sure_words(words)
    letters = re.findall(r"[a-z]{2,}", words.lower())
    asked = rf"|(?:{'|'.join(letters)})\b[\w -]{{0,40}}?" if letters else ""
    parts = []
    for word in fold_words(words):
        if word in sure:
            short = rf"|n?['’]{_SHORT[word]}\b" if word in _SHORT else ""
            parts.append(rf"(?:{word[:STEM]}\w*{short})")
        elif word[0].isdecimal():
            # In digits, or as it is asked for: "25" does not find "twenty-five" here.
            parts.append(rf"(?:{word[0]}[\d.,]*\w*{asked})")
        else:
            parts.append(r"[^\n]{1,40}?")
    return re.compile(r"[\W_]*".join(parts), re.IGNORECASE)


def _cut_contents(connection: Connection, texts: Mapping[int, str]) -> Iterator[tuple[int, int, str, str]]:
    """Of some articles each attribution: its number, its article, its kind, the words of its content."""
    query = (
        select(attributions.c.id, attributions.c.article_id, attributions.c.kind, spans.c.start, spans.c.end)
        .join(spans, spans.c.attribution_id == attributions.c.id)
        .where(attributions.c.article_id.in_(sorted(texts)), spans.c.role == SpanRole.CONTENT)
        .order_by(attributions.c.id, spans.c.position)
    )
    rows = connection.execute(query)
    for (id, article_id, kind), parts in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        text = texts[article_id]
        yield id, article_id, kind, " ".join(text[start:end] for *_, start, end in parts)


def _search_texts(connection: Connection, words: str) -> Iterator[tuple[int, str]]:
    """Articles with their texts in which some words may stand."""
    c = articles.c
    telling = sorted(_sure_words(words) - _SHORT.keys(), key=lambda word: (len(word), word))[-TELLING:]
    there = and_(true(), *(c.text.icontains(word[:STEM], autoescape=True) for word in telling))
    query = select(c.id, c.text).where(there).order_by(c.id)
    rows = connection.execute(query, execution_options={"yield_per": BATCH})
    yield from ((id, text) for id, text in rows)


def _credited_to(connection: Connection, found: Iterable[Candidate], asked: frozenset[int]) -> frozenset[int]:
    """Those of some attributions that are credited to speakers who were asked for."""
    if not asked:
        return frozenset()
    c = credits_.c
    ids = [one.attribution_id for one in found]
    query = select(c.attribution_id).where(c.attribution_id.in_(ids), c.speaker_id.in_(sorted(asked)))
    return frozenset(connection.execute(query).scalars())


def _load_records(connection: Connection, ids: Sequence[int]) -> dict[int, QuotationRecord]:
    wanted = select(attributions.c.id).where(attributions.c.id.in_(ids))
    return {record.id: record for record in load_quotations(connection, wanted)} if ids else {}


# ------------------------------------------------------------------ when nobody is on record
def _find_loose(connection: Connection, words: str) -> Iterator[LoosePlace]:
    """Where the words stand in articles, outside every content."""
    folded, pattern = fold_words(words), compile_words(words)
    if len(folded) < LOOSE_WORDS or pattern is None:
        return
    found: list[tuple[int, Span, str]] = []
    for id, text in _search_texts(connection, words):
        places = find_words(pattern, text)
        taken = _load_contents(connection, id) if places else []
        for span in places:
            if not any(span.overlaps(content) for content in taken):
                found.append((id, span, cut_line(text, span)))
        if len(found) >= MOST_PLACES:
            break
    ids = sorted({id for id, _, _ in found})
    summaries = load_summaries(connection, select(articles.c.id).where(articles.c.id.in_(ids)))
    for id, span, line in found[:MOST_PLACES]:
        yield LoosePlace(summaries[id], span, line)


def _load_contents(connection: Connection, article_id: int) -> list[Span]:
    query = (
        select(spans.c.start, spans.c.end)
        .join(attributions, attributions.c.id == spans.c.attribution_id)
        .where(attributions.c.article_id == article_id, spans.c.role == SpanRole.CONTENT)
    )
    return [Span(start, end) for start, end in connection.execute(query)]


def _find_nearest(
    connection: Connection, words: str, misses: Sequence[Candidate], asked: frozenset[int]
) -> tuple[Finding, ...]:
    """What comes nearest on record: other words, but about the same."""
    folded = " ".join(fold_words(words))
    theirs = _credited_to(connection, misses, asked)
    scored = [
        (
            one.attribution_id not in theirs,
            -fuzz.token_sort_ratio(folded, " ".join(fold_words(one.content))),
            one,
        )
        for one in misses
    ]
    near = sorted((row for row in scored if -row[1] >= NEAR), key=lambda row: (row[0], row[1]))[:NEAREST]
    records = _load_records(connection, [one.attribution_id for _, _, one in near])
    return tuple(
        Finding(
            Verdict.NOT_FOUND,
            records[one.attribution_id],
            (),
            score=-score / 100,
            is_asked=not asked or not is_other,
            counts=not records[one.attribution_id].rejected,
        )
        for is_other, score, one in near
    )
