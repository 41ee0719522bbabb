"""Bodies, countries, groups, unnamed sources, and quotations without a source."""

from collections.abc import Callable

import pytest

from quotes.document import Document
from quotes.model import MentionForm, Outcome, SpeakerKind
from quotes.resolve.entities import collect_mentions
from tests.resolve.resolve_factory import Resolved, say

Recorded = Callable[[str], Document]

COUNCIL = (
    "The Harbour Development Council (HDC) published its plan on Monday. "
    "The HDC said that the quay was safe. According to the council, work begins in May. "
    "The council said this in a statement. The statement added that no house would be lost."
)
UNNAMED = (
    "The ministers rejected the plan. Officials said that the talks went well. "
    "A source familiar with the talks said that they had failed. "
    "Many farmers complained about the price. The expert community expects a new round."
)
COUNTRIES = (
    "Peru proposed a new treaty. Peru and Chile condemned the attack. "
    "Lima and Santiago agreed to meet. Lima warned that time was short."
)
SURVEY = (
    "According to a survey by the research firm Tellus Data, most families save water. "
    "The survey noted that prices matter."
)
SEEN = (
    "According to a report seen by Tellus Data, the quay is unsafe. "
    "A letter to Ida Brandt said that work would stop."
)
OPEN = (
    "“We began in a barn,” Ida Brandt said.\n\n"
    "“Then the bank gave us a loan and the work could begin.\n\n"
    "“Today we sell to ten countries,” said Karl Roe, her partner."
)
RUNNING = "“We began in a barn,” Ida Brandt said. “It was cold and the roof leaked.”"
NOTHING = "It was announced that the road would be closed."
MINISTRY = (
    "The Ministry of Foreign Affairs summoned the envoy. Its spokesman, Hamid Sadr, gave no details. "
    "The foreign ministry said that the note was clear."
)
CAMPAIGN = "Ada Keller lost the vote. Keller’s campaign said that it would ask for a recount."


def test_letters_and_the_noun_mean_the_body(recorded: Recorded) -> None:
    found = Resolved(
        recorded(COUNCIL),
        say(COUNCIL, "The HDC", "said", "that the quay was safe"),
        say(COUNCIL, "the council", "According to", "work begins in May"),
        say(COUNCIL, "The council", "said", "this"),
        say(COUNCIL, "The statement", "added", "that no house would be lost"),
    )
    assert [found.names(i) for i in range(4)] == [["Harbour Development Council"]] * 4
    assert found.speakers[0].kind is SpeakerKind.ORGANIZATION
    assert "HDC" in found.speakers[0].aliases


@pytest.mark.parametrize(
    ("source", "cue", "content", "outcome"),
    [
        ("The ministers", "rejected", "the plan", Outcome.GROUP),
        ("Officials", "said", "that the talks went well", Outcome.ANONYMOUS),
        ("A source familiar with the talks", "said", "that they had failed", Outcome.ANONYMOUS),
        ("Many farmers", "complained", "about the price", Outcome.GROUP),
        ("The expert community", "expects", "a new round", Outcome.ANONYMOUS),
    ],
)
def test_unnamed_sources(recorded: Recorded, source: str, cue: str, content: str, outcome: Outcome) -> None:
    found = Resolved(recorded(UNNAMED), say(UNNAMED, source, cue, content))
    assert found.resolutions[0].outcome is outcome
    assert found.resolutions[0].description == source
    assert found.names() == []


def test_countries_speak(recorded: Recorded) -> None:
    found = Resolved(
        recorded(COUNTRIES),
        say(COUNTRIES, "Peru", "proposed", "a new treaty"),
        say(COUNTRIES, "Peru and Chile", "condemned", "the attack"),
    )
    assert found.names(0) == ["Peru"]
    assert found.names(1) == ["Peru", "Chile"]


def test_capitals_speak_for_countries_that_the_article_names(recorded: Recorded) -> None:
    found = Resolved(
        recorded(COUNTRIES),
        say(COUNTRIES, "Lima and Santiago", "agreed", "to meet"),
        say(COUNTRIES, "Lima", "warned", "that time was short"),
    )
    assert found.names(0) == ["Peru", "Chile"]
    assert found.names(1) == ["Peru"]
    assert "seat" in found.rules(1)


def test_a_survey_speaks_for_who_made_it(recorded: Recorded) -> None:
    found = Resolved(
        recorded(SURVEY),
        say(
            SURVEY,
            "a survey by the research firm Tellus Data",
            "According to",
            "most families save water",
        ),
        say(SURVEY, "The survey", "noted", "that prices matter"),
    )
    assert found.names(0) == ["Tellus Data"]
    assert found.names(1) == ["Tellus Data"]
    assert "issuer" in found.rules(0)


def test_nobody_made_what_others_only_got_to_see(recorded: Recorded) -> None:
    found = Resolved(
        recorded(SEEN),
        say(SEEN, "a report seen by Tellus Data", "According to", "the quay is unsafe"),
        say(SEEN, "A letter to Ida Brandt", "said", "that work would stop"),
    )
    assert found.names(0) == []
    assert found.names(1) == []


def test_a_ministry_in_two_word_orders(recorded: Recorded) -> None:
    found = Resolved(
        recorded(MINISTRY), say(MINISTRY, "The foreign ministry", "said", "that the note was clear")
    )
    assert found.names() == ["Ministry of Foreign Affairs"]


def test_a_campaign_is_a_body_of_its_own(recorded: Recorded) -> None:
    found = Resolved(
        recorded(CAMPAIGN), say(CAMPAIGN, "Keller’s campaign", "said", "that it would ask for a recount")
    )
    assert found.names() == ["Keller campaign"]
    assert found.speakers[0].kind is SpeakerKind.ORGANIZATION


def test_no_source_is_a_result(recorded: Recorded) -> None:
    found = Resolved(recorded(NOTHING), say(NOTHING, "", "announced", "that the road would be closed"))
    assert found.resolutions[0].outcome is Outcome.NONE
    assert found.resolutions[0].form is MentionForm.EMPTY
    assert found.speakers == ()


def test_a_quotation_without_a_source_has_the_running_speaker(recorded: Recorded) -> None:
    found = Resolved(
        recorded(RUNNING),
        say(RUNNING, "Ida Brandt", "said", "“We began in a barn,”"),
        say(RUNNING, "", "", "“It was cold and the roof leaked.”"),
    )
    assert found.names(1) == ["Ida Brandt"]
    assert "running-speaker" in found.rules(1)


def test_an_open_quotation_belongs_to_the_words_that_follow(recorded: Recorded) -> None:
    found = Resolved(
        recorded(OPEN),
        say(OPEN, "Ida Brandt", "said", "“We began in a barn,”"),
        say(OPEN, "", "", "“Then the bank gave us a loan and the work could begin."),
        say(OPEN, "Karl Roe, her partner", "said", "“Today we sell to ten countries,”"),
    )
    assert found.names(1) == ["Karl Roe"]
    assert "open-quotation" in found.rules(1)


def test_nothing_to_resolve(recorded: Recorded) -> None:
    found = Resolved(recorded(NOTHING))
    assert (found.speakers, found.resolutions) == ((), ())


FAMILY = "Ivo Keller and Ada Keller sold the farm. The Kellers said that they were tired."
LEADER = "A Chilean trader spoke first. “I know what I want,” she said. The Norwegian captain disagreed."


def test_a_family_in_the_plural_is_a_group(recorded: Recorded) -> None:
    found = Resolved(recorded(FAMILY), say(FAMILY, "The Kellers", "said", "that they were tired"))
    assert found.resolutions[0].outcome is Outcome.GROUP
    assert found.names() == []


def test_people_without_a_name_stay_without_one(recorded: Recorded) -> None:
    found = Resolved(
        recorded(LEADER),
        say(LEADER, "she", "said", "“I know what I want,”"),
        say(LEADER, "I", "know", "what I want"),
        say(LEADER, "The Norwegian captain", "disagreed", "spoke first"),
    )
    outcomes = [resolution.outcome for resolution in found.resolutions]
    assert outcomes == [Outcome.ANONYMOUS, Outcome.UNKNOWN, Outcome.UNKNOWN]
    assert [evidence.rule for evidence in found.resolutions[0].evidence] == ["unnamed"]
    assert found.speakers == ()


def test_words_inside_each_other_end(recorded: Recorded) -> None:
    whole, inner = (
        say(LEADER, "I", "know", "“I know what I want,”"),
        say(LEADER, "I", "want", "I know what I"),
    )
    found = Resolved(recorded(LEADER), whole, inner)
    assert len(found.resolutions) == 2


def test_a_body_that_only_a_description_names_has_its_place(recorded: Recorded) -> None:
    found = Resolved(
        recorded(CAMPAIGN), say(CAMPAIGN, "Keller’s campaign", "said", "that it would ask for a recount")
    )
    (mention,) = found.speaker("Keller campaign").mentions
    assert mention.span.text(CAMPAIGN) == "Keller’s campaign"


TWO_ROLES = "A farmer and member of the council, Ada Roe, said that the road was shut. The mayor was away."
TWO_PEOPLE = "A farmer and a nurse said that the road was shut. Ada Roe was away."


def test_two_roles_under_one_article_are_one_person(recorded: Recorded) -> None:
    source = "A farmer and member of the council, Ada Roe"
    found = Resolved(recorded(TWO_ROLES), say(TWO_ROLES, source, "said", "that the road was shut"))
    assert found.names(0) == ["Ada Roe"]
    found = Resolved(
        recorded(TWO_PEOPLE), say(TWO_PEOPLE, "A farmer and a nurse", "said", "that the road was shut")
    )
    assert found.resolutions[0].outcome is Outcome.GROUP


OFFICE = (
    "The National Prosecuting Authority (NPA) closed the case. The National Director of Public Prosecutions, "
    "Ada Roe, said that it was over. The agency said that it had no proof."
)


def test_an_office_is_no_body(recorded: Recorded) -> None:
    doc = recorded(OFFICE)
    bodies = {m.name for m in collect_mentions(doc) if m.kind is SpeakerKind.ORGANIZATION}
    assert "National Prosecuting Authority" in bodies
    assert not any("Director" in name for name in bodies)
