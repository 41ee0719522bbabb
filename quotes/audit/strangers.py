"""Sources whose name the article never introduces."""

import re
from collections.abc import Iterator

from quotes.audit.acquaintance import find_namesakes
from quotes.audit.context import AuditContext, count_times, find_heads, join_words
from quotes.audit.names import NameUse
from quotes.audit.running import RunningSpeaker, find_running_speakers
from quotes.audit.wordlists import is_no_person, load_words
from quotes.document import EntityLabel, Sentence
from quotes.model import Attribution, Evidence, Flag, FlagKind, Resolution, Severity
from quotes.resolve.nouns import is_person_noun

# A name that the article uses at least so often is one of its subjects: the writer forgot to introduce it,
# and the words are hardly somebody else's.
OFTEN = 3
# A well-known name that is used more often than this is plainly the person whom everybody knows.
MAX_KNOWN_USES = 1
# Words that only a parser takes for a name are left alone when the model calls them a place or a body and
# they stand more often than this: a name set in by mistake stands once.
MAX_UNSURE_USES = 1


# Of several people of the name whom other articles know, the message tells so many.
MAX_NAMESAKES = 2

# A brand with a capital inside (BuzzFeed; but McCain, DuVernay, O'Brien), and words like "London-based".
_NO_NAME = re.compile(r"[^\W\d_]{3,}[A-Z]|[^\W\d_]+-[a-z]")
# Right behind a name, these make it part of something else: Article 21, Center for
# Reform, Future45; or the end of a dateline.
_BEHIND = re.compile(
    r"\d|[ \u00a0](?:\d|(?:in[ \u00a0])?['’]t\b|[IVX]+\b|(?:for|of|and|to)[ \u00a0][A-Z])|\.?[ \u00a0][—–]"
)
_CAPITAL_BEHIND = re.compile(r"[ \u00a0][A-Z]")
# Right before it, too: "The Hill", "T. R." at the end of what the parser took for a sentence.
_BEFORE = re.compile(r"(?:\b[Tt]he|\b[A-Z]\.)[ \u00a0]\Z")
_CAPITAL_BEFORE = re.compile(r"[^\s.,:;!?”\"][ \u00a0][A-Z][\w’'-]+[ \u00a0]\Z")


def find_unintroduced_speakers(context: AuditContext) -> Iterator[Flag]:
    """A source that is a bare surname or first name which the article explains nowhere."""
    slips = {place.span for slip in context.slips for place in slip.places}
    for index, attribution, resolution in context.attributed:
        for use in _source_names(context, attribution):
            linked = _is_linked(context, resolution, use)
            if not linked and _is_unintroduced(context, use) and use.span not in slips:
                yield _make_stranger_flag(context, index, attribution, resolution, use)
                break


# ------------------------------------------------------------------ the names of a source
def _source_names(context: AuditContext, attribution: Attribution) -> Iterator[NameUse]:
    """Uses of names that are the source itself or one of several joined by "and", not a part of it."""
    for span in attribution.source:
        heads = find_heads(context.doc, span)
        uses = context.names.overlapping(span)
        for use in uses:
            if not span.contains(use.span) or any(_describes(context, use, other) for other in uses):
                continue
            if any(_is_bare(use, sentence, i) for sentence, i in heads):
                yield use


def _describes(context: AuditContext, use: NameUse, other: NameUse) -> bool:
    """True for a word that stands before a full name and describes it: "Harbour ranking member Ada Roe"."""
    if len(other.words) < 2 or other.label is not EntityLabel.PERSON or other.span.start <= use.span.end:
        return False
    between = context.text[use.span.end : other.span.start]
    return all(word.isalpha() and word != "and" for word in between.split())


def _is_bare(use: NameUse, sentence: Sentence, index: int) -> bool:
    """True when a token is the name, with nothing before it that names no single person ("the Greens")."""
    if not sentence[index].span.overlaps(use.span):
        return False
    before = [
        i for i in sentence.children(index, "det", "nummod", "amod", "nmod:poss", "compound") if i < index
    ]
    if use.label is EntityLabel.PERSON:
        return not any(sentence[i].relation in ("det", "nummod") for i in before)
    if not use.heading and sentence[index].relation == "compound" and sentence[index].head > index:
        return False  # a word of something longer, of which the source is only the first
    return not [i for i in before if not sentence[i].span.overlaps(use.span)]


# ------------------------------------------------------------------ is it a person nobody knows
def _is_linked(context: AuditContext, resolution: Resolution, use: NameUse) -> bool:
    """True when the source was resolved to somebody whom the article has under a longer name."""
    names = context.analysis.names_of(resolution)
    return any(len(name.split()) > 1 for name in names) and not any(
        name.casefold() == use.span.text(context.text).casefold() for name in names
    )


def _is_unintroduced(context: AuditContext, use: NameUse) -> bool:
    if len(use.words) > 1 or use.described or context.names.is_introduced(use.last):
        return False
    written = use.span.text(context.text)
    if len(written) < 3 or written.isupper() or _NO_NAME.match(written):
        return False  # an acronym, a speaker's label in a transcript
    if is_no_person(use.last):
        return False
    if _is_part_of_more(context, use) or _is_common(context, use):
        return False
    uses = _plain_uses(context, use)
    if use.last in load_words("known_people.txt") and len(uses) > MAX_KNOWN_USES:
        return False
    labels = [each.label for each in uses]
    people = labels.count(EntityLabel.PERSON)
    if people:
        return 2 * people >= len(labels)
    return EntityLabel.NORP not in labels and len(uses) <= MAX_UNSURE_USES


def _is_part_of_more(context: AuditContext, use: NameUse) -> bool:
    """True when the words around a name make it part of something else than a bare name."""
    before = context.text[max(0, use.span.start - 30) : use.span.start]
    if _BEHIND.match(context.text, use.span.end) or _BEFORE.search(before):
        return True
    if use.label is EntityLabel.PERSON:
        return False
    behind = not use.heading and _CAPITAL_BEHIND.match(context.text, use.span.end)
    return bool(behind or _CAPITAL_BEFORE.search(before))


def _is_common(context: AuditContext, use: NameUse) -> bool:
    """True for a common word with a capital, as in a headline, and for a family ("the Petrovs")."""
    names, word = context.names, use.last
    singular = word.removesuffix("s")
    if singular != word and names.is_introduced(singular):
        return True
    if use.label is EntityLabel.PERSON and not use.heading:
        return False
    return word in names.common or any(is_person_noun(form) for form in (word, singular))


def _plain_uses(context: AuditContext, use: NameUse) -> tuple[NameUse, ...]:
    return context.names.with_word(use.last)


def _make_stranger_flag(
    context: AuditContext, index: int, attribution: Attribution, resolution: Resolution, use: NameUse
) -> Flag:
    uses = _plain_uses(context, use)
    own = {s.key for s in context.analysis.speakers if use.last in s.name.casefold().split()}
    running = find_running_speakers(context, use.span, skip=index, about=attribution, unlike=frozenset(own))
    namesakes = find_namesakes(use.last, context.acquainted.get(use.last, ()))[:MAX_NAMESAKES]
    famous = use.last in load_words("known_people.txt")
    name = context.quote(use.span)
    if len(uses) == 1:
        count = "and it stands nowhere else in the text"
    else:
        count = f"though the name stands in the text {count_times(len(uses))}"
    message = (
        f"{name} is given as the source, but the article never says who that is: "
        f"no full name, no role, {count}."
    )
    if running and running[0].speaks:
        message += f" Around this place the article reports what {running[0].name} said."
    elif running:
        message += f" The person named near it is {running[0].name}."
    if namesakes:
        message += f" Other articles know {join_words([person.tell() for person in namesakes], 'and')}."
    if famous and not running:
        message += " The name may need no introduction. Check that it is the right person."
    else:
        message += " Check whose words these are."
    evidence = Evidence(
        rule="name-without-introduction",
        detail=f"{name} stands {count_times(len(uses))}, never with a first name or a description",
        spans=tuple(each.span for each in uses),
    )
    known = tuple(Evidence("known-from-other-articles", person.tell()) for person in namesakes)
    names = (*(each.name for each in running), *(person.name for person in namesakes))
    return Flag(
        kind=FlagKind.UNINTRODUCED_SPEAKER,
        severity=_weigh(uses, famous=famous, known=len(namesakes) == 1, running=running),
        message=message,
        spans=(use.span,),
        evidence=(evidence, *(each.evidence for each in running), *known, *resolution.evidence),
        suggestions=tuple(dict.fromkeys(names)),
        attribution=index,
    )


def _weigh(
    uses: tuple[NameUse, ...], *, famous: bool, known: bool, running: tuple[RunningSpeaker, ...]
) -> Severity:
    """How bad it is that a name is not introduced.

    famous   most readers know the name
    known    other articles tell of one person of that name
    running  whose words the article reports around it, likeliest first
    """
    if famous:
        return Severity.LOW
    speaks = bool(running) and running[0].speaks
    if known:
        return Severity.MEDIUM if speaks and len(uses) < OFTEN else Severity.LOW
    return Severity.HIGH if speaks and len(uses) < OFTEN else Severity.MEDIUM
