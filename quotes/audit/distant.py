"""Pronouns and running quotations whose speaker was last named far above."""

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.audit.context import AuditContext, count_words, join_words
from quotes.model import (
    Attribution,
    Evidence,
    Flag,
    FlagKind,
    Gender,
    Mention,
    MentionForm,
    Outcome,
    Resolution,
    Severity,
    Span,
    Speaker,
    SpeakerKind,
)

# A speaker who was last named so many paragraphs above, with somebody else named since whom the pronoun
# fits as well, is hard to find for a reader. Of 395 such sources in 126 articles (84 of PolNeAR's
# development part, 12 of world news, 30 of this project) 14 stand so far below. From 2 paragraphs on it
# would be more than twice as many, and there readers still know who speaks.
FAR = 3
# From this distance on, and with so many people between, the doubt is a worse one.
VERY_FAR, CROWD = 5, 2

_SELF = frozenset({"i", "we", "me", "us", "my", "our", "you"})


@dataclass(frozen=True, slots=True)
class _Reach:
    """From a source back to where its speaker was last named, and who else was named since."""

    speaker: Speaker
    named: Mention
    paragraphs: int
    between: tuple[tuple[str, Span], ...]


def find_distant_sources(context: AuditContext) -> Iterator[Flag]:
    """Sources far below the last name of their speaker; one flag for all that hang on the same name."""
    groups: dict[tuple[str, Span], list[tuple[int, Attribution, _Reach]]] = {}
    for index, attribution, resolution in context.attributed:
        reach = _measure(context, attribution, resolution)
        if reach is not None:
            place = (reach.speaker.key, reach.named.span)
            groups.setdefault(place, []).append((index, attribution, reach))
    for items in groups.values():
        yield _make_flag(context, items)


def _measure(context: AuditContext, attribution: Attribution, resolution: Resolution) -> _Reach | None:
    if resolution.outcome is not Outcome.RESOLVED or len(resolution.speakers) != 1:
        return None
    if resolution.form not in (MentionForm.PRONOUN, MentionForm.EMPTY):
        return None
    if attribution.source and attribution.source[0].text(context.text).casefold() in _SELF:
        return None
    speaker = context.analysis.speaker(resolution.speakers[0])
    start = attribution.source[0].start if attribution.source else attribution.start
    if speaker.kind is not SpeakerKind.PERSON or not context.in_body(start):
        return None
    earlier = [m for m in speaker.mentions if m.form is MentionForm.NAME and m.span.end <= start]
    latest = [m for m in speaker.mentions if m.form is MentionForm.NOMINAL and m.span.end <= start]
    if not earlier:
        return None
    named = max(earlier, key=lambda mention: mention.span.start)
    told = max((named, *latest), key=lambda mention: mention.span.start)  # "the minister" tells who, too
    paragraphs = context.doc.paragraph_at(start) - context.doc.paragraph_at(told.span.start)
    between = _find_between(context, speaker, told.span, start)
    if paragraphs < FAR or not between:
        return None
    return _Reach(speaker, told, paragraphs, between)


def _find_between(
    context: AuditContext, speaker: Speaker, named: Span, start: int
) -> tuple[tuple[str, Span], ...]:
    """Other people named since whom the same pronoun fits, each with the last place."""
    found: list[tuple[str, Span]] = []
    for other in context.analysis.speakers:
        if other.key == speaker.key or other.kind is not SpeakerKind.PERSON or other.name == speaker.name:
            continue
        if Gender.UNKNOWN not in (other.gender, speaker.gender) and other.gender is not speaker.gender:
            continue
        spans = [m.span for m in other.mentions if m.form is MentionForm.NAME]
        spans = [span for span in spans if named.end <= span.start and span.end <= start]
        if spans:
            found.append((other.name, spans[-1]))
    return tuple(sorted(found, key=lambda each: each[1]))


def _make_flag(context: AuditContext, items: list[tuple[int, Attribution, _Reach]]) -> Flag:
    index, attribution, reach = items[0]
    spans = tuple(sorted({(item.source or item.content)[0] for _, item, _ in items}))
    names = tuple(dict.fromkeys(name for name, _ in reach.between))
    what = (
        context.quote(attribution.source[0])
        if attribution.source
        else "This quotation has no source of its own. It"
    )
    read = (
        f"{what} is read as {reach.speaker.name}"
        if attribution.source
        else f"{what} is read as {reach.speaker.name}’s"
    )
    shown = join_words((*names[:2], "others") if len(names) > 3 else names, "and")
    far = f"{count_words(reach.paragraphs, 'paragraph')} above"
    return Flag(
        kind=FlagKind.DISTANT_SOURCE,
        severity=Severity.MEDIUM if reach.paragraphs >= VERY_FAR and len(names) >= CROWD else Severity.LOW,
        message=f"{read}, last named {far}; since then {shown} {'was' if len(names) == 1 else 'were'} named. "
        "Check who is meant.",
        spans=spans,
        evidence=(
            Evidence(
                "last-named-far-above", f"{reach.speaker.name} was last named {far}", (reach.named.span,)
            ),
            Evidence(
                "named-since",
                f"{count_words(len(names), 'other person', 'other people')} named since then",
                tuple(sorted({span for _, span in reach.between})),
            ),
        ),
        suggestions=(reach.speaker.name, *(name for name in reversed(names) if name != reach.speaker.name))[
            :3
        ],
        attribution=index if len(items) == 1 else None,
    )
