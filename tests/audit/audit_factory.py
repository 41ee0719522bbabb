"""Analyses made by hand, so that a rule is tested without the extractor and the resolver."""

from collections.abc import Mapping, Sequence
from typing import Any

from quotes.audit import AuditContext
from quotes.document import Document
from quotes.model import (
    Analysis,
    Article,
    Attribution,
    Candidate,
    Evidence,
    Flag,
    FlagKind,
    Kind,
    MentionForm,
    Outcome,
    Resolution,
    ResolvedAttribution,
    Span,
    Speaker,
    SpeakerKind,
    join_spans,
)

_OUTCOMES = {"unnamed": Outcome.ANONYMOUS, "none": Outcome.NONE}


def make_span(text: str, words: str, nth: int = 1) -> Span:
    """Where some words stand in a text for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


class AnalysisBuilder:
    """Collects attributions of one document, each given by its words."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._speakers: dict[str, Speaker] = {}
        self._items: list[ResolvedAttribution] = []

    def key(self, name: str, kind: SpeakerKind = SpeakerKind.PERSON) -> str:
        """Key of a speaker of this name, who is made when new."""
        speaker = self._speakers.setdefault(name, Speaker(f"s{len(self._speakers)}", name, kind))
        return speaker.key

    def add(
        self,
        source: str | tuple[str, int],
        cue: str | tuple[str, int],
        content: str | tuple[str, int],
        *,
        speakers: Sequence[str] = (),
        outcome: Outcome | None = None,
        kind: Kind = Kind.INDIRECT,
        form: MentionForm = MentionForm.NAME,
        candidates: Sequence[str] = (),
    ) -> "AnalysisBuilder":
        """One attribution; a part is its words, or its words and which of their places is meant."""
        if outcome is None:
            outcome = Outcome.RESOLVED if speakers else Outcome.UNKNOWN
        attribution = Attribution(self._find(source), self._find(cue), self._find(content), kind)
        resolution = Resolution(
            outcome,
            form,
            speakers=tuple(self.key(name) for name in speakers),
            candidates=tuple(
                Candidate(self.key(name), name, 1.0, (Evidence("test", f"may be {name}"),))
                for name in candidates
            ),
        )
        self._items.append(ResolvedAttribution(attribution, resolution))
        return self

    def add_pieces(
        self,
        source: Sequence[str],
        cue: Sequence[str],
        content: Sequence[str],
        *,
        speakers: Sequence[str],
        kind: Kind = Kind.INDIRECT,
    ) -> "AnalysisBuilder":
        """One attribution of a named speaker, with parts of several pieces."""
        roles = (
            tuple(sorted(make_span(self.doc.text, words) for words in part))
            for part in (source, cue, content)
        )
        resolution = Resolution(
            Outcome.RESOLVED, MentionForm.NAME, speakers=tuple(self.key(name) for name in speakers)
        )
        self._items.append(ResolvedAttribution(Attribution(*roles, kind), resolution))
        return self

    def _find(self, part: str | tuple[str, int]) -> tuple[Span, ...]:
        words, nth = part if isinstance(part, tuple) else (part, 1)
        return (make_span(self.doc.text, words, nth),) if words else ()

    def build(self) -> Analysis:
        """The analysis with all of them in order of the text."""
        items = sorted(self._items, key=lambda item: item.attribution.start)
        return Analysis(Article(self.doc.text), tuple(items), tuple(self._speakers.values()))

    def context(self) -> AuditContext:
        """What a rule is given."""
        return AuditContext(self.doc, self.build())


def make_gold_analysis(doc: Document, gold: Sequence[Mapping[str, Any]]) -> Analysis:
    """The analysis that a perfect extractor and resolver would make of a hand-annotated article."""
    builder = AnalysisBuilder(doc)
    items = []
    for row in gold:
        source, cue, content = (
            join_spans(Span(start, end) for start, end in row[role]) for role in ("source", "cue", "content")
        )
        name = row["speaker"]
        kind = SpeakerKind.ORGANIZATION if row["kind"] == "organization" else SpeakerKind.PERSON
        if name:
            resolution = Resolution(Outcome.RESOLVED, MentionForm.NAME, (builder.key(name, kind),))
        else:
            is_pronoun = bool(source) and source[0].text(doc.text).casefold() == "they"
            form = MentionForm.PRONOUN if is_pronoun else MentionForm.NOMINAL
            resolution = Resolution(_OUTCOMES.get(row["kind"], Outcome.GROUP), form)
        quoted = content[0].text(doc.text)[0] in '“"'
        items.append(
            ResolvedAttribution(
                Attribution(source, cue, content, Kind.DIRECT if quoted else Kind.INDIRECT), resolution
            )
        )
    items.sort(key=lambda item: item.attribution.start)
    return Analysis(Article(doc.text), tuple(items), tuple(builder._speakers.values()))


def flags_of(flags: Sequence[Flag], kind: FlagKind) -> list[Flag]:
    """Flags of one kind, in order."""
    return [flag for flag in flags if flag.kind is kind]
