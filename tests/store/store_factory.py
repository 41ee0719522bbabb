"""Analyses made by hand: no model, no files. All text and all people are invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from quotes.model import (
    Analysis,
    Article,
    Attribution,
    Candidate,
    Evidence,
    Flag,
    FlagKind,
    Gender,
    Kind,
    Mention,
    MentionForm,
    Outcome,
    Provenance,
    Resolution,
    ResolvedAttribution,
    Severity,
    Span,
    Speaker,
    SpeakerKind,
)

PROVENANCE = Provenance("quotes 0.1", (("parser", "hand"), ("extractor", "hand 1")))
LATER = Provenance("quotes 0.2", (("parser", "hand"), ("extractor", "hand 2")))


def find(text: str, words: str, start: int = 0) -> Span:
    """The span of some words in a text."""
    at = text.index(words, start)
    return Span(at, at + len(words))


def make_speaker(
    text: str,
    name: str,
    *,
    key: str = "s1",
    kind: SpeakerKind = SpeakerKind.PERSON,
    gender: Gender = Gender.UNKNOWN,
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
) -> Speaker:
    """A speaker whose name stands in the text."""
    place = find(text, name)
    return Speaker(
        key=key,
        name=name,
        kind=kind,
        gender=gender,
        mentions=(Mention(place, MentionForm.NAME, place),),
        aliases=aliases,
        roles=roles,
    )


def make_analysis(
    said: Sequence[tuple[str, str]],
    *,
    doc: str = "doc",
    published: date | None = None,
    url: str = "",
    opening: str = "",
    kinds: dict[str, SpeakerKind] | None = None,
    roles: dict[str, tuple[str, ...]] | None = None,
    aliases: dict[str, tuple[str, ...]] | None = None,
    genders: dict[str, Gender] | None = None,
    provenance: Provenance = PROVENANCE,
) -> Analysis:
    """An article with one line `NAME said: “WORDS”.` for each pair (name, words), and its analysis.

    opening  a first line, which makes two articles with the same words different ones
    """
    lines = [opening] if opening else []
    lines += [f"{name} said: “{words}”." for name, words in said]
    text = "\n".join(lines)
    speakers: dict[str, Speaker] = {}
    found = []
    at = len(opening)
    for name, words in said:
        if name not in speakers:
            speakers[name] = make_speaker(
                text,
                name,
                key=f"s{len(speakers) + 1}",
                kind=(kinds or {}).get(name, SpeakerKind.PERSON),
                roles=(roles or {}).get(name, ()),
                aliases=(aliases or {}).get(name, ()),
                gender=(genders or {}).get(name, Gender.UNKNOWN),
            )
        source = find(text, name, at)
        cue = find(text, "said", source.end)
        content = find(text, f"“{words}”", cue.end)
        at = content.end
        key = speakers[name].key
        found.append(
            ResolvedAttribution(
                Attribution((source,), (cue,), (content,), Kind.DIRECT, confidence=0.5, rule="hand"),
                Resolution(
                    Outcome.RESOLVED,
                    MentionForm.NAME,
                    (key,),
                    (Candidate(key, name, 1.0, (Evidence("name", "the same words", (source,), 1.0),)),),
                    (Evidence("name", "named in full", (source,)),),
                ),
            )
        )
    article = Article(text, doc=doc, path=f"{doc}.txt", url=url, published=published)
    return Analysis(article, tuple(found), tuple(speakers.values()), (), provenance)


def add_flag(
    analysis: Analysis,
    attribution: int | None,
    *,
    kind: FlagKind = FlagKind.UNINTRODUCED_SPEAKER,
    severity: Severity = Severity.HIGH,
) -> Analysis:
    """The analysis with one flag more, on one of its attributions or on its first word."""
    spans = (Span(0, 1),) if attribution is None else analysis.attributions[attribution].attribution.source
    flag = Flag(
        kind,
        severity,
        "Nobody of this name is introduced.",
        spans,
        (Evidence("names", "looked at every name", spans),),
        ("Ada Byron",),
        attribution,
    )
    return replace(analysis, flags=(*analysis.flags, flag))


def number_words(count: int) -> list[str]:
    """Invented words that tell quotations apart."""
    return [f"We will plant {number} trees" for number in range(count)]
