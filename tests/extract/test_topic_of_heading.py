"""What a heading says that the body tells in full is no attribution of its own."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.extract.candidate import Candidate
from quotes.extract.indirect import _is_topic_of_heading, weigh_candidates
from quotes.extract.lexicon import load_lexicon
from quotes.extract.reading import Reading, read_voices

Recorded = Callable[[str], Document]

TEXT = """\
Ministers Discuss Fisheries

The ministers discussed fisheries in Calmar on Monday. The talks lasted two hours."""
CLAUSE = """\
Minister Says Fisheries Will Close

The minister spoke in Calmar on Monday. The talks lasted two hours."""
QUOTED = """\
Minister praises “brave small steps” of the fishermen

The minister spoke in Calmar on Monday. The talks lasted two hours."""


def find(doc: Document, lemma: str, paragraph: int) -> tuple[list[Candidate], Reading]:
    """Candidates of one verb in one paragraph."""
    lexicon = load_lexicon()
    reading = read_voices(doc, lexicon)
    found = [candidate for candidate, _ in weigh_candidates(reading, lexicon)]
    return [
        c for c in found if c.lemma == lemma and doc.sentences[c.sentence].paragraph == paragraph
    ], reading


@pytest.mark.parametrize(
    ("text", "lemma", "paragraph", "topic"),
    [
        (TEXT, "discuss", 0, True),
        (TEXT, "discuss", 1, False),  # the body tells it
        (CLAUSE, "say", 0, False),  # a clause is what somebody said, in a heading as well
        (QUOTED, "praise", 0, False),  # so are words in quotation marks
    ],
)
def test_topic_of_heading(recorded: Recorded, text: str, lemma: str, paragraph: int, topic: bool) -> None:
    candidates, reading = find(recorded(text), lemma, paragraph)
    assert candidates
    assert {_is_topic_of_heading(candidate, reading) for candidate in candidates} == {topic}
