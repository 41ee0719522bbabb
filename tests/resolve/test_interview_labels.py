"""Labels of interviews: whose words stand behind "A:", letters, a given name."""

from collections.abc import Callable

from quotes.document import Document
from quotes.extract import make_extractor
from quotes.model import Outcome
from tests.resolve.resolve_factory import Resolved

Recorded = Callable[[str], Document]

INTERVIEW = """\
A conversation with the captain

Tom Hale, a reporter, met Captain Yusuf al-Harbi, who commanded the tanker off Hodeidah, in Aden.

Q: What did you hear first?

A: A sound like a door that slams. I thought of my daughter.

Q: Did the crew panic?

A: Nobody panicked at all."""
STOPS = """\
Kwabena Osei took over the central bank of Ghana in March.

Q. When will prices fall?

A. They will fall before I leave this office.

Q. And the debt?

A. That is a matter for the ministry."""
TWO = """\
Amal Haddad and Karim Nasser have written a book together.

Q: Who wrote the first page?

A: We wrote it in one night.

Q: And the last page?

A: Our publisher wrote that one."""
READERS = """\
Election commissioner Pilar Andrade has published answers about the ballot.

Q: Is the old card valid?

A: No, the old card has expired.

Q: May a friend post the envelope?

A: Yes, if the friend lives in the same house."""
LETTERS = """\
Ngozi Adebayo has written a third novel, and Ulan Bekov has drawn its pictures.

The Lagoon (TL): Why a customs officer?

Ngozi Adebayo (NA): Because he sees what everybody hides.

TL: Was it hard to write?

NA: It was hard to stop.

Ulan: She never stops at all.

TL: Will there be another?

Ulan: There will be two of them."""


def resolve(doc: Document) -> list[tuple[str, str, list[str]]]:
    """Source, outcome and speakers of every turn."""
    attributions = make_extractor("rules").extract(doc)
    found = Resolved(doc, *attributions)
    return [
        (a.source[0].text(doc.text), found.resolutions[number].outcome.value, found.names(number))
        for number, a in enumerate(attributions)
        if a.rule == "turn"
    ]


def test_an_answer_is_that_of_the_one_who_is_asked(recorded: Recorded) -> None:
    captain = ["Yusuf al-Harbi"]
    assert resolve(recorded(INTERVIEW)) == [
        ("Q", "group", []),
        ("A", "resolved", captain),
        ("Q", "group", []),
        ("A", "resolved", captain),
    ]


def test_letters_with_a_full_stop(recorded: Recorded) -> None:
    found = resolve(recorded(STOPS))
    assert [names for source, _, names in found if source == "A"] == [["Kwabena Osei"]] * 2
    assert len(found) == 4


def test_two_who_are_asked_together_stay_ambiguous(recorded: Recorded) -> None:
    doc = recorded(TWO)
    outcomes = [outcome for source, outcome, _ in resolve(doc) if source == "A"]
    assert outcomes == [Outcome.AMBIGUOUS] * 2


def test_answers_to_readers_are_nobodys(recorded: Recorded) -> None:
    assert all(not names for _, _, names in resolve(recorded(READERS)))


def test_letters_in_brackets_and_given_names_are_short_for_a_name(recorded: Recorded) -> None:
    found = resolve(recorded(LETTERS))
    assert [names for source, _, names in found if source == "NA"] == [["Ngozi Adebayo"]]
    assert [names for source, _, names in found if source == "Ulan"] == [["Ulan Bekov"]] * 2
    assert [names for source, _, names in found if source == "TL"] == [["Lagoon"]] * 2
