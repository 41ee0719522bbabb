"""Sources whose name the article never introduces."""

from collections.abc import Iterator

from quotes.audit.context import AuditContext, count_times, find_heads
from quotes.audit.names import NameUse
from quotes.audit.running import find_running_speakers
from quotes.audit.wordlists import is_no_person, load_words
from quotes.document import EntityLabel, Sentence
from quotes.model import Attribution, Evidence, Flag, FlagKind, Resolution, Severity

# A name that the article uses at least so often is one of its subjects: the writer forgot to introduce it,
# and the words are hardly somebody else's.
OFTEN = 3
# A well-known name that is used more often than this is plainly the person whom everybody knows.
MAX_KNOWN_USES = 1
# Words that only a parser takes for a name are left alone when the model calls them a place or a body and
# they stand more often than this: a name set in by mistake stands once.
MAX_UNSURE_USES = 1


def find_unintroduced_speakers(context: AuditContext) -> Iterator[Flag]:
    """A source that is a bare surname or first name which the article explains nowhere."""
    slips = {place.span for slip in context.slips for place in slip.places}
    for index, attribution, resolution in context.attributed:
        for use in _source_names(context, attribution):
            if _is_unintroduced(context, use) and use.span not in slips:
                yield _make_stranger_flag(context, index, attribution, resolution, use)
                break


# ------------------------------------------------------------------ the names of a source
def _source_names(context: AuditContext, attribution: Attribution) -> Iterator[NameUse]:
    """Uses of names that are the source itself or one of several joined by "and", not a part of it."""
    for span in attribution.source:
        heads = find_heads(context.doc, span)
        for use in context.names.overlapping(span):
            if span.contains(use.span) and any(_is_bare(use, sentence, i) for sentence, i in heads):
                yield use


def _is_bare(use: NameUse, sentence: Sentence, index: int) -> bool:
    """True when a token is the name, with nothing before it that names no single person ("the Greens")."""
    if not sentence[index].span.overlaps(use.span):
        return False
    before = [
        i for i in sentence.children(index, "det", "nummod", "amod", "nmod:poss", "compound") if i < index
    ]
    if use.label is EntityLabel.PERSON:
        return not any(sentence[i].relation in ("det", "nummod") for i in before)
    return not [i for i in before if not sentence[i].span.overlaps(use.span)]


# ------------------------------------------------------------------ is it a person nobody knows
def _is_unintroduced(context: AuditContext, use: NameUse) -> bool:
    if len(use.words) > 1 or use.described or context.names.is_introduced(use.last):
        return False
    written = use.span.text(context.text)
    if len(written) < 3 or written.isupper() or any(c.isupper() for c in written.split("-")[0][3:]):
        return False  # an acronym, a speaker's label in a transcript, a brand (BuzzFeed)
    if is_no_person(use.last):
        return False
    uses = _plain_uses(context, use)
    if use.last in load_words("known_people.txt") and len(uses) > MAX_KNOWN_USES:
        return False
    labels = [each.label for each in uses]
    if EntityLabel.PERSON in labels:
        return True
    return EntityLabel.NORP not in labels and len(uses) <= MAX_UNSURE_USES


def _plain_uses(context: AuditContext, use: NameUse) -> tuple[NameUse, ...]:
    return context.names.with_word(use.last)


def _make_stranger_flag(
    context: AuditContext, index: int, attribution: Attribution, resolution: Resolution, use: NameUse
) -> Flag:
    uses = _plain_uses(context, use)
    own = {s.key for s in context.analysis.speakers if use.last in s.name.casefold().split()}
    running = find_running_speakers(context, use.span, skip=index, about=attribution, unlike=frozenset(own))
    known = use.last in load_words("known_people.txt")
    name = context.quote(use.span)
    if len(uses) == 1:
        count = "and it stands nowhere else in the text"
    else:
        count = f"though the name stands in the text {count_times(len(uses))}"
    message = (
        f"{name} is given as the source, but the article never says who that is: "
        f"no full name, no role, {count}."
    )
    if running:
        message += f" Around this place the article reports what {running[0].name} said."
        message += " Check whose words these are."
    elif known:
        message += " The name may need no introduction. Check that it is the right person."
    else:
        message += " Check whose words these are."
    if known:
        severity = Severity.LOW
    elif len(uses) >= OFTEN:
        severity = Severity.MEDIUM
    else:
        severity = Severity.HIGH
    evidence = Evidence(
        rule="name-without-introduction",
        detail=f"{name} stands {count_times(len(uses))}, never with a first name or a description",
        spans=tuple(each.span for each in uses),
    )
    return Flag(
        kind=FlagKind.UNINTRODUCED_SPEAKER,
        severity=severity,
        message=message,
        spans=(use.span,),
        evidence=(evidence, *(each.evidence for each in running), *resolution.evidence),
        suggestions=tuple(each.name for each in running),
        attribution=index,
    )
