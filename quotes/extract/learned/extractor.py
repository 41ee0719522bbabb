"""The learned extractor: the network reads, the rules read, a calibrated confidence decides."""

from functools import cached_property

from quotes.document import Document
from quotes.extract.combine import QuotedText, drop_doubles, remove_spans
from quotes.extract.cues import is_denied
from quotes.extract.datelines import find_datelines
from quotes.extract.learned.confidence import Confidence, load_confidence
from quotes.extract.learned.merge import Merged, merge
from quotes.extract.learned.reader import Reader
from quotes.extract.learned.weights import load_reader
from quotes.extract.reading import Reading
from quotes.extract.rules import RuleExtractor
from quotes.model import Attribution, Polarity, Span

VERSION = "1"


class LearnedExtractor:
    """Finds attributions by network and rules; implements `quotes.extract.extractor.Extractor`.

    Each part is the bundled one unless it is given.
    """

    def __init__(
        self,
        reader: Reader | None = None,
        rules: RuleExtractor | None = None,
        confidence: Confidence | None = None,
    ) -> None:
        self._own_reader = reader
        self._rules = rules or RuleExtractor()
        self._own_confidence = confidence

    # Loaded when the first article needs them: the name alone is needed more often.
    @cached_property
    def _reader(self) -> Reader:
        return self._own_reader or load_reader()

    @cached_property
    def _confidence(self) -> Confidence:
        return self._own_confidence or load_confidence()

    @property
    def name(self) -> str:
        """Name and version, kept as provenance."""
        return f"learned {VERSION}, {self._rules.name}"

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first character, none twice."""
        quoted = QuotedText(doc.text, Reading(doc).outer)
        datelines = tuple(find_datelines(doc))
        merged = merge(self._rules.extract(doc), self._reader.read(doc), quoted)
        return drop_doubles(
            attribution
            for candidate in merged
            for attribution in self._decide(doc, candidate, quoted, datelines)
        )

    def _decide(
        self, doc: Document, candidate: Merged, quoted: QuotedText, datelines: tuple[Span, ...]
    ) -> tuple[Attribution, ...]:
        """The attribution that a candidate is, or none."""
        sure = self._confidence.of(candidate.features)
        if not self._confidence.is_enough(sure, candidate.features):
            return ()
        source = remove_spans(candidate.source, datelines) or candidate.source
        content = remove_spans(candidate.content, datelines) or candidate.content
        finding, rule = candidate.finding, candidate.rule
        if rule is not None:
            polarity = rule.polarity
        else:
            assert finding is not None
            denied = is_denied(doc.sentences[finding.sentence], finding.token)
            polarity = Polarity.NEGATIVE if denied else Polarity.POSITIVE
        names = (["learned"] if finding else []) + ([rule.rule] if rule else [])
        return (
            Attribution(source, candidate.cue, content, quoted.kind(content), polarity, sure, " + ".join(names)),
        )
