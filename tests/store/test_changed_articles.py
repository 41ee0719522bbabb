"""A newer version of an article in which a quotation was altered, taken out, added or given to another."""

from dataclasses import replace
from datetime import date

import pytest

from quotes.model import Analysis, FlagKind, Polarity, ResolvedAttribution, Severity
from quotes.records import FlagRecord
from quotes.store import Store
from tests.store.store_factory import LATER, add_flag, make_analysis

URL = "https://example.org/harbour"
HARBOUR = ("Ada Roe", "We will close the harbour at night and keep the ferries in the bay")
ISLAND = ("Ben Poe", "Nobody asked the people of the island what they think of it")
MONEY = ("Cleo Moe", "The council has to vote on the money before the summer holidays begin")
BODY = [HARBOUR, ISLAND, MONEY]


def version(said: list[tuple[str, str]], doc: str = "v1", opening: str = "", **of: object) -> Analysis:
    return make_analysis(said, doc=doc, url=URL, opening=opening, **of)  # type: ignore[arg-type]


def changes(store: Store) -> list[FlagRecord]:
    return [record for record in store.view.flags() if record.flag.kind is FlagKind.CHANGED_ARTICLE]


def write(store: Store, *analyses: Analysis) -> list[FlagRecord]:
    for analysis in analyses:
        store.write(analysis)
    return changes(store)


def only(records: list[FlagRecord]) -> FlagRecord:
    assert len(records) == 1, [record.flag.message for record in records]
    return records[0]


def test_an_altered_quotation_shows_both_wordings(store: Store) -> None:
    altered = ("Ada Roe", "We will never close the harbour at night and keep the ferries in the bay")
    record = only(write(store, version(BODY), version([altered, ISLAND, MONEY], "v2")))
    assert record.flag.severity is Severity.MEDIUM
    assert HARBOUR[1] in record.flag.message
    assert altered[1] in record.flag.message
    assert "“never” is new" in record.flag.message
    assert record.article.id == 2
    assert record.excerpt == f"“{altered[1]}”"
    assert record.elsewhere
    assert record.elsewhere.article.id == 1
    assert record.elsewhere.excerpt == f"“{HARBOUR[1]}”"
    assert [speaker.name for speaker in record.elsewhere.speakers] == ["Ada Roe"]


def test_another_speaker_for_the_same_words_is_grave(store: Store) -> None:
    record = only(write(store, version(BODY), version([HARBOUR, ISLAND, ("Dan Foe", MONEY[1])], "v2")))
    assert record.flag.severity is Severity.HIGH
    assert "Credited to Dan Foe here, to Cleo Moe in an earlier version" in record.flag.message
    assert record.flag.suggestions == ("Cleo Moe",)


def test_other_words_and_another_speaker_are_one_doubt(store: Store) -> None:
    changed = ("Dan Foe", MONEY[1].replace("summer", "winter"))
    record = only(write(store, version(BODY), version([HARBOUR, ISLAND, changed], "v2")))
    assert record.flag.severity is Severity.HIGH
    assert "to Cleo Moe in an earlier version" in record.flag.message
    assert "“summer” became “winter”" in record.flag.message


def test_a_quotation_that_is_gone_is_flagged_where_it_stood(store: Store) -> None:
    record = only(write(store, version(BODY), version([HARBOUR, MONEY], "v2")))
    assert record.attribution_id is None
    assert ISLAND[1] in record.flag.message
    assert record.excerpt == f"Ada Roe said: “{HARBOUR[1]}”."  # the line before
    assert record.elsewhere
    assert record.elsewhere.excerpt == f"“{ISLAND[1]}”"


def test_a_quotation_that_came_in_is_worth_knowing(store: Store) -> None:
    record = only(write(store, version([HARBOUR, MONEY]), version(BODY, "v2")))
    assert record.flag.severity is Severity.LOW
    assert record.excerpt == f"“{ISLAND[1]}”"
    assert record.elsewhere
    assert record.elsewhere.attribution_id is None


def test_a_quotation_that_lost_its_source(store: Store) -> None:
    bare = version([HARBOUR, MONEY], "v2", opening=f"{ISLAND[1]}.")
    record = only(write(store, version(BODY), bare))
    assert "in the article’s own voice" in record.flag.message
    assert record.excerpt == ISLAND[1]


def test_a_denial_that_came_in(store: Store) -> None:
    changed = version(BODY, "v2", opening="Changed today.")
    first, *others = changed.attributions
    denied = replace(first.attribution, polarity=Polarity.NEGATIVE)
    changed = replace(changed, attributions=(ResolvedAttribution(denied, first.resolution), *others))
    record = only(write(store, version(BODY), changed))
    assert record.flag.severity is Severity.HIGH
    assert "not said" in record.flag.message


@pytest.mark.parametrize(
    "said",
    [
        [MONEY, HARBOUR, ISLAND],  # moved
        [(name, words.replace(" and ", ", and ")) for name, words in BODY],  # punctuation
        [(name, words.replace("harbour", "harbor")) for name, words in BODY],  # spelling
    ],
)
def test_what_is_no_change(store: Store, said: list[tuple[str, str]]) -> None:
    assert (
        write(store, version(BODY), version(said, "v2", opening="A line that stands above all of it.")) == []
    )


def test_a_quotation_that_is_cut_in_two_by_its_source_is_not_altered(store: Store) -> None:
    words = HARBOUR[1].split(" and ")
    halves = [("Ada Roe", words[0]), ("Ada Roe", "and " + words[1])]
    assert write(store, version(BODY), version([*halves, ISLAND, MONEY], "v2")) == []


def test_a_statement_that_was_only_read_otherwise_is_no_change(store: Store) -> None:
    later = version(BODY, "v2", opening="Changed today.")
    later = replace(later, attributions=later.attributions[:-1])
    assert write(store, version(BODY), later) == []


def test_of_three_versions_each_is_compared_with_the_one_before(store: Store) -> None:
    altered = ("Ada Roe", HARBOUR[1].replace("night", "noon"))
    records = write(
        store, version(BODY), version([altered, *BODY[1:]], "v2"), version([altered, ISLAND], "v3")
    )
    assert [(r.article.id, r.elsewhere and r.elsewhere.article.id) for r in records] == [(2, 1), (3, 2)]


def test_a_version_that_comes_in_between_takes_over(store: Store) -> None:
    def dated(night: str, day: int) -> Analysis:
        said = [(HARBOUR[0], HARBOUR[1].replace("night", night)), ISLAND, MONEY]
        return version(said, f"v{day}", published=date(2024, 5, day))

    last = only(write(store, dated("night", 1), dated("noon", 3)))
    assert (last.article.id, last.elsewhere and last.elsewhere.article.id) == (2, 1)
    records = write(store, dated("dusk", 2))
    assert [(r.article.id, r.elsewhere and r.elsewhere.article.id) for r in records] == [(2, 3), (3, 1)]
    assert "“dusk” became “noon”" in records[0].flag.message


def test_writing_either_again_works_it_out_anew(store: Store) -> None:
    altered = ("Ada Roe", HARBOUR[1].replace("night", "noon"))
    before, after = version(BODY), version([altered, ISLAND, MONEY], "v2")
    record = only(write(store, before, after))
    # Read anew by another program: the earlier one now without its first attribution, then with it again.
    without = replace(before, attributions=before.attributions[1:], provenance=LATER)
    assert all("added" in r.flag.evidence[0].rule for r in write(store, without))
    assert only(write(store, before)).identity == record.identity
    assert only(write(store, add_flag(after, 0))).identity == record.identity


def test_such_flags_are_no_part_of_an_analysis(store: Store) -> None:
    later = add_flag(version([HARBOUR, ISLAND], "v2"), 0)
    write(store, version(BODY), later)
    assert store.load_analysis(2) == later


def test_who_is_who_settles_it(store: Store) -> None:
    nearly = [HARBOUR, ISLAND, ("Cleopatra Moe-Zoe", MONEY[1])]
    record = only(write(store, version(BODY), version(nearly, "v2")))
    assert record.flag.severity is Severity.HIGH
    numbers = [store.view.find_speakers(name)[0].id for name in ("Cleo Moe", "Cleopatra Moe-Zoe")]
    made = store.merge_speakers(*numbers, who="an editor")
    assert changes(store) == []
    store.undo_decision(made.id, who="an editor")
    assert only(changes(store)).identity == record.identity
