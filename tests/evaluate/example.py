"""An invented article with gold, for tests of the scores."""

from quotes.evaluate import GoldArticle, Row
from quotes.model import Span

TEXT = (
    '"We will win," Ann Lee said on Monday. "I am sure." The mayor denied that he was “crooked”.\n\n'
    "Critics think the plan is bad.\n"
)


def span(piece: str) -> Span:
    """Where a piece of the text stands first."""
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


def row(source: str, cue: str, *content: str, speakers: tuple[str, ...] = (), required: bool = True) -> Row:
    """A row by its words; "" for no source or cue."""
    return Row(
        (span(source),) if source else (),
        (span(cue),) if cue else (),
        tuple(map(span, content)),
        speakers,
        required,
    )


LEE = row("Ann Lee", "said", '"We will win,"', '"I am sure."', speakers=("Ann Lee",))
MAYOR = row("The mayor", "denied", "that he was “crooked”", speakers=("Joe Roe",))
CRITICS = row("Critics", "think", "the plan is bad")
ROWS = (LEE, MAYOR, CRITICS)
GOLD = {"a": GoldArticle(TEXT, ROWS)}
