"""What other articles tell of a name makes a doubt weaker, stronger, or makes one."""

from collections.abc import Callable, Collection, Mapping

import pytest

from quotes.audit import audit_article
from quotes.audit.acquaintance import NOBODY, Acquaintance, find_namesakes, find_near_names
from quotes.audit.context import AuditContext
from quotes.audit.misspellings import find_misspelled_names
from quotes.audit.strangers import find_unintroduced_speakers
from quotes.document import Document
from quotes.model import Flag, FlagKind, Severity
from tests.audit.audit_factory import AnalysisBuilder

Recorded = Callable[[str], Document]

OPENING = (
    "The harbour will be closed for a year, said Marta Olsen, director of the port. "
    "Olsen added that the ferries would move to the old quay.\n\n"
)
BRENNICK = Acquaintance("Paul Brennick", 41, ("hotel owner",))


class Known:
    """Knows some people, whatever the surname; counts the questions."""

    def __init__(self, *people: Acquaintance) -> None:
        self._people = people
        self.asked: list[frozenset[str]] = []

    def people(self, words: Collection[str]) -> Mapping[str, tuple[Acquaintance, ...]]:
        """All of them for every word."""
        self.asked.append(frozenset(words))
        return dict.fromkeys(words, self._people)


def make_context(doc: Document, source: str, content: str, known: Known) -> AuditContext:
    builder = AnalysisBuilder(doc)
    if doc.text.startswith(OPENING):
        builder.add(
            "Marta Olsen, director of the port",
            "said",
            "The harbour will be closed",
            speakers=["Marta Olsen"],
        )
        builder.add(("Olsen", 2), "added", "that the ferries would move", speakers=["Marta Olsen"])
    builder.add(source, "", content)
    return AuditContext(doc, builder.build(), known)


def find_strangers(doc: Document, source: str, content: str, known: Known) -> list[Flag]:
    return list(find_unintroduced_speakers(make_context(doc, source, content, known)))


def find_misspelled(doc: Document, source: str, content: str, known: Known) -> list[Flag]:
    return list(find_misspelled_names(make_context(doc, source, content, known)))


# ------------------------------------------------------------------ strangers
def test_known_person_is_a_weaker_doubt_and_is_suggested(recorded: Recorded) -> None:
    doc = recorded("The bridge is safe, Brennick said on Monday.")
    (flag,) = find_strangers(doc, "Brennick", "The bridge is safe", Known(BRENNICK))
    assert flag.severity is Severity.LOW
    assert flag.suggestions == ("Paul Brennick",)
    assert (
        "Other articles know Paul Brennick (hotel owner), who is quoted in 41 other articles." in flag.message
    )
    (evidence,) = (item for item in flag.evidence if item.rule == "known-from-other-articles")
    assert evidence.detail == "Paul Brennick (hotel owner), who is quoted in 41 other articles"


def test_stronger_when_somebody_else_is_speaking(recorded: Recorded) -> None:
    doc = recorded(OPENING + "“The tourists will come back,” Brennick said on Monday.")
    (flag,) = find_strangers(doc, "Brennick", "“The tourists will come back,”", Known(BRENNICK))
    assert flag.severity is Severity.MEDIUM
    assert flag.suggestions == ("Marta Olsen", "Paul Brennick")


def test_two_people_of_the_name_do_not_weaken_the_doubt(recorded: Recorded) -> None:
    doc = recorded(OPENING + "“The tourists will come back,” Brennick said on Monday.")
    known = Known(BRENNICK, Acquaintance("Ada Brennick", 30))
    (flag,) = find_strangers(doc, "Brennick", "“The tourists will come back,”", known)
    assert flag.severity is Severity.HIGH
    assert flag.suggestions == ("Marta Olsen", "Paul Brennick", "Ada Brennick")


def test_stranger_alone_in_a_note_is_no_high_doubt(recorded: Recorded) -> None:
    doc = recorded("The bridge is safe, Brennick said on Monday.")
    (flag,) = find_strangers(doc, "Brennick", "The bridge is safe", Known())
    assert flag.severity is Severity.MEDIUM


def test_of_several_the_one_who_dominates_is_meant() -> None:
    few, others = Acquaintance("Ada Brennick", 4), Acquaintance("Ida Brenneck", 90)
    assert find_namesakes("brennick", (others, BRENNICK, few)) == (BRENNICK,)
    assert find_namesakes("brennick", (BRENNICK, Acquaintance("Ada Brennick", 30))) == (
        BRENNICK,
        Acquaintance("Ada Brennick", 30),
    )
    assert find_namesakes("olsen", (BRENNICK,)) == ()


# ------------------------------------------------------------------ misspelled
@pytest.mark.parametrize(
    ("source", "severity"), [("Paul Brenick", Severity.MEDIUM), ("Brenick", Severity.LOW)]
)
def test_name_a_letter_off_one_of_many_articles(recorded: Recorded, source: str, severity: Severity) -> None:
    doc = recorded(OPENING + f"“The tourists will come back,” {source} said on Monday.")
    (flag,) = find_misspelled(doc, source, "“The tourists will come back,”", Known(BRENNICK))
    assert flag.severity is severity
    assert flag.suggestions == ("Paul Brennick",)
    assert flag.message == (
        f"“{source}” is a letter off Paul Brennick (hotel owner), who is quoted in 41 other articles. Check "
        "the spelling, and that the same person is meant."
    )
    assert flag.spans[0].text(doc.text) == source


def test_misspelled_first_name(recorded: Recorded) -> None:
    doc = recorded(OPENING + "“The tourists will come back,” Philippa Brennick said on Monday.")
    known = Known(Acquaintance("Phillipa Brennick", 9))
    (flag,) = find_misspelled(doc, "Philippa Brennick", "“The tourists will come back,”", known)
    assert flag.suggestions == ("Phillipa Brennick",)


@pytest.mark.parametrize(
    ("source", "people"),
    [
        ("Paul Brenick", (Acquaintance("Paul Brennick", 4),)),  # not known well enough
        ("Ada Brenick", (BRENNICK,)),  # another first name
        ("Paul Brenick", (BRENNICK, Acquaintance("Paul Brenick", 3))),  # other articles know both
        ("Brenick", (BRENNICK, Acquaintance("Ida Brenick", 3))),  # a real name of somebody else
        ("Erica Brennick", (Acquaintance("Eric Brennick", 41),)),  # two people
        ("Paul Brannack", (BRENNICK,)),  # two letters
    ],
)
def test_two_real_people_may_be_a_letter_apart(
    recorded: Recorded, source: str, people: tuple[Acquaintance, ...]
) -> None:
    doc = recorded(OPENING + f"“The tourists will come back,” {source} said on Monday.")
    assert find_misspelled(doc, source, "“The tourists will come back,”", Known(*people)) == []


def test_name_that_the_article_spells_so_itself(recorded: Recorded) -> None:
    doc = recorded(
        OPENING + "Ida Brenick runs the ferry. “The tourists will come back,” Brenick said on Monday."
    )
    builder = AnalysisBuilder(doc).add(
        ("Brenick", 2), "said", "“The tourists will come back,”", speakers=["Ida Brenick"]
    )
    known = Known(BRENNICK)
    assert list(find_misspelled_names(AuditContext(doc, builder.build(), known))) == []


def test_words_that_differ_by_habit_are_no_slip() -> None:
    assert find_near_names(("sergey", "lavrov"), (Acquaintance("Sergei Lavrov", 90),)) == ()
    assert find_near_names((), (BRENNICK,)) == ()


# ------------------------------------------------------------------ the seam
def test_all_names_of_an_article_are_asked_at_once(recorded: Recorded) -> None:
    doc = recorded(OPENING + "“The tourists will come back,” Brennick said on Monday.")
    known = Known(BRENNICK)
    context = make_context(doc, "Brennick", "“The tourists will come back,”", known)
    audit_article(doc, context.analysis, known)
    assert known.asked == [frozenset({"olsen", "brennick"})]


def test_nobody_is_known_without_other_articles(recorded: Recorded) -> None:
    doc = recorded(OPENING + "“The tourists will come back,” Brennick said on Monday.")
    context = make_context(doc, "Brennick", "“The tourists will come back,”", Known())
    assert NOBODY.people(["brennick"]) == {}
    flags = audit_article(doc, context.analysis).flags
    (flag,) = (flag for flag in flags if flag.kind is FlagKind.UNINTRODUCED_SPEAKER)
    assert flag.severity is Severity.HIGH
