"""Names that are spelled in another way than where the article introduces them."""

from collections.abc import Iterator, Sequence

from quotes.audit.acquaintance import Acquaintance, find_near_names
from quotes.audit.context import AuditContext, count_times, join_words
from quotes.audit.names import NameUse
from quotes.audit.slips import Slip
from quotes.audit.spelling import is_other_spelling
from quotes.audit.wordlists import is_no_person
from quotes.document import EntityLabel
from quotes.model import Evidence, Flag, FlagKind, Severity, Span

# Of several people whose names are a letter off, so many are suggested.
MAX_SUGGESTIONS = 3


def find_misspelled_names(context: AuditContext) -> Iterator[Flag]:
    """A name that is a letter or two off an introduced one: a flag each source, one for other places."""
    sources = _index_sources(context)
    for slip in (*context.slips, *_find_respelled_sources(context)):
        credited = [place for place in slip.places if place.span in sources]
        for place in credited:
            yield _make_flag(context, slip, (place,), sources[place.span])
        if not credited:
            yield _make_flag(context, slip, slip.places, None)
    yield from _find_near_acquaintances(context)


def _find_near_acquaintances(context: AuditContext) -> Iterator[Flag]:
    """Sources a letter off somebody whom many other articles quote, and whom this article does not name."""
    own = {word for use in context.names.full_people() for word in use.words}
    odd = {place.span for slip in context.slips for place in slip.places}
    done: set[tuple[str, ...]] = set()
    for span, index in _index_sources(context).items():
        (use,) = (each for each in context.names.overlapping(span) if each.span == span)
        if use.words in done or use.span in odd or use.label not in (EntityLabel.PERSON, None):
            continue
        if len(use.words) == 1 and (use.last in own or use.described or use.last in context.names.common):
            continue
        near = find_near_names(use.words, context.acquainted.get(use.last, ()))
        if near and not is_no_person(use.last):
            done.add(use.words)
            yield _make_acquaintance_flag(context, use, near[:MAX_SUGGESTIONS], index)


def _make_acquaintance_flag(
    context: AuditContext, use: NameUse, near: Sequence[Acquaintance], attribution: int
) -> Flag:
    written = context.quote(use.span)
    told = join_words([person.tell() for person in near], "or")
    return Flag(
        kind=FlagKind.MISSPELLED_NAME,
        severity=Severity.MEDIUM if len(use.words) > 1 else Severity.LOW,
        message=f"{written} is a letter off {told}. Check the spelling, and that the same person is meant.",
        spans=(use.span,),
        evidence=tuple(
            Evidence("near-known-name", f"{written} is a letter off {person.tell()}", (use.span,))
            for person in near
        ),
        suggestions=tuple(dict.fromkeys(person.name for person in near)),
        attribution=attribution,
    )


def _find_respelled_sources(context: AuditContext) -> Iterator[Slip]:
    """Sources that were resolved to somebody whose name the article spells in another way."""
    known = {place.span for slip in context.slips for place in slip.places}
    full = {use.span.text(context.text): use for use in reversed(context.names.full_people())}
    for _, attribution, resolution in context.attributed:
        for name in context.analysis.names_of(resolution):
            for use in (u for span in attribution.source for u in context.names.overlapping(span)):
                other = full.get(name)
                if len(use.words) > 1 or use.span in known or other is None or use.last in other.words:
                    continue
                if any(is_other_spelling(use.last, word) for word in other.words):
                    known.add(use.span)
                    yield Slip((use,), use.last, (other,), (name,))


def _index_sources(context: AuditContext) -> dict[Span, int]:
    """Uses of names inside a source, with the position of its first attribution."""
    found: dict[Span, int] = {}
    for index, attribution, _ in context.attributed:
        for span in attribution.source:
            for use in context.names.overlapping(span):
                found.setdefault(use.span, index)
    return found


def _make_flag(
    context: AuditContext, slip: Slip, places: tuple[NameUse, ...], attribution: int | None
) -> Flag:
    written = context.quote(places[0].span)
    if len(slip.better) > 1:
        message = (
            f"{written} is close to more than one name in this article: {join_words(slip.better, 'and')}. "
            "Check which of them is meant."
        )
    else:
        message = (
            f"{written} looks like a misspelling of {slip.better[0]}, as the article has the name elsewhere."
        )
        if is_no_person(slip.names[0].last):
            message += " Check the spelling."
        else:
            message += " Check the spelling, and that the same person is meant."
    spelled = sorted({name.span for name in slip.names})
    return Flag(
        kind=FlagKind.MISSPELLED_NAME,
        severity=Severity.HIGH if len(slip.better) > 1 else Severity.MEDIUM,
        message=message,
        spans=tuple(place.span for place in places),
        evidence=(
            Evidence(
                rule="near-introduced-name",
                detail=f"{written} stands {count_times(len(slip.places))}; "
                f"a letter or two away from {context.quote(spelled[0])}",
                spans=tuple(spelled),
            ),
        ),
        suggestions=slip.better,
        attribution=attribution,
    )
