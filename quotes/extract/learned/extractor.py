"""The learned extractor: the network reads, the rules read, a calibrated confidence decides."""

from functools import cached_property
from typing import TYPE_CHECKING

from quotes.document import Document
from quotes.errors import ModelError
from quotes.extract.act import act_of
from quotes.extract.combine import QuotedText, drop_doubles, remove_spans
from quotes.extract.datelines import find_datelines
from quotes.extract.learned import BUNDLED, REMEDY, WEIGHTS
from quotes.extract.learned.confidence import Confidence, load_confidence
from quotes.extract.learned.merge import Merged, merge
from quotes.extract.polarity import polarity_of
from quotes.extract.reading import read_marks
from quotes.extract.rules import RuleExtractor
from quotes.model import Attribution, Span

if TYPE_CHECKING:  # it imports torch
    from quotes.extract.learned.reader import Reader

VERSION = "1"
# The network's name among the rules that found an attribution.
LEARNED = "learned"


class LearnedExtractor:
    """Finds attributions by network and rules; implements `quotes.extract.extractor.Extractor`.

    Each part is the bundled one unless it is given.
    """

    def __init__(
        self,
        reader: "Reader | None" = None,
        rules: RuleExtractor | None = None,
        confidence: Confidence | None = None,
    ) -> None:
        self._own_reader = reader
        self._rules = rules or RuleExtractor()
        self._own_confidence = confidence

    # Loaded when the first article needs them: the name alone is needed more often.
    @cached_property
    def _reader(self) -> "Reader":
        if self._own_reader is not None:
            return self._own_reader
        from quotes.extract.learned.weights import load_reader

        return load_reader()

    @cached_property
    def _confidence(self) -> Confidence:
        return self._own_confidence or load_confidence()

    @property
    def name(self) -> str:
        """Name and version, kept as provenance; raises ModelError when the bundled weights are not there."""
        if self._own_reader is None and not (BUNDLED / WEIGHTS).is_file():
            raise ModelError(BUNDLED / WEIGHTS, "missing", remedy=REMEDY)
        return f"learned {VERSION}, {self._rules.name}"

    def prepare(self) -> None:
        """Load network and tables; raises ModelError for one that is missing or damaged."""
        self._rules.prepare()
        _ = self._reader, self._confidence

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first character, none twice."""
        quoted = QuotedText(doc.text, read_marks(doc).outer)
        datelines = tuple(find_datelines(doc))
        merged = merge(doc, self._rules.extract(doc), self._reader.read(doc), quoted)
        return drop_doubles(
            attribution
            for candidate in merged
            for attribution in self._decide(doc, candidate, quoted, datelines)
        )

    def _decide(
        self, doc: Document, candidate: Merged, quoted: QuotedText, datelines: tuple[Span, ...]
    ) -> tuple[Attribution, ...]:
        """The attribution that a candidate is, or none."""
        source = remove_spans(candidate.source, datelines) or candidate.source
        content = remove_spans(candidate.content, datelines) or candidate.content
        rule = candidate.rule
        if rule is not None and (rule.source, rule.cue, rule.content) == (source, candidate.cue, content):
            act, polarity = rule.act, rule.polarity
        else:
            act = act_of(doc, candidate.cue, content, source)
            polarity = None
        sure = self._confidence.of(candidate.features)
        if not self._confidence.is_enough(sure, candidate, act):
            return ()
        names = [LEARNED] if candidate.finding else []
        if candidate.rule:
            names.append(candidate.rule.rule)
        return (
            Attribution(
                source, candidate.cue, content, quoted.kind(content),
                polarity or polarity_of(doc, candidate.cue, content, source), sure, " + ".join(names), act,
            ),
        )  # fmt: skip
