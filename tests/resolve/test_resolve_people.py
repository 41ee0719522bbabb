"""Whom names, pronouns and descriptions of people mean, in short invented articles."""

from collections.abc import Callable

from quotes.document import Document
from quotes.model import Gender, MentionForm, Outcome, SpeakerKind
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

QUAY = (
    "Harbour Minister Ida Brandt opened the new quay on Monday. “The quay will bring work,” Brandt said. "
    "She added that the town had waited for years. The minister promised a second quay.\n\n"
    "Karl Roe, a fisherman, disagreed. He said that the quay was too small. "
    "The fisherman complained about the noise."
)
MILL = (
    "Ivo Marsh and his sister Ada Marsh run the old mill. Ivo Marsh said that the mill was sound. "
    "Ada Marsh said that it would stay. Mrs. Marsh warned that repairs would be costly."
)
TALKS = (
    "Ivo Marsh and Karl Brandt met in the town hall on Monday. He said that the talks went well. "
    "Ivo Marsh and Karl Brandt promised a second meeting."
)
STRANGER = (
    "The bridge is safe, according to Vera Holm, director of the Bridge Institute. "
    "“We tested every bolt,” the engineer said. “Nobody should worry,” Kuparinen concluded."
)
SLIP = (
    "Vasil Kostenko, an economist at the Bridge Institute, studied the toll. "
    "Kostenko said that the toll was fair. Kostneko warned that it might rise."
)
FOREIGN = (
    "Peruvian Foreign Minister Rosa Quispe met Chilean Foreign Minister Hugo Soto in Lima. "
    "Soto praised the treaty. The head of the Peruvian Foreign Ministry said that trade would grow. "
    "The Chilean minister agreed that it would."
)
INTERLOCUTOR = (
    "According to Dana Weiss, a professor of law, the rule is old. "
    "The interlocutor notes that the rule is often broken. "
    "According to Oto Lind, a judge, the rule is new. "
    "“It works,” the interlocutor says."
)
WHO = (
    "The mayor thanked Jana Bell, who said that the park would open in May. "
    "“I planted the first tree,” Bell recalled."
)
FAMILY = (
    "Mario Abascal Reyes spoke first. Abascal praised the road. "
    "Wen Jiayi spoke last. Wen praised the railway."
)


def test_a_family_name_is_the_full_name(recorded: Recorded) -> None:
    found = Resolved(recorded(QUAY), say(QUAY, "Brandt", "said", "“The quay will bring work,”"))
    assert found.names() == ["Ida Brandt"]
    resolution = found.resolutions[0]
    assert resolution.outcome is Outcome.RESOLVED
    assert resolution.form is MentionForm.NAME
    assert resolution.candidates[0].evidence[0].spans


def test_a_pronoun_and_a_role(recorded: Recorded) -> None:
    found = Resolved(
        recorded(QUAY),
        say(QUAY, "Brandt", "said", "“The quay will bring work,”"),
        say(QUAY, "She", "added", "that the town had waited for years"),
        say(QUAY, "The minister", "promised", "a second quay"),
        say(QUAY, "He", "said", "that the quay was too small"),
        say(QUAY, "The fisherman", "complained", "about the noise"),
    )
    assert [found.names(i) for i in range(5)] == [["Ida Brandt"]] * 3 + [["Karl Roe"]] * 2
    assert found.resolutions[1].form is MentionForm.PRONOUN
    assert found.resolutions[2].form is MentionForm.NOMINAL
    assert "role" in found.rules(2)


def test_what_the_article_says_of_a_speaker(recorded: Recorded) -> None:
    found = Resolved(
        recorded(QUAY),
        say(QUAY, "She", "added", "that the town had waited for years"),
        say(QUAY, "He", "said", "that the quay was too small"),
    )
    brandt, roe = found.speaker("Ida Brandt"), found.speaker("Karl Roe")
    assert brandt.roles == ("Harbour Minister",)
    assert brandt.gender is Gender.FEMININE
    assert brandt.aliases == ("Brandt",)
    assert brandt.introduced
    assert brandt.kind is SpeakerKind.PERSON
    assert roe.roles == ("a fisherman",)
    assert roe.gender is Gender.MASCULINE
    assert QUAY[brandt.mentions[0].head.start : brandt.mentions[0].head.end] == "Ida Brandt"


def test_two_people_of_one_family_name_stay_two(recorded: Recorded) -> None:
    found = Resolved(
        recorded(MILL),
        say(MILL, "Ivo Marsh", "said", "that the mill was sound"),
        say(MILL, "Ada Marsh", "said", "that it would stay"),
        say(MILL, "Mrs. Marsh", "warned", "that repairs would be costly"),
    )
    assert found.names(0) == ["Ivo Marsh"]
    assert found.names(1) == ["Ada Marsh"]
    assert found.names(2) == ["Ada Marsh"]


def test_a_pronoun_that_may_mean_either_is_ambiguous(recorded: Recorded) -> None:
    found = Resolved(recorded(TALKS), say(TALKS, "He", "said", "that the talks went well"))
    assert found.resolutions[0].outcome is Outcome.AMBIGUOUS
    assert found.names() == []
    assert sorted(found.candidates()) == ["Ivo Marsh", "Karl Brandt"]


def test_named_people_together_are_several_speakers(recorded: Recorded) -> None:
    found = Resolved(recorded(TALKS), say(TALKS, "Ivo Marsh and Karl Brandt", "promised", "a second meeting"))
    assert found.names() == ["Ivo Marsh", "Karl Brandt"]


def test_a_name_that_nothing_introduces(recorded: Recorded) -> None:
    found = Resolved(
        recorded(STRANGER),
        say(STRANGER, "Vera Holm, director of the Bridge Institute", "according to", "The bridge is safe"),
        say(STRANGER, "the engineer", "said", "“We tested every bolt,”"),
        say(STRANGER, "Kuparinen", "concluded", "“Nobody should worry,”"),
    )
    assert found.names(2) == ["Kuparinen"]
    assert not found.speaker("Kuparinen").introduced
    assert found.speaker("Vera Holm").introduced
    assert found.candidates(2) == ["Kuparinen", "Vera Holm"]
    assert "running-speaker" in found.rules(2)


def test_a_slip_of_the_pen_is_the_introduced_name(recorded: Recorded) -> None:
    found = Resolved(recorded(SLIP), say(SLIP, "Kostneko", "warned", "that it might rise"))
    assert found.names() == ["Vasil Kostenko"]
    assert "misspelling" in found.rules()


def test_roles_of_two_countries(recorded: Recorded) -> None:
    found = Resolved(
        recorded(FOREIGN),
        say(FOREIGN, "Soto", "praised", "the treaty"),
        say(FOREIGN, "The head of the Peruvian Foreign Ministry", "said", "that trade would grow"),
        say(FOREIGN, "The Chilean minister", "agreed", "that it would"),
    )
    assert [found.names(i) for i in range(3)] == [["Hugo Soto"], ["Rosa Quispe"], ["Hugo Soto"]]


def test_the_interlocutor_is_the_one_quoted_last(recorded: Recorded) -> None:
    found = Resolved(
        recorded(INTERLOCUTOR),
        say(INTERLOCUTOR, "Dana Weiss, a professor of law", "According to", "the rule is old"),
        say(INTERLOCUTOR, "The interlocutor", "notes", "that the rule is often broken"),
        say(INTERLOCUTOR, "Oto Lind, a judge", "According to", "the rule is new"),
        say(INTERLOCUTOR, "the interlocutor", "says", "“It works,”"),
    )
    assert [found.names(i) for i in range(4)] == [["Dana Weiss"]] * 2 + [["Oto Lind"]] * 2


def test_who_and_i(recorded: Recorded) -> None:
    found = Resolved(
        recorded(WHO),
        say(WHO, "who", "said", "that the park would open in May"),
        say(WHO, "Bell", "recalled", "“I planted the first tree,”"),
        say(WHO, "I", "planted", "the first tree"),
    )
    assert [found.names(i) for i in range(3)] == [["Jana Bell"]] * 3


def test_spanish_and_chinese_family_names(recorded: Recorded) -> None:
    found = Resolved(
        recorded(FAMILY),
        say(FAMILY, "Abascal", "praised", "the road"),
        say(FAMILY, "Wen", "praised", "the railway"),
    )
    assert found.names(0) == ["Mario Abascal Reyes"]
    assert found.names(1) == ["Wen Jiayi"]


CLOSE_TO = "“The toll will go,” a source close to Mr. Oto Lind said. Oto Lind is the mayor of Bellport."


def test_a_source_close_to_somebody_is_not_that_one(recorded: Recorded) -> None:
    doc = recorded(CLOSE_TO)
    source = "a source close to Mr. Oto Lind"
    resolved = Resolved(doc, say(CLOSE_TO, source, "said", "“The toll will go,”"))
    assert resolved.names() == []


NAMED_NEXT = (
    "“The lock opens with a pin,” the programmer said. “I told them in May,” the developer Hugo Marin wrote."
)


def test_a_description_may_mean_the_one_whom_the_next_sentence_names(recorded: Recorded) -> None:
    doc = recorded(NAMED_NEXT)
    resolved = Resolved(doc, say(NAMED_NEXT, "the programmer", "said", "“The lock opens with a pin,”"))
    assert resolved.names() == ["Hugo Marin"]
    assert "named-next" in resolved.rules()
