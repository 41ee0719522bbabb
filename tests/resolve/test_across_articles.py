"""Speakers across articles: keys, matches, look-ups, the name to show."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Gender, Speaker, SpeakerKind
from quotes.resolve.across import (
    KnownSpeaker,
    Surroundings,
    Verdict,
    best_name,
    blocking_keys,
    find_rivals,
    fits_query,
    match_speaker,
    may_be_known,
    may_be_one,
    query_keys,
    rank_query,
    same_name,
    search_key,
)

PERSON, ORGANIZATION = SpeakerKind.PERSON, SpeakerKind.ORGANIZATION


def seen(
    name: str,
    *,
    kind: SpeakerKind = PERSON,
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    gender: Gender = Gender.UNKNOWN,
) -> Speaker:
    return Speaker("s1", name, kind, gender=gender, aliases=aliases, roles=roles)


def known(
    number: str,
    name: str,
    *,
    kind: SpeakerKind = PERSON,
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    gender: Gender = Gender.UNKNOWN,
    articles: int = 0,
) -> KnownSpeaker:
    return KnownSpeaker(number, name, kind, aliases, roles, gender, articles)


def match_id(speaker: Speaker, *others: KnownSpeaker) -> str | None:
    match = match_speaker(speaker, others)
    return match.id if match else None


def test_spelling_variants_are_one_speaker() -> None:
    match = match_speaker(
        seen("Sergei Lavrov", aliases=("Lavrov",)), [known("1", "Sergey Lavrov"), known("2", "Wang Yi")]
    )
    assert match is not None
    assert match.id == "1"
    assert match.evidence


def test_people_of_one_family_name_stay_two() -> None:
    bill = known("1", "Bill Clinton", aliases=("Clinton",))
    assert match_id(seen("Hillary Clinton", aliases=("Clinton",)), bill) is None


def test_a_family_name_alone_is_the_one_whom_all_news_calls_so() -> None:
    keller = known("1", "Ada Keller", aliases=("Keller",), articles=40)
    match = match_speaker(seen("Keller"), [keller, known("2", "Hugo Keller", articles=3)])
    assert match is not None
    assert match.id == "1"
    assert match.evidence[0].rule == "known-by-family-name"
    assert "40 articles" in match.evidence[0].detail


@pytest.mark.parametrize(
    ("ada", "hugo", "speaker"),
    [
        (40, 9, seen("Keller")),  # two bearers whom news knows
        (5, 0, seen("Keller")),  # nobody well known
        (40, 0, seen("Keller", roles=("a retired dentist",))),  # introduced, and as somebody else
        (40, 0, seen("Keller", gender=Gender.MASCULINE)),
        (40, 0, seen("Ada")),  # a given name
    ],
)
def test_a_family_name_alone_is_left_open(ada: int, hugo: int, speaker: Speaker) -> None:
    bearers = [known("1", "Ada Keller", gender=Gender.FEMININE, articles=ada)]
    bearers += [known("2", "Hugo Keller", articles=hugo)] if hugo else []
    assert match_speaker(speaker, bearers) is None


def test_a_family_name_alone_beside_a_bearer_is_left_open() -> None:
    ada, hugo = known("1", "Ada Keller", articles=40), known("2", "Hugo Keller", articles=40)
    assert match_speaker(seen("Keller"), [ada], [hugo]) is None


def test_a_title_does_not_give_a_famous_name_to_another_bearer() -> None:
    ada = known("1", "Ada Keller", roles=("President",), articles=40)
    hugo = known("2", "Hugo Keller", roles=("President",), articles=1, gender=Gender.MASCULINE)
    assert match_id(seen("Keller", roles=("President",)), ada, hugo) == "1"
    masculine = seen("Keller", roles=("President",), gender=Gender.MASCULINE)
    ada = known("1", "Ada Keller", roles=("President",), articles=40, gender=Gender.FEMININE)
    assert match_id(masculine, ada, hugo) is None


def test_a_rare_form_of_a_name_needs_a_role() -> None:
    ted = known("1", "Ned Soto", aliases=("Hugo Edward Soto",), roles=("senator", "father"))
    assert match_id(seen("Hugo Soto", roles=("a proud father",)), ted) is None
    assert match_id(seen("Hugo Soto", roles=("the senator",)), ted) == "1"


def test_a_generation_in_the_full_form_needs_a_role() -> None:
    joe = known("1", "Joe Brandt", roles=("Harbour Minister",))
    assert match_id(seen("Joseph R. Brandt Jr."), joe) is None
    assert match_id(seen("Joseph R. Brandt Jr.", roles=("Harbour Minister",)), joe) == "1"
    assert match_id(seen("Joe Brandt Jr.", roles=("Harbour Minister",)), joe) is None


def test_persons_and_organizations_never_meet() -> None:
    assert match_id(seen("Acme"), known("1", "Acme", kind=ORGANIZATION)) is None


def test_groups_and_anonymous_sources_are_never_matched() -> None:
    group = seen("Acme", kind=SpeakerKind.GROUP)
    assert match_id(group, known("1", "Acme", kind=SpeakerKind.GROUP)) is None
    assert blocking_keys("officials", SpeakerKind.ANONYMOUS) == frozenset()


def test_gender_forbids() -> None:
    robin = known("1", "Robin Welk", gender=Gender.MASCULINE)
    assert match_id(seen("Robin Welk"), robin) == "1"
    assert match_id(seen("Robin Welk", gender=Gender.FEMININE), robin) is None


def test_a_gender_against_a_telling_name_was_misread() -> None:
    man = known("1", "Michael Welk", gender=Gender.MASCULINE)
    assert match_id(seen("Michael Welk", gender=Gender.FEMININE), man) == "1"
    assert match_id(seen("Mike Welk", gender=Gender.FEMININE), man) is None
    assert match_id(seen("Mike Welk"), man) == "1"


def test_generation_forbids() -> None:
    assert match_id(seen("Ivo Brandt Jr."), known("1", "Ivo Brandt")) is None


class TestBareFamilyName:
    def test_without_support_it_stays_apart(self) -> None:
        assert match_id(seen("Brandt"), known("1", "Ivo Brandt", roles=("harbour master",))) is None

    def test_a_shared_role_supports(self) -> None:
        speaker = seen("Brandt", roles=("Minister of Fisheries",))
        assert (
            match_id(
                speaker, known("1", "Ivo Brandt", roles=("the fisheries minister", "Minister of Fisheries"))
            )
            == "1"
        )

    def test_two_bearers_and_no_role_leave_it_open(self) -> None:
        assert match_id(seen("Brandt"), known("1", "Brandt"), known("2", "Ivo Brandt", roles=("baker",))) in (
            None,
            "1",
        )
        assert match_id(seen("Brandt"), known("1", "Ida Brandt"), known("2", "Ivo Brandt")) is None

    def test_the_same_single_name_matches_when_nobody_else_bears_it(self) -> None:
        assert match_id(seen("Suharto"), known("1", "Suharto")) == "1"


def test_a_given_name_that_looks_like_a_particle_counts() -> None:
    assert (
        match_id(seen("Ben Harth", roles=("reporter",)), known("1", "Ben Carr", roles=("reporter",))) is None
    )
    assert match_id(seen("Al Harth"), known("1", "Al Harth")) == "1"


def test_initials_need_a_role() -> None:
    minister = known("1", "Sergey Lavrov", roles=("Russian Foreign Minister",))
    assert match_id(seen("S. Lavrov"), minister) is None
    assert match_id(seen("S. Lavrov", roles=("Russian foreign minister",)), minister) == "1"


def test_two_namesakes_leave_a_third_open_unless_a_role_decides() -> None:
    baker = known("1", "Ivo Brandt", roles=("baker",))
    judge = known("2", "Ivo Brandt", roles=("judge",))
    assert match_id(seen("Ivo Brandt"), baker, judge) is None
    assert match_id(seen("Ivo Brandt", roles=("the judge",)), baker, judge) == "2"


def test_organizations_meet_by_name_and_letters() -> None:
    council = known("1", "Harbour Development Council", kind=ORGANIZATION, aliases=("HDC",))
    assert match_id(seen("HDC", kind=ORGANIZATION), council) == "1"
    assert match_id(seen("The Harbour Development Council", kind=ORGANIZATION), council) == "1"


def test_letters_do_not_join_two_full_names() -> None:
    council = known("1", "Harbour Development Council", kind=ORGANIZATION, aliases=("HDC",))
    club = seen("Highland Dancing Club", kind=ORGANIZATION, aliases=("HDC",))
    assert match_id(club, council) is None


def test_keys_are_few() -> None:
    assert len(blocking_keys("Syed Yousuf Raza Gilani", PERSON)) <= 6
    assert blocking_keys("HDC", ORGANIZATION) & blocking_keys("Harbour Development Council", ORGANIZATION)
    assert blocking_keys("", PERSON) == frozenset()


@pytest.mark.parametrize(
    "query", ["Lavrov", "lavrov", "Sergei Lavrov", "Sergey Lavrov", "LAVROV SERGEY", "Lavr"]
)
def test_queries_that_find(query: str) -> None:
    assert fits_query(query, "Sergey Lavrov", ("Lavrov",))


@pytest.mark.parametrize("query", ["Wang", "Sergey Ivanov", "", "  ", "x"])
def test_queries_that_do_not(query: str) -> None:
    assert not fits_query(query, "Sergey Lavrov", ("Lavrov",))


def test_queries_are_ranked() -> None:
    exact = rank_query("Sergey Lavrov", "Sergey Lavrov")
    spelled = rank_query("Sergei Lavrov", "Sergey Lavrov")
    part = rank_query("Lavrov", "Sergey Lavrov")
    begun = rank_query("Lavr", "Sergey Lavrov")
    assert exact > spelled > part > begun > 0


def test_query_keys_meet_the_keys_of_the_name() -> None:
    for query in ("Lavrov", "Sergei Lavrov", "lavrov"):
        assert query_keys(query) & blocking_keys("Sergey Lavrov", PERSON)


def test_search_key_folds_spelling() -> None:
    assert search_key("Sergei  LAVROV") == search_key("Sergey Lavrov")


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (["Lavrov", "Sergey Lavrov", "Sergei Lavrov", "Sergei Lavrov"], "Sergei Lavrov"),
        (["Sergey Lavrov", "Sergei Lavrov"], "Sergey Lavrov"),
        (["SERGEY LAVROV", "Sergei Lavrov"], "Sergei Lavrov"),
        (["S. Lavrov", "S. Lavrov", "Sergey Lavrov"], "Sergey Lavrov"),
        (["Suharto"], "Suharto"),
        ([], ""),
    ],
)
def test_best_name(names: list[str], best: str) -> None:
    assert best_name(names) == best


@given(st.text(max_size=30), st.sampled_from(list(SpeakerKind)))
def test_any_name_has_keys_and_can_be_matched(name: str, kind: SpeakerKind) -> None:
    keys = blocking_keys(name, kind)
    assert all(isinstance(key, str) for key in keys)
    match = match_speaker(
        seen(name, kind=kind), [known("1", name, kind=kind), known("2", "Ada Roe", kind=kind)]
    )
    assert match is None or match.id == "1"
    rank_query(name, name)


# ------------------------------------------------------------------ surroundings
DAY = date(2026, 3, 4)
NEWSROOM = Surroundings(
    {"ada byron": "Ada Byron", "boris ode": "Boris Ode"}, frozenset({"The Globe"}), (DAY,)
)
ELSEWHERE = Surroundings({"clara welk": "Clara Welk"}, frozenset({"The Coast"}), (DAY,))


def around(number: str, name: str, surroundings: Surroundings, *roles: str) -> KnownSpeaker:
    return replace(known(number, name, roles=roles), surroundings=surroundings)


def test_two_walks_of_life_are_two_people_of_one_name() -> None:
    keeper = seen("Jon Smith", roles=("Rovers goalkeeper",))
    judge = around("1", "Jon Smith", ELSEWHERE, "county judge")
    assert match_speaker(keeper, [judge], surroundings=NEWSROOM) is None
    both = around("1", "Jon Smith", NEWSROOM, "county judge")
    match = match_speaker(keeper, [both], surroundings=NEWSROOM)
    assert match is not None
    assert match.evidence[-1].rule in ("same-company", "same-outlet", "same-time")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("former goalkeeper", "county judge"),  # of the past
        ("actor", "governor of California"),  # one person may be both
        ("goalkeeper", "goalkeeper and judge"),
        ("goalkeeper", "a friend of the judge"),  # whose friend it is says nothing
        ("man from Leeds", "county judge"),
        ("then a goalkeeper", "county judge"),
    ],
)
def test_roles_that_tell_nothing_leave_one_person_one(ours: str, theirs: str) -> None:
    assert match_id(seen("Jon Smith", roles=(ours,)), known("1", "Jon Smith", roles=(theirs,))) == "1"


def test_one_odd_role_does_not_part_a_well_known_name() -> None:
    judge = known("1", "Jon Smith", roles=("county judge",), articles=40)
    assert match_id(seen("Jon Smith", roles=("goalkeeper",)), judge) == "1"


def test_of_two_of_one_name_the_one_in_known_company_is_meant() -> None:
    others = [around("1", "Jon Smith", ELSEWHERE), around("2", "Jon Smith", NEWSROOM)]
    match = match_speaker(seen("Jon Smith"), others, surroundings=NEWSROOM)
    assert match is not None
    assert match.id == "2"
    assert "Ada Byron" in " ".join(evidence.detail for evidence in match.evidence)
    assert match_speaker(seen("Jon Smith"), [around("1", "Jon Smith", NEWSROOM), others[1]]) is None


@pytest.mark.parametrize(
    ("company", "day", "expected"),
    [
        (frozenset({"ada byron", "boris ode"}), DAY, "1"),
        (frozenset({"ada byron"}), DAY, None),  # anybody may be quoted beside one
        (frozenset({"ada byron", "boris ode"}), date(2020, 1, 1), None),
    ],
)
def test_company_makes_an_initial_a_name(company: frozenset[str], day: date, expected: str | None) -> None:
    other = around(
        "1", "Janos Kovacs", Surroundings({name: name.title() for name in company}, frozenset(), (day,))
    )
    match = match_speaker(seen("J. Kovacs"), [other], surroundings=NEWSROOM)
    assert (match.id if match else None) == expected


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Ada Keller", "Hugo Keller", False),
        ("Ada Keller", "A. Keller", True),
        ("Bill Keller", "William Keller", True),
        ("Sergei Keller", "Sergey Keller", True),
        ("Keller", "Hugo Keller", True),
        ("Kim Min-jun", "Kim Ji-woo", True),  # which word is the given name is not sure
        ("Ada Maria Keller", "Maria Keller", True),
    ],
)
def test_bearers_of_a_common_name_are_left_out(name: str, other: str, *, expected: bool) -> None:
    assert may_be_one(name, other) is expected
    assert may_be_one(other, name) is expected


@given(
    st.lists(
        st.sampled_from(["Ada", "A.", "Bill", "William", "Sergei", "Sergey", "Kim", "Maria"]), max_size=2
    ),
    st.lists(
        st.sampled_from(["Ada", "A.", "Bill", "William", "Sergei", "Sergey", "Kim", "Maria"]), max_size=2
    ),
)
def test_who_is_left_out_would_never_match(given_one: list[str], given_other: list[str]) -> None:
    one, other = " ".join([*given_one, "Keller"]), " ".join([*given_other, "Keller"])
    if not may_be_one(one, other):
        assert match_id(seen(one, roles=("mayor",)), known("1", other, roles=("mayor",))) is None


WORDS = (
    "Ada A. Bill William Abdelfattah Abdel Fattah Sergei Sergey Kim Maria Jean Luc Jeanluc Mohammed al "
    "Keller Kellner García López Jr. Mr. Min-jun"
)
NAMES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_names_that_may_not_be_one_are_different(name: str, other: str) -> None:
    if not may_be_one(name, other):
        assert same_name(name, other).verdict is Verdict.DIFFERENT


@given(st.lists(NAMES, min_size=1, max_size=3), st.lists(NAMES, min_size=1, max_size=3))
def test_who_may_not_be_known_is_matched_with_nobody(names: list[str], forms: list[str]) -> None:
    best = best_name(forms)
    aliases = tuple(form for form in forms if form != best)
    if not may_be_known(names, best, forms):
        speaker = seen(names[0], aliases=tuple(names[1:]), roles=("mayor",))
        other = known("1", best, aliases=aliases, roles=("mayor",), articles=9)
        assert match_speaker(speaker, [other]) is None
        assert find_rivals(speaker, [other]) == []
