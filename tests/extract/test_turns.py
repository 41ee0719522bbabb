"""Labels of transcripts: which lines are turns."""

from quotes.document import Document, Paragraph, Sentence, Token
from quotes.extract.turns import find_turns
from quotes.model import Span


def make_doc(*lines: str) -> Document:
    """A document of paragraphs; turns need no more than the text."""
    text = "\n\n".join(lines)
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in lines]
    token = Token(text[:1], Span(0, 1), text[:1], "X", "X", "", -1, "root")
    return Document(text, tuple(map(Paragraph, spans)), (Sentence((token,), 0, 0),), ())


def labels(*lines: str) -> list[str]:
    doc = make_doc(*lines)
    return [turn.source.text(doc.text) for turn in find_turns(doc)]


def test_letters_with_full_stops_in_an_interview() -> None:
    assert labels("Q. Is it cold?", "A. It is very cold.", "Q. Is it far?", "A. It is not far.") == list(
        "QAQA"
    )


def test_a_list_with_letters_is_no_interview() -> None:
    assert labels("A. Holm opened the mill.", "A. Holm then closed it again.") == []


def test_a_full_name_and_a_family_name_are_one_label() -> None:
    assert labels("Ada Roe: It is cold here.", "Bo Holm: It is warm.", "Roe: It is not.") == [
        "Ada Roe",
        "Roe",
    ]


def test_letters_in_brackets_are_the_label_from_then_on() -> None:
    assert labels("Ada Roe (AR): It is cold.", "AR: It is not warm.") == ["Ada Roe (AR)", "AR"]


def test_one_colon_makes_no_turn() -> None:
    assert labels("Summary: the mill is closed.", "The mayor spoke.") == []
