"""The same filters for all look-ups, --csv beside --json, and help where a name is mistyped."""

import csv
import io
from pathlib import Path

import pytest

from quotes.export.csv import ARTICLE_COLUMNS, FLAG_COLUMNS, QUOTATION_COLUMNS, SPEAKER_COLUMNS
from quotes.store import open_store
from tests.cli.conftest import Done, Run, rows

FIRST, SECOND = "000_f50e68e8fcddc8c2", "001_b050d626f1275417"

# Every look-up that takes filters on articles, with what it must be given.
LOOK_UPS = (["speakers"], ["speaker", "Lavrov"], ["articles"], ["audit"], ["search", "Russia"])


def records(done: Done) -> list[dict[str, str]]:
    """What a command printed with --csv."""
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout, newline=""), strict=True))


# ------------------------------------------------------------------ filters
@pytest.mark.parametrize(
    ("filters", "docs"),
    [
        ([], [FIRST, SECOND]),
        (["--outlet", "the courier"], [FIRST]),
        (["--outlet", "The Courier", "--outlet", "Evening Post"], [FIRST, SECOND]),
        (["--since", "2026-03-03"], [SECOND]),
        (["--until", "2026-03-02"], [FIRST]),
        (["--since", "2026-03-02", "--until", "2026-03-02"], [FIRST]),
        (["--speaker", "Kashin"], [SECOND]),
        (["--speaker", "Lavrov"], [FIRST, SECOND]),
        (["--flag", "unintroduced-speaker"], [SECOND]),
    ],
)
def test_articles_that_are_asked_for(call: Run, dated: Path, filters: list[str], docs: list[str]) -> None:
    assert [row["doc"] for row in rows(call("articles", *filters, "--db", dated, "--json"))] == docs


@pytest.mark.parametrize(
    "look_up",
    [["articles"], ["speakers"], ["speaker", "Lavrov"], ["articles", "--limit", "1"], ["search", "Russia"]],
    ids=" ".join,
)
def test_filters_that_leave_nothing_end_with_status_1(call: Run, dated: Path, look_up: list[str]) -> None:
    for form in ([], ["--json"], ["--csv"]):
        done = call(*look_up, "--since", "2026-05-01", "--db", dated, *form)
        assert done.returncode == 1
        assert done.stderr
        assert call(*look_up, "--db", dated, *form).returncode == 0


def test_an_article_and_a_kind_that_leave_nothing(call: Run, dated: Path) -> None:
    assert call("article", FIRST, "--speaker", "Asafov", "--db", dated).returncode == 1
    assert call("speakers", "--kind", "group", "--db", dated).returncode == 1


def test_an_audit_without_flags_is_good_news(call: Run, dated: Path) -> None:
    done = call("audit", "--since", "2026-05-01", "--fail-on", "low", "--db", dated)
    assert (done.returncode, done.stdout) == (0, "no flags\n")


def test_a_list_that_is_empty_as_a_whole_is_done(call: Run, tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'q.db'}").close()
    for look_up in ("articles", "speakers", "audit"):
        assert call(look_up, "--db", tmp_path / "q.db").returncode == 0


def test_a_list_of_articles_has_day_outlet_and_counts(call: Run, dated: Path) -> None:
    heading, first, _ = call("articles", "--db", dated).stdout.splitlines()
    assert heading.split("\t")[:4] == ["id", "date", "language", "outlet"]
    assert first.split("\t")[:2] == ["1", "2026-03-02"]
    assert first.split("\t")[3] == "The Courier"


def test_a_speaker_in_one_outlet(call: Run, dated: Path) -> None:
    (every,) = rows(call("speaker", "Lavrov", "--db", dated, "--json"))
    (here,) = rows(call("speaker", "Lavrov", "--outlet", "Evening Post", "--db", dated, "--json"))
    assert {q["article"]["doc"] for q in here["quotations"]} == {SECOND}
    assert here["quotation_count"] == len(here["quotations"]) < every["quotation_count"]


def test_speakers_are_counted_anew(call: Run, dated: Path) -> None:
    every = {row["name"]: row for row in rows(call("speakers", "--db", dated, "--json"))}
    here = {
        row["name"]: row for row in rows(call("speakers", "--until", "2026-03-02", "--db", dated, "--json"))
    }
    assert set(here) < set(every)
    assert 0 < here["Sergey Lavrov"]["quotation_count"] < every["Sergey Lavrov"]["quotation_count"]


def test_flags_of_some_kinds(call: Run, dated: Path) -> None:
    wanted = ["unattributed", "vague-attribution"]
    options = [part for kind in wanted for part in ("--flag", kind)]
    every = rows(call("audit", "--db", dated, "--json"))
    found = rows(call("audit", *options, "--db", dated, "--json"))
    assert {row["kind"] for row in found} == set(wanted)
    assert [row["id"] for row in found] == [row["id"] for row in every if row["kind"] in wanted]


def test_flags_of_one_speaker(call: Run, dated: Path) -> None:
    found = rows(call("audit", "--speaker", "Asafov", "--db", dated, "--json"))
    assert found
    assert all("Asafov" in row["speakers"] for row in found)


def test_a_speaker_in_an_article(call: Run, dated: Path) -> None:
    (row,) = rows(call("article", SECOND, "--speaker", "Kashin", "--db", dated, "--json"))
    assert {name for q in row["quotations"] for name in q["speakers"]} == {"Vasily Kashin"}


@pytest.mark.parametrize("look_up", LOOK_UPS, ids=" ".join)
def test_days_that_leave_nothing_are_a_wrong_call(call: Run, dated: Path, look_up: list[str]) -> None:
    done = call(*look_up, "--since", "2026-03-03", "--until", "2026-03-01", "--db", dated)
    assert done.returncode == 2
    assert "2026-03-03 is after 2026-03-01" in done.stderr


@pytest.mark.parametrize("look_up", LOOK_UPS, ids=" ".join)
def test_an_outlet_that_nobody_has(call: Run, dated: Path, look_up: list[str]) -> None:
    done = call(*look_up, "--outlet", "The Currier", "--db", dated)
    assert done.returncode == 1
    assert not done.stdout
    assert "no article is from an outlet called 'The Currier': did you mean The Courier?" in done.stderr


def test_where_no_article_names_its_outlet(call: Run, store: Path) -> None:
    done = call("articles", "--outlet", "The Courier", "--db", store)
    assert "no article of the store names its outlet" in done.stderr


# ------------------------------------------------------------------ CSV
@pytest.mark.parametrize(
    ("look_up", "columns"),
    [
        (["speakers"], SPEAKER_COLUMNS),
        (["speaker", "Lavrov"], QUOTATION_COLUMNS),
        (["articles"], ARTICLE_COLUMNS),
        (["article", SECOND], QUOTATION_COLUMNS),
        (["search", "Russia"], QUOTATION_COLUMNS),
        (["audit"], FLAG_COLUMNS),
    ],
)
def test_csv_has_what_json_has(call: Run, dated: Path, look_up: list[str], columns: dict[str, str]) -> None:
    found = records(call(*look_up, "--db", dated, "--csv"))
    expected = rows(call(*look_up, "--db", dated, "--json"))
    if look_up[0] in ("speaker", "article"):
        (expected,) = (row["quotations"] for row in expected)
    assert list(found[0]) == list(columns)
    assert [row["id"] for row in found] == [str(row["id"]) for row in expected]


@pytest.mark.parametrize(
    "look_up", [["judgements"], ["speakers", "decisions"], ["speakers", "duplicates"]], ids=" ".join
)
def test_an_empty_list_is_a_heading(call: Run, dated: Path, look_up: list[str]) -> None:
    done = call(*look_up, "--db", dated, "--csv")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1


def test_an_answer_as_csv(call: Run, dated: Path) -> None:
    done = call("verify", "not everything is going smoothly", "--db", dated, "--csv")
    assert done.returncode == 1
    (record,) = csv.DictReader(io.StringIO(done.stdout, newline=""))
    assert (record["verdict"], record["speakers"]) == ("partial", "Vasily Kashin") or record["content"]


@pytest.mark.parametrize("look_up", LOOK_UPS, ids=" ".join)
@pytest.mark.parametrize("forms", [["--json", "--csv"], ["--csv", "--json"]], ids=" ".join)
def test_two_forms_at_once_are_a_wrong_call(
    call: Run, dated: Path, look_up: list[str], forms: list[str]
) -> None:
    done = call(*look_up, *forms, "--db", dated)
    assert done.returncode == 2
    assert "give one of them" in done.stderr


def test_explanations_as_csv(call: Run) -> None:
    (record,) = records(call("audit", "--explain", "secondhand", "--csv"))
    assert record["kind"] == "secondhand"
    assert record["advice"]


# ------------------------------------------------------------------ mistyped
@pytest.mark.parametrize(
    ("args", "status", "hint"),
    [
        (["speker", "Lavrov"], 2, "Did you mean 'speaker'"),
        (["audit", "--flag", "unatributed"], 2, "did you mean unattributed?"),
        (["audit", "--flag", "zzz"], 2, "quotes audit --explain all lists them"),
        (["audit", "--explain", "unatributed"], 2, "did you mean unattributed?"),
        (["article", "001_b050d626f1275418"], 1, "did you mean 2 (001_b050d626f1275417)?"),
        (["article", "Russia and China have moved to Plan"], 1, "did you mean 2 ("),
        (["article", "99"], 1, "no article '99'"),
        (["article", "zzz"], 1, "`quotes articles` lists what is there"),
        (["articles", "--speaker", "Zzyzx"], 1, "nobody in the store is called 'Zzyzx'"),
        (["articles", "--since", "yesterday"], 2, "'yesterday' is no day; write it as 2026-03-31"),
        (["speakers", "--knd", "person"], 2, "--kind"),
    ],
)
def test_what_is_mistyped_is_told(call: Run, dated: Path, args: list[str], status: int, hint: str) -> None:
    done = call(*args, "--db", dated)
    assert done.returncode == status
    assert hint in " ".join(done.stderr.split())
