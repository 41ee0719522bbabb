"""People's decisions on who is who outrank the machine, last, and can be taken back in any order."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text

from quotes.errors import DecisionError, NotFoundError, QuotesError
from quotes.model import Analysis, SpeakerKind
from quotes.records import DecisionKind
from quotes.store import Store, open_store
from quotes.store.decisions import load_identities
from quotes.store.engine import make_engine, reading, writing
from quotes.store.known import retell_speaker
from quotes.store.schema import upgrade
from quotes.store.tables import aliases, article_speakers, roles, shown_speakers, speaker_keys, speakers
from tests.store.store_factory import LATER, make_analysis

ADA, BORIS = "Ada Byron", "Boris Ode"


def write(store: Store, number: int, *names: str, **options: Any) -> Analysis:
    """Add an article in which each of some people says one thing; its analysis."""
    said = [(name, f"Word {number}.{at}") for at, name in enumerate(names)]
    analysis = make_analysis(said, doc=f"doc{number}", opening=f"Number {number}.", **options)
    store.write(analysis)
    return analysis


def number_of(store: Store, name: str) -> int:
    """The number of the one speaker that a name finds."""
    (found,) = store.view.find_speakers(name)
    return found.id


def names(store: Store) -> dict[str, int]:
    """Shown speakers with their number of quotations."""
    return {one.name: one.quotations for one in store.view.speakers()}


def seen(store: Store) -> list[object]:
    """Everything that people and the machine see of who is who, but for numbers of rows."""
    with reading(store._engine) as connection:
        rows: list[object] = [store.view.speakers()]
        rows += [replace(store.view.speaker(one.id), decisions=()) for one in store.view.speakers()]
        for table in (aliases, roles):
            c = table.c
            query = select(c.speaker_id, c.text, c.first_article_id, c.articles)
            rows.append(connection.execute(query.order_by(c.speaker_id, c.id)).all())
        rows.append(connection.execute(select(speaker_keys).order_by(*speaker_keys.c)).all())
        rows.append(connection.execute(select(shown_speakers).order_by(*shown_speakers.c)).all())
        query = select(speakers).where(speakers.c.id.in_(select(shown_speakers.c.speaker_id)))
        rows.append(connection.execute(query.order_by(speakers.c.id)).all())
    return rows


@pytest.fixture
def four(store: Store) -> Store:
    """Four people in six articles; the first two have roles."""
    described = {ADA: ("mathematician",), BORIS: ("baker",)}
    for number, people in enumerate(
        [
            (ADA, BORIS),
            (ADA, "Clara Welk"),
            (BORIS, "Dora Lum"),
            (ADA,),
            ("Clara Welk", BORIS),
            (ADA, "Dora Lum"),
        ]
    ):
        write(store, number, *people, roles=described)
    return store


# ------------------------------------------------------------------ merge
def test_merged_speakers_are_one_under_the_first(four: Store) -> None:
    a, b = number_of(four, ADA), number_of(four, BORIS)
    decided = four.merge_speakers(a, b, who="Eva", why="pen name")
    assert (decided.kind, decided.who, decided.why) == (DecisionKind.MERGE, "Eva", "pen name")
    assert names(four)[ADA] == 7
    assert BORIS not in names(four)
    record = four.view.speaker(a)
    assert record.summary.aliases == (BORIS,)
    assert record.summary.roles == ("mathematician", "baker")
    assert [decision.id for decision in record.decisions] == [decided.id]
    for asked in (ADA, BORIS, "Ode", str(a), str(b)):
        assert number_of(four, asked) == a
    assert four.view.speaker(b) == record
    assert four.view.counts().speakers == 3
    assert {q.speakers[0].name for q in record.quotations} == {ADA}


def test_a_later_article_goes_to_the_merged_speaker(four: Store) -> None:
    a, b = number_of(four, ADA), number_of(four, BORIS)
    decided = four.merge_speakers(a, b, who="Eva")
    write(four, 10, BORIS)  # no role, no other help
    write(four, 11, "Ada Byron")
    assert names(four)[ADA] == 9
    four.undo_decision(decided.id, who="Eva")
    assert (names(four)[ADA], names(four)[BORIS]) == (5, 4)


def test_a_merge_lasts_when_articles_are_analysed_again(store: Store) -> None:
    first, second = write(store, 1, ADA), write(store, 2, BORIS)
    a, b = number_of(store, ADA), number_of(store, BORIS)
    decided = store.merge_speakers(a, b, who="Eva")
    for analysis in (second, first):
        store.write(replace(analysis, provenance=LATER))
        store.write(analysis)
    assert names(store) == {ADA: 2}
    store.undo_decision(decided.id, who="Eva")
    assert names(store) == {ADA: 1, BORIS: 1}
    assert (number_of(store, ADA), number_of(store, BORIS)) == (a, b)


# ------------------------------------------------------------------ split
def split_byron(store: Store) -> tuple[Analysis, Analysis, int, int]:
    """Two people of one name whom the machine took for one; split into the second article's own."""
    one = write(store, 1, ADA, roles={ADA: ("mathematician in London",)})
    two = write(store, 2, ADA, roles={ADA: ("Labour councillor",)})
    write(store, 3, ADA, roles={ADA: ("mathematician in London",)})
    a = number_of(store, ADA)
    decided = store.split_speaker(a, [two.article.identity], name="Ada Byron (councillor)", who="Eva")
    return one, two, a, decided.speakers[1].id


def test_a_split_makes_two_of_one(store: Store) -> None:
    _, two, a, b = split_byron(store)
    assert names(store) == {ADA: 2, "Ada Byron (councillor)": 1}
    assert store.view.speaker(a).summary.roles == ("mathematician in London",)
    assert store.view.speaker(b).summary.roles == ("Labour councillor",)
    assert store.view.speaker(b).quotations[0].article.identity == two.article.identity
    assert {one.id for one in store.view.find_speakers(ADA)} == {a, b}
    assert [d.tell(b) for d in store.view.speaker(b).decisions] == [
        f"told apart from Ada Byron (number {a}) in 1 article"
    ]


def test_later_articles_go_to_either_by_context(store: Store) -> None:
    _, _, a, b = split_byron(store)
    write(store, 4, ADA, roles={ADA: ("Labour councillor",)})
    write(store, 5, ADA, roles={ADA: ("mathematician in London",)})
    assert (store.view.speaker(a).summary.quotations, store.view.speaker(b).summary.quotations) == (3, 2)


def test_a_split_lasts_when_its_articles_are_analysed_again(store: Store) -> None:
    one, two, a, b = split_byron(store)
    for analysis in (two, one, two):
        store.write(replace(analysis, provenance=LATER))
        store.write(analysis)
    assert store.view.speaker(b).quotations[0].article.identity == two.article.identity
    assert (store.view.speaker(a).summary.quotations, store.view.speaker(b).summary.quotations) == (2, 1)


def test_an_undone_split_gives_its_later_articles_back(store: Store) -> None:
    _, _, a, b = split_byron(store)
    write(store, 4, ADA, roles={ADA: ("Labour councillor",)})
    store.undo_decision(1, who="Eva")
    assert names(store) == {ADA: 4}
    assert store.view.speaker(b).summary.id == a
    store.undo_decision(2, who="Eva", why="it was right")
    assert store.view.speaker(b).summary.quotations == 2


def test_a_split_to_one_who_is_there(four: Store) -> None:
    a, b = number_of(four, ADA), number_of(four, BORIS)
    article = four.view.find_article("doc3").summary.identity
    four.split_speaker(a, [article], to=b, who="Eva")
    assert (names(four)[ADA], names(four)[BORIS]) == (3, 4)
    with pytest.raises(DecisionError, match=r"decision 1 is against it: .*somebody else"):
        four.merge_speakers(a, b, who="Eva")


def test_a_decision_on_one_whom_a_split_made_rests_with_the_split(store: Store) -> None:
    _, _, a, b = split_byron(store)
    write(store, 6, BORIS)
    renamed = store.rename_speaker(b, "Councillor Byron", who="Eva")
    merged = store.merge_speakers(number_of(store, BORIS), b, who="Eva")
    store.undo_decision(1, who="Eva")
    assert names(store) == {ADA: 3, BORIS: 1}
    force = {one.id: one.in_force for one in store.view.decisions()}
    assert (force[renamed.id], force[merged.id]) == (False, False)
    store.undo_decision(merged.id + 1, who="Eva")
    assert names(store) == {ADA: 2, BORIS: 2}
    assert store.view.speaker(a).summary.quotations == 2


# ------------------------------------------------------------------ rename
def test_a_given_name_stands_whatever_articles_say(store: Store) -> None:
    analysis = write(store, 1, ADA)
    number = number_of(store, ADA)
    store.rename_speaker(number, "Ada  King ", who="Eva")
    write(store, 2, ADA)
    write(store, 3, "Ada King")
    store.write(replace(analysis, provenance=LATER))
    assert names(store) == {"Ada King": 3}
    assert number_of(store, ADA) == number_of(store, "King") == number_of(store, "Kin") == number
    last = store.rename_speaker(number, "Lovelace", who="Eva")
    assert last.replaces == 1
    assert (names(store), number_of(store, "lovelace")) == ({"Lovelace": 3}, number)
    store.undo_decision(last.id, who="Eva")
    assert names(store) == {"Ada King": 3}


def test_the_only_article_of_a_renamed_speaker_is_analysed_again(store: Store) -> None:
    analysis = write(store, 1, ADA)
    store.rename_speaker(1, "Lovelace", who="Eva")
    store.write(replace(analysis, provenance=LATER))
    assert names(store) == {"Lovelace": 1}


def test_a_given_name_finds_the_speaker_it_was_merged_into(four: Store) -> None:
    a, b = number_of(four, ADA), number_of(four, BORIS)
    four.rename_speaker(b, "Zed Quill", who="Eva")
    four.merge_speakers(a, b, who="Eva")
    assert number_of(four, "Quill") == a
    assert names(four)[ADA] == 7


def test_a_renamed_group_is_found_by_its_name(store: Store) -> None:
    write(store, 1, "the choir", kinds={"the choir": SpeakerKind.UNKNOWN})
    store.rename_speaker(1, "Ode Choir", who="Eva")
    assert number_of(store, "ode choir") == 1


# ------------------------------------------------------------------ not the same
def test_the_machine_keeps_apart_what_a_person_did(store: Store) -> None:
    """Read again, a speaker of one article alone would be matched with the other one."""
    first = write(store, 1, "Sergei Ode")
    write(store, 2, BORIS)
    write(store, 3, "Sergey Ode")
    a = number_of(store, "Sergei Ode")
    split = store.split_speaker(a, [first.article.identity], who="Eva")
    b = split.speakers[1].id
    store.undo_decision(split.id, who="Eva")
    assert names(store)["Sergei Ode"] == 2
    other = write(store, 4, "Clara Welk")
    c = number_of(store, "Clara Welk")
    store.mark_not_same(a, c, who="Eva")
    store.write(replace(other, provenance=LATER))
    assert number_of(store, "Clara Welk") == c
    assert b not in {one.id for one in store.view.speakers()}


def test_one_article_read_again_does_not_join_what_was_judged_apart(store: Store) -> None:
    write(store, 1, "Sergey Ode", roles={"Sergey Ode": ("baker",)})
    lone = write(store, 2, "S. Ode")
    a, b = 1, 2
    assert len(store.view.speakers()) == 2
    store.mark_not_same(a, b, who="Eva")
    # This time the analysis finds a role that would make the two one.
    again = replace(lone, provenance=LATER, speakers=(replace(lone.speakers[0], roles=("baker",)),))
    store.write(again)
    assert {one.id for one in store.view.speakers()} == {a, b}
    with open_store("sqlite://") as other:  # without the decision they are one
        write(other, 1, "Sergey Ode", roles={"Sergey Ode": ("baker",)})
        other.write(lone)
        other.write(again)
        assert len(other.view.speakers()) == 1


# ------------------------------------------------------------------ contradictions
def test_contradictions_are_refused_and_change_nothing(four: Store) -> None:
    a, b, c = (number_of(four, name) for name in (ADA, BORIS, "Clara Welk"))
    four.mark_not_same(a, b, who="Eva", why="I know both")
    before = seen(four)
    everywhere = {quotation.article.identity for quotation in four.view.speaker(a).quotations}
    refused: list[tuple[Any, str]] = [
        (lambda: four.merge_speakers(a, b, who="Eva"), "decision 1 is against it: Ada Byron .* not the same"),
        (lambda: four.merge_speakers(a, a, who="Eva"), "one speaker already"),
        (lambda: four.mark_not_same(b, b, who="Eva"), "than itself"),
        (lambda: four.mark_not_same(b, a, who="Eva"), "says so already"),
        (lambda: four.merge_speakers(a, 99, who="Eva"), "no speaker 99"),
        (lambda: four.undo_decision(7, who="Eva"), "no decision 7"),
        (lambda: four.rename_speaker(a, "  ", who="Eva"), "not a name"),
        (lambda: four.rename_speaker(a, "A\udc80", who="Eva"), "not a name"),
        (lambda: four.rename_speaker(a, "Ada", who=" "), "who decides"),
        (lambda: four.split_speaker(a, ["no such"], who="Eva"), "not quoted in every"),
        (lambda: four.split_speaker(a, [], who="Eva"), "not quoted in every"),
        (lambda: four.split_speaker(a, everywhere, who="Eva"), "all the articles"),
        (
            lambda: four.split_speaker(a, [four.view.find_article("doc0").summary.identity], to=a, who="E"),
            "from itself",
        ),
    ]  # fmt: skip
    for attempt, message in refused:
        with pytest.raises(QuotesError, match=message):
            attempt()
    assert seen(four) == before
    assert len(four.view.decisions()) == 1
    four.merge_speakers(a, c, who="Eva")
    with pytest.raises(DecisionError, match="decision 1 is against it"):
        four.merge_speakers(b, c, who="Eva")
    made = four.view.decisions()[-1].id
    with pytest.raises(DecisionError, match=f"undo {made}"):
        four.mark_not_same(a, c, who="Eva")


def test_an_undo_that_is_undone_may_contradict_too(four: Store) -> None:
    a, b = number_of(four, ADA), number_of(four, BORIS)
    four.merge_speakers(a, b, who="Eva")
    four.undo_decision(1, who="Eva")
    with pytest.raises(DecisionError, match="undone by decision 2"):
        four.undo_decision(1, who="Eva")
    four.mark_not_same(a, b, who="Eva")
    with pytest.raises(DecisionError, match="decision 3 is against it"):
        four.undo_decision(2, who="Eva")
    four.undo_decision(3, who="Eva")
    four.undo_decision(2, who="Eva")
    assert BORIS not in names(four)


# ------------------------------------------------------------------ the list
def test_decisions_are_listed_with_who_when_why(four: Store) -> None:
    a, b, c = (number_of(four, name) for name in (ADA, BORIS, "Clara Welk"))
    four.merge_speakers(a, b, who="Eva", why="one and\nthe same")
    four.rename_speaker(c, "C. W.", who="Otto")
    four.undo_decision(1, who="Otto", why="no")
    merged, renamed, undone = four.view.decisions()
    assert merged.tell() == f"Ada Byron (number {a}) merged with Boris Ode (number {b})"
    assert (merged.why, merged.undone_by, merged.in_force) == ("one and the same", 3, False)
    assert (renamed.tell(c), renamed.in_force) == ("renamed to C. W.", True)
    assert (undone.tell(), undone.replaces, undone.in_force) == ("decision 1 undone", 1, True)
    assert merged.at.tzinfo is not None
    assert [one.id for one in four.view.decisions(a)] == [1, 3]
    assert [one.id for one in four.view.decisions(b)] == [1, 3]
    assert [one.id for one in four.view.decisions(c)] == [2]
    assert four.view.speaker(a).decisions == ()


def test_no_decision_is_ever_changed_or_deleted(four: Store) -> None:
    statements: list[str] = []
    event.listen(four._engine, "before_cursor_execute", lambda *args: statements.append(args[2].casefold()))
    a, b = number_of(four, ADA), number_of(four, BORIS)
    four.merge_speakers(a, b, who="Eva")
    four.undo_decision(1, who="Eva")
    four.rename_speaker(a, "Ada King", who="Eva")
    four.rename_speaker(a, "Lovelace", who="Eva")
    write(four, 9, ADA, BORIS)
    assert any(one.startswith("insert into decisions") for one in statements)
    assert not any(one.startswith(("update decisions", "delete from decisions")) for one in statements)


def test_the_machine_keeps_its_own_word(four: Store) -> None:
    def machine() -> list[object]:
        with reading(four._engine) as connection:
            c = article_speakers.c
            return list(connection.execute(select(c.id, c.speaker_id).order_by(c.id)).all())

    before = machine()
    a = number_of(four, ADA)
    four.merge_speakers(a, number_of(four, BORIS), who="Eva")
    four.split_speaker(a, [four.view.find_article("doc1").summary.identity], who="Eva")
    assert machine() == before


# ------------------------------------------------------------------ any decisions, taken back in any order
def open_empty(folder: Path, empty: bytes) -> Store:
    """An empty store in a folder that may have held another."""
    path = folder / "any.db"
    path.write_bytes(empty)
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    return open_store(f"sqlite:///{path}")


def decide_at_random(store: Store, chance: random.Random) -> None:
    """One decision that may well be refused."""
    people = [one.id for one in store.view.speakers()]
    a, b = chance.choice(people), chance.choice(people)
    who = "Eva"
    try:
        match chance.choice(["merge", "merge", "split", "split", "rename", "not-same", "undo"]):
            case "merge":
                store.merge_speakers(a, b, who=who)
            case "not-same":
                store.mark_not_same(a, b, who=who)
            case "rename":
                store.rename_speaker(a, chance.choice([BORIS, "Zed Quill", "Welk"]), who=who)
            case "undo":
                store.undo_decision(chance.randint(1, 6), who=who)
            case "split":
                where = sorted({q.article.identity for q in store.view.speaker(a).quotations})
                chosen = chance.sample(where, chance.randint(1, len(where)))
                store.split_speaker(a, chosen, to=chance.choice([None, None, b]), who=who)
    except QuotesError:
        pass


def undo_all(store: Store, chance: random.Random) -> None:
    """Take back every decision that nobody took back, in any order."""
    left = [
        one.id
        for one in store.view.decisions()
        if one.undone_by is None and one.kind is not DecisionKind.UNDO
    ]
    chance.shuffle(left)
    for number in left:
        store.undo_decision(number, who="Otto")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), count=st.integers(1, 8))
def test_all_undone_is_as_it_was(tmp_path: Path, empty_store: bytes, seed: int, count: int) -> None:
    chance = random.Random(seed)
    with open_empty(tmp_path, empty_store) as store:
        people = [ADA, BORIS, "Clara Welk", "Dora Lum", "Byron"]
        for number in range(6):
            some = chance.sample(people, chance.randint(1, 3))
            write(store, number, *some, roles={ADA: ("baker",)}, aliases={BORIS: ("Bo",)})
        before = seen(store)
        for _ in range(count):
            decide_at_random(store, chance)
        check_sums(store)
        undo_all(store, chance)
        assert seen(store) == before


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_decisions_hold_while_articles_come_and_are_read_again(
    tmp_path: Path, empty_store: bytes, seed: int
) -> None:
    chance = random.Random(seed)
    with open_empty(tmp_path, empty_store) as store:
        read: list[Analysis] = []
        for number in range(14):
            if read and chance.random() < 0.3:
                again = chance.choice(read)
                other_day = replace(again.article, published=date(2026, 2, 1 + chance.randint(0, 20)))
                store.write(replace(again, article=other_day, provenance=LATER))
                store.write(again)
            else:
                some = chance.sample([ADA, BORIS, "Clara Welk", "B. Ode", "Byron"], chance.randint(1, 3))
                day = chance.choice([None, date(2026, 1, 1 + chance.randint(0, 20))])
                told = {ADA: ("baker",), "B. Ode": ("mayor",)}
                read.append(write(store, number, *some, roles=told, published=day))
            decide_at_random(store, chance)
            check_sums(store)
        check_counts(store)
        undo_all(store, chance)
        check_sums(store)
        check_counts(store)
        with reading(store._engine) as connection:
            c = article_speakers.c
            joined = select(c.speaker_id, shown_speakers.c.speaker_id).join(shown_speakers)
            taken = load_identities(connection).decisions
            made = {decision.other for decision in taken if decision.makes_other}
            rows = connection.execute(joined).all()
        assert all(machine == shown for machine, shown in rows if machine not in made)


def check_counts(store: Store) -> None:
    """What is counted as articles come is what counting all of them anew gives."""

    def told() -> list[object]:
        counted = [
            sorted(
                map(tuple, connection.execute(select(c.speaker_id, c.text, c.first_article_id, c.articles)))
            )
            for c in (aliases.c, roles.c)
        ]
        c = roles.c
        days = select(c.speaker_id, c.text, c.first_published, c.last_published)
        return [*counted, {tuple(row) for row in connection.execute(days)}]

    with writing(store._engine) as connection:
        before = told()
        for speaker in store.view.speakers():
            retell_speaker(connection, speaker.id)
        assert told() == before


def check_sums(store: Store) -> None:
    """Nothing is lost or shown twice, and no page contradicts a decision in force."""
    shown = store.view.speakers()
    assert sum(one.quotations for one in shown) == store.view.counts().quotations
    for one in shown:
        record = store.view.speaker(one.id)
        assert len(record.quotations) == one.quotations
        assert {alias.text for alias in record.aliases} >= {q.source for q in record.quotations}
    for decision in store.view.decisions():
        if decision.in_force and len(decision.speakers) == 2:
            a, b = (store.view.find_speakers(str(speaker.id)) for speaker in decision.speakers)
            assert (a == b and bool(a)) == (decision.kind is DecisionKind.MERGE) or not (a and b)


# ------------------------------------------------------------------ older stores
def test_a_store_of_the_first_version_is_kept(url: str) -> None:
    engine = make_engine(url)
    with writing(engine) as connection:
        upgrade(connection, version="0001")
        connection.execute(text(OLD_ARTICLE))
        for number, name in ((1, ADA), (2, BORIS)):
            connection.execute(text(f"INSERT INTO speakers VALUES ({number}, '{name}', 'person', 'unknown')"))
            connection.execute(
                text(
                    "INSERT INTO article_speakers VALUES "
                    f"({number}, 1, {number - 1}, 's{number}', '{name}', 'person', 'unknown', true, "
                    f"'[]', '[]', '[]', {number}, '[]')"
                )
            )
            connection.execute(
                text(f"INSERT INTO aliases VALUES ({number}, {number}, '{name}', '{name.casefold()}', 1, 1)")
            )
            connection.execute(
                text(
                    f"INSERT INTO attributions VALUES ({number}, 1, 'id{number}', {number - 1}, 0, 'direct', "
                    "'positive', NULL, 'hand', 'resolved', 'name', '', '[]')"
                )
            )
            connection.execute(text(f"INSERT INTO attribution_speakers VALUES ({number}, 0, {number})"))
            connection.execute(text(f"INSERT INTO spans VALUES ({number}, 'content', 0, 0, 4)"))
        if connection.dialect.name == "postgresql":  # which counts only the numbers that it gave itself
            for table in ("articles", "speakers", "article_speakers", "aliases", "attributions"):
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 2)"))
    engine.dispose()
    with open_store(url) as store:
        assert names(store) == {ADA: 1, BORIS: 1}
        store.merge_speakers(1, 2, who="Eva")
        assert [q.content for q in store.view.speaker(2).quotations] == ["Rain", "Rain"]
        with pytest.raises(NotFoundError):
            store.view.speaker(3)


OLD_ARTICLE = (
    "INSERT INTO articles (id, identity, doc, title, path, url, outlet, author, language, extracted, "
    "read_at, analysed_at, program, models, text_hash, analysis_hash, text) "
    "VALUES (1, 'a', 'doc', '', '', '', '', '', 'en', false, '2026-01-02 03:04:05.000000', "
    "'2026-01-02 03:04:05.000000', 'quotes 0', '[]', 'h', 'h', 'Rain.')"
)
