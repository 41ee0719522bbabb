"""Second names for people: by age, country, kind of work; people without a name; two at once."""

from collections.abc import Callable

from quotes.document import Document
from quotes.model import MentionForm, Outcome
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

CUP = (
    "Striker Kofi Badu, 24, scored twice for Harbourton on Sunday. “I slept badly,” Badu said. "
    "The Ghanaian thanked his mother. “She drove me here,” the 24-year-old said.\n\n"
    "Coach Rolf Maas, 51, was less happy. “We were asleep,” the Dutchman said."
)
LAB = (
    "Vera Holm of the Marsh Institute studies eels. “They remember everything,” Holm said. "
    "The biologist wants a ban on nets. The minister refused to answer. The driver laughed."
)
BROTHER = (
    "Mayor Theresa Klem says that insurance is dear. But her own brother sells insurance, "
    "and he told me that the price has not changed."
)
FRIEND = (
    "Actress Lena Frey has left the show. “She had enough,” a close friend told the paper. "
    "“She wants to rest,” the insider said."
)
PRIEST = (
    "Historian Jan Wolk found the letter. He cited a note by the priest, in which the man boasts of a theft."
)
RIVALS = (
    "Boxer Tom Reed meets Karl Voss on Friday. “He is slow,” Reed said of his rival. "
    "Voss said that he was ready. Both men promised a clean fight."
)
FIRMS = "The brewer Oldacre Ltd will buy its rival Kestrel Group, the companies said on Monday."
ASKED = (
    "Coach Rolf Maas praised the keeper. Maas said that the pitch was wet. "
    "Asked whether Tom Reed would stay, he said that nobody knew."
)
LETTER = (
    "The minister had told him that the mine would close, an official said.\n\n"
    "Labour Minister Joseph Tett denied the report."
)
HEADS = (
    "Viktor Zaitsev, the head of the region, opened the line. Timur Baish, director of Amgastroy, was there. "
    "The head of the company complained about the rain. The governor promised a second line."
)
WORD = (
    "The council rejects that. Its leader, Tom Askew, said the scheme had been public since last year. "
    '"Nobody has been misled," Askew insisted.'
)
PATRONYMIC = (
    "Deputy Minister Marina Kalugina came from the capital. “I sign nothing unseen,” Marina Sergeyevna said."
)


def test_a_country_and_an_age_name_a_person_again(recorded: Recorded) -> None:
    found = Resolved(
        recorded(CUP),
        say(CUP, "Badu", "said", "“I slept badly,”"),
        say(CUP, "The Ghanaian", "thanked", "his mother"),
        say(CUP, "the 24-year-old", "said", "“She drove me here,”"),
        say(CUP, "the Dutchman", "said", "“We were asleep,”"),
    )
    assert [found.names(i) for i in range(4)] == [["Kofi Badu"]] * 3 + [["Rolf Maas"]]
    assert found.resolutions[1].form is MentionForm.NOMINAL
    assert "country" in found.rules(1)
    assert "age" in found.rules(2)


def test_an_age_that_the_article_gives_another_excludes(recorded: Recorded) -> None:
    found = Resolved(recorded(CUP), say(CUP, "the 24-year-old", "said", "“We were asleep,”"))
    assert "Rolf Maas" not in found.candidates()


def test_work_names_whoever_stands_out_but_an_office_may_be_anybodys(recorded: Recorded) -> None:
    found = Resolved(
        recorded(LAB),
        say(LAB, "Holm", "said", "“They remember everything,”"),
        say(LAB, "The biologist", "wants", "a ban on nets"),
        say(LAB, "The minister", "refused", "to answer"),
        say(LAB, "The driver", "laughed", "laughed"),
    )
    assert found.names(1) == ["Vera Holm"]
    assert "salient" in found.rules(1)
    assert [found.resolutions[i].outcome for i in (2, 3)] == [Outcome.UNKNOWN] * 2


def test_he_may_be_somebody_without_a_name(recorded: Recorded) -> None:
    found = Resolved(recorded(BROTHER), say(BROTHER, "he", "told", "that the price has not changed"))
    assert found.names() == []
    assert [evidence.rule for evidence in found.resolutions[0].evidence] == ["unnamed"]


def test_an_insider_is_the_friend_who_was_quoted(recorded: Recorded) -> None:
    found = Resolved(
        recorded(FRIEND),
        say(FRIEND, "a close friend", "told", "“She had enough,”"),
        say(FRIEND, "the insider", "said", "“She wants to rest,”"),
    )
    assert found.names(0) == found.names(1) == []


def test_the_man_is_the_priest(recorded: Recorded) -> None:
    found = Resolved(
        recorded(PRIEST),
        say(PRIEST, "He", "cited", "a note by the priest"),
        say(PRIEST, "the man", "boasts", "of a theft"),
    )
    assert found.names(0) == ["Jan Wolk"]
    assert found.names(1) == []


def test_both_men_are_the_two_spoken_of(recorded: Recorded) -> None:
    found = Resolved(
        recorded(RIVALS),
        say(RIVALS, "Reed", "said", "“He is slow,”"),
        say(RIVALS, "Voss", "said", "that he was ready"),
        say(RIVALS, "Both men", "promised", "a clean fight"),
    )
    assert sorted(found.names()) == ["Karl Voss", "Tom Reed"]
    assert found.rules() == {"one-of-two"}


def test_the_companies_are_the_two_named(recorded: Recorded) -> None:
    found = Resolved(recorded(FIRMS), say(FIRMS, "the companies", "said", "will buy its rival Kestrel Group"))
    assert found.names() == ["Oldacre Ltd", "Kestrel Group"]


def test_he_in_the_own_words_is_somebody_else(recorded: Recorded) -> None:
    found = Resolved(
        recorded(RIVALS), say(RIVALS, "Reed", "said", "“He is slow,”"), say(RIVALS, "He", "is", "slow")
    )
    assert "Tom Reed" not in found.names(1)


def test_whoever_was_only_asked_about_does_not_answer(recorded: Recorded) -> None:
    found = Resolved(
        recorded(ASKED),
        say(ASKED, "Maas", "said", "that the pitch was wet"),
        say(ASKED, "he", "said", "that nobody knew"),
    )
    assert found.names() == ["Rolf Maas"]


def test_the_head_of_the_company_is_not_the_head_of_the_region(recorded: Recorded) -> None:
    found = Resolved(
        recorded(HEADS),
        say(HEADS, "The head of the company", "complained", "about the rain"),
        say(HEADS, "The governor", "promised", "a second line"),
    )
    assert found.names(0) == ["Timur Baish"]
    assert found.names(1) == ["Viktor Zaitsev"]


def test_a_patronymic_is_no_family_name(recorded: Recorded) -> None:
    found = Resolved(
        recorded(PATRONYMIC), say(PATRONYMIC, "Marina Sergeyevna", "said", "“I sign nothing unseen,”")
    )
    assert found.names() == ["Marina Kalugina"]


def test_a_surname_that_is_a_word_as_well_is_a_name(recorded: Recorded) -> None:
    found = Resolved(recorded(WORD), say(WORD, "Askew", "insisted", '"Nobody has been misled,"'))
    assert found.names() == ["Tom Askew"]
