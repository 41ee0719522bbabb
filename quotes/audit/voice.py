"""First-person words in an article's own voice: somebody's words without quotation marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.audit.context import AuditContext, count_words
from quotes.audit.running import find_running_speakers
from quotes.audit.wordlists import load_words
from quotes.document import ParagraphKind, Sentence
from quotes.model import Attribution, Evidence, Flag, FlagKind, Severity, Span

# An article that speaks in the first person in more sentences than this, outside of what it credits to
# others, and in more than this share of them, has a narrator who says "we": an opinion piece, a report from
# the spot, a newsletter. Nothing in it is flagged.
MAX_SENTENCES, MAX_SHARE = 2, 0.04

_FIRST_PERSON = frozenset({"me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})


@dataclass(frozen=True, slots=True)
class _FirstPerson:
    """One sentence that says "we" in the article's own voice. `words` is what a message shows."""

    sentence: Sentence
    words: tuple[Span, ...]


def find_unmarked_quotations(context: AuditContext) -> Iterator[Flag]:
    """A sentence in the first person that is neither in quotation marks nor credited to anybody.

    Only in a paragraph that has begun to report what somebody said: elsewhere "we" is mostly the writer
    with the readers ("the world we live in"), or the writer alone.
    """
    own = [s for s in context.doc.sentences if _is_body(context, s)]
    found = [item for sentence in own if (item := _read(context, sentence)) is not None]
    if len(found) > MAX_SENTENCES and len(found) > MAX_SHARE * len(own):
        return
    spoken = {
        context.doc.paragraph_at(attribution.start): attribution
        for _, attribution, _ in reversed(context.attributed)
        if attribution.source
    }
    for item in found:
        reported = spoken.get(item.sentence.paragraph)
        if reported is not None and reported.start < item.sentence.span.start:
            yield _make_flag(context, item, reported)


def _is_body(context: AuditContext, sentence: Sentence) -> bool:
    return context.doc.paragraphs[sentence.paragraph].kind is ParagraphKind.BODY


def _read(context: AuditContext, sentence: Sentence) -> _FirstPerson | None:
    words = tuple(
        _show(sentence, index)
        for index, token in enumerate(sentence)
        if _is_first_person(sentence, index)
        and not _is_newsroom(sentence, index)
        and not context.is_credited(token.span)
    )
    return _FirstPerson(sentence, words) if words else None


def _is_first_person(sentence: Sentence, index: int) -> bool:
    """True for a pronoun; not for a numeral (Level I), the country (US), or a word of a title (Our Town)."""
    token = sentence[index]
    if token.text == "I":
        head = sentence[token.head]
        speaks = head.upos in ("VERB", "AUX", "ADJ") or sentence.children(token.head, "cop")
        is_numeral = index > 0 and sentence[index - 1].text.istitle()  # World War I, a Level I centre
        return token.relation == "nsubj" and bool(speaks) and not is_numeral
    if token.text.casefold() not in _FIRST_PERSON or token.upos != "PRON":
        return False
    opens = index == 0 and not token.text.isupper() and not sentence[min(1, len(sentence) - 1)].text.istitle()
    return token.text.islower() or opens


def _is_newsroom(sentence: Sentence, index: int) -> bool:
    """True for "told us" and "our correspondent": the newsroom speaks of itself."""
    head = sentence[sentence[index].head] if sentence[index].head >= 0 else sentence[index]
    is_subject = sentence[index].relation == "nsubj"
    return not is_subject and head.lemma.casefold() in load_words("newsroom.txt")


def _show(sentence: Sentence, index: int) -> Span:
    """The pronoun with the noun or verb it belongs to: "our countries", "unites us"."""
    head = sentence[index].head
    if head < 0 or abs(head - index) > 3:
        return sentence[index].span
    return sentence.span_of(min(head, index), max(head, index))


def _make_flag(context: AuditContext, item: _FirstPerson, reported: Attribution) -> Flag:
    running = [each for each in find_running_speakers(context, item.sentence.span) if each.speaks][:1]
    quoted = context.quote(item.words[0])
    message = (
        f"{quoted} stands outside quotation marks, in the article’s own voice. "
        "It may be a quotation whose marks were lost"
    )
    message += f"; the speaker around it is {running[0].name}." if running else "."
    return Flag(
        kind=FlagKind.UNMARKED_QUOTATION,
        severity=Severity.MEDIUM,
        message=f"{message} Check whose words these are.",
        spans=(item.sentence.span,),
        evidence=(
            Evidence(
                "first-person-outside-quotations",
                f"the first person in {count_words(len(item.words), 'place')}, credited to nobody",
                item.words,
            ),
            Evidence(
                "behind-reported-speech",
                f"its paragraph reports the words of {context.quote(reported.source[0], limit=50)} before it",
                reported.source,
            ),
            *(each.evidence for each in running),
        ),
        suggestions=tuple(each.name for each in running),
    )
