"""Labels of an interview: "A:" is the one who is asked, "NA:" is Ngozi Adebayo, "Ulan:" is Ulan Bekov."""

import bisect
import re

from quotes.document import Document, ParagraphKind
from quotes.model import Attribution, Evidence, MentionForm, Outcome, SpeakerKind
from quotes.resolve.clusters import Cluster
from quotes.resolve.compare import initials_of
from quotes.resolve.decisions import Decision, pick, resolved
from quotes.resolve.pronouns import PronounLinker, Reading
from quotes.resolve.spelling import plain

# What a label is worth as a reading of one person: of a whole name, and of the one whom the lead speaks of.
LABEL, INTERVIEWEE = 1.0, 0.8
# What makes somebody the one who is asked: each place before the first label that names or means the person,
# one in a heading besides, and words such as "an interview with". Set by hand.
NAMED, IN_HEADING, IS_ASKED = 1.0, 1.0, 3.0
# The lead brings up two people alike when the second has this share of the first.
ALIKE = 0.95
QUESTIONS, ANSWERS = frozenset({"q", "question"}), frozenset({"a", "answer"})
# How many letters a label of initials has.
_INITIALS = range(2, 5)

# Who puts the questions is no answerer, unless nobody else is there.
_ASKERS = frozenset(
    {"reporter", "journalist", "correspondent", "editor", "interviewer", "host", "presenter", "moderator"}
)
_BEFORE_ASKED = re.compile(
    r"\b(?:interview(?:s|ed|ing)?|conversation|talk(?:s|ed|ing)?|sp(?:oke|eaks?|eaking)|questions|chat(?:s|ted)?"
    r"|answers|asks?|asked|met|meet(?:s|ing)?|sat down|q\s*&\s*a)\b(?:\s+(?:with|to|for|from|by|of))?[\s:,]*"
    r"(?:[\w'’.-]+[\s,]+){0,4}$",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|[Uu]s|[Oo]urs?)\b")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_BYLINE = re.compile(r"\b(?:by|told to)\s+$", re.IGNORECASE)


class Labels:
    """What the labels of one article mean. Made for one article, after its names are known."""

    def __init__(self, doc: Document, attributions: tuple[Attribution, ...], clusters: list[Cluster]) -> None:
        self._doc = doc
        self._clusters = clusters
        self._keys = {number: key for number, a in enumerate(attributions) if (key := _read(doc, a))}
        starts = [attributions[number].source[0].start for number in self._keys]
        self._first = min(starts, default=0)
        # Answers to readers' questions about bins and ballots are nobody's in particular.
        self._personal = any(
            _FIRST_PERSON.search(span.text(doc.text))
            for number, key in self._keys.items()
            if plain(key) in ANSWERS
            for span in attributions[number].content
        )
        self._known: dict[str, Decision | None] = {}

    def decide(self, number: int, pronouns: PronounLinker) -> Decision | None:
        """Whom the label of an attribution means; None for no label, or a full name."""
        key = self._keys.get(number)
        if key is None:
            return None
        if key not in self._known:
            self._known[key] = self._decide(key, pronouns)
        return self._known[key]

    def _decide(self, key: str, pronouns: PronounLinker) -> Decision | None:
        form = MentionForm.NOMINAL
        if plain(key) in QUESTIONS:
            return Decision(Outcome.GROUP, form)
        if plain(key) in ANSWERS:
            return self._decide_answer(pronouns)
        if len(key.split()) > 1:
            return None
        named = [cluster for cluster in self._clusters if self._is_given(key, cluster)]
        named = named or [cluster for cluster in self._clusters if _stands_for(key, cluster)]
        if len(named) != 1:
            return None
        first = named[0].mentions[0].head
        evidence = Evidence("label", f"the label “{key}” is short for {named[0].name}", (first,))
        return resolved(named[0], MentionForm.NAME, LABEL, evidence)

    def _is_given(self, label: str, cluster: Cluster) -> bool:
        """True where the letters stand in brackets behind a name: "The Lagoon (TL)"."""
        return any(self._doc.text.startswith(f" ({label})", m.head.end) for m in cluster.mentions)

    def _decide_answer(self, pronouns: PronounLinker) -> Decision:
        form = MentionForm.NOMINAL
        weighed = [
            (self._weigh(cluster, pronouns), _is_asker(self._doc, cluster), cluster)
            for cluster in self._clusters
            if cluster.kind is SpeakerKind.PERSON
        ]
        weighed = [row for row in weighed if row[0]]
        weighed = [row for row in weighed if not row[1]] or weighed
        weighed.sort(key=lambda row: -row[0])
        best = weighed[0][0] if weighed else 1.0
        readings = tuple(self._tell(score / best, cluster) for score, _, cluster in weighed)
        if not self._personal:
            return Decision(Outcome.UNKNOWN, form, (), readings)
        if len(readings) > 1 and readings[1].score >= ALIKE * readings[0].score:
            return Decision(Outcome.AMBIGUOUS, form, (), readings, readings[0].evidence)
        return pick(readings, form)

    def _tell(self, share: float, cluster: Cluster) -> Reading:
        detail = f"{cluster.name} is spoken of before the first question"
        told = Evidence("interviewee", detail, (cluster.mentions[0].head,))
        return Reading(cluster, round(INTERVIEWEE * share, 3), (told,))

    def _weigh(self, cluster: Cluster, pronouns: PronounLinker) -> float:
        """How much what stands before the first label is about a person."""
        doc, score = self._doc, 0.0
        before = bisect.bisect_left(cluster.mentions, self._first, key=lambda m: m.head.start)
        for m in cluster.mentions[:before]:
            paragraph = doc.paragraphs[doc.paragraph_at(m.head.start)]
            lead = doc.text[paragraph.span.start : m.span.start]
            score += NAMED
            score += IN_HEADING if paragraph.kind is not ParagraphKind.BODY else 0.0
            score += IS_ASKED if _BEFORE_ASKED.search(lead) else 0.0
        sentences = doc.sentences
        return score + NAMED * sum(
            sentences[number][token].span.start < self._first for number, token in pronouns.linked(cluster)
        )


def _read(doc: Document, attribution: Attribution) -> str:
    """The label of a turn, "" for any other source."""
    if len(attribution.source) != 1 or len(attribution.cue) != 1:
        return ""
    source, cue = attribution.source[0], attribution.cue[0]
    if doc.text[cue.start : cue.end] not in (":", "."):
        return ""
    return _BRACKETS.sub("", source.text(doc.text)).strip(". ")


def _stands_for(label: str, cluster: Cluster) -> bool:
    """True for a part of a full name, and for its initials."""
    for name in cluster.forms():
        words = [plain(word) for word in name.split()]
        at_edge = plain(label) in (words[0], words[-1])  # of a name that the entity model took for a body's
        person = cluster.kind is SpeakerKind.PERSON
        if len(words) > 1 and not cluster.place and (at_edge or (person and plain(label) in words)):
            return True
        letters = {form.casefold() for form in initials_of(name)}
        if label.isupper() and len(label) in _INITIALS and label.casefold() in letters:
            return True
    return False


def _is_asker(doc: Document, cluster: Cluster) -> bool:
    """True for a reporter, by a role or by a byline."""
    if any(role.description.heads & _ASKERS for role in cluster.roles):
        return True
    return any(_BYLINE.search(doc.text[: m.span.start][-12:]) for m in cluster.mentions[:1])
