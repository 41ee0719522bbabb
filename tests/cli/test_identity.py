"""A person's decisions on who is who, as a user would take them; no model."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quotes.cli.app import app
from quotes.errors import DecisionError, NotFoundError, QuotesError
from quotes.model import Gender
from quotes.store import open_store
from tests.cli.conftest import Run
from tests.store.store_factory import make_analysis

EVA = ("--by", "Eva", "--why", "I know her")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Three people in three articles, two of them with nearly one name."""
    path = tmp_path / "quotes.db"
    with open_store(f"sqlite:///{path}") as store:
        store.write(make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")], doc="first"))
        store.write(make_analysis([("Ada Byron", "Three")], doc="second"))
        store.write(make_analysis([("Ada Byrom", "Four"), ("Boris Ode", "Five")], doc="third"))
    return path


def call(db: Path, *args: str) -> Result:
    """Run a command that is to succeed."""
    done = CliRunner().invoke(app, [*args, "--db", str(db)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def rows(db: Path, *args: str) -> list[dict[str, object]]:
    """What a command prints as JSON."""
    return [json.loads(line) for line in call(db, *args, "--json").stdout.splitlines()]


def refused(db: Path, *args: str) -> QuotesError:
    """Why a command refuses."""
    with pytest.raises(QuotesError) as caught:
        call(db, *args)
    return caught.value


def test_the_listing_goes_on_working(db: Path) -> None:
    lines = call(db, "speakers").stdout.splitlines()
    assert [line.split("\t")[1] for line in lines] == ["name", "Ada Byron", "Boris Ode", "Ada Byrom"]
    nobody = CliRunner().invoke(app, ["speakers", "--kind", "group", "--db", str(db)])
    assert (nobody.exit_code, nobody.stdout.splitlines()) == (1, lines[:1])


def test_a_merge_is_shown_on_the_page_and_taken_back(db: Path) -> None:
    done = call(db, "speakers", "merge", "Ada Byron", "byrom", *EVA)
    assert "decision 1: Ada Byron (number 1) merged with Ada Byrom (number 3)" in done.stdout
    assert "quotes speakers undo 1" in done.stdout
    page = call(db, "speaker", "Byrom").stdout
    assert "3 quotations in 3 articles" in page
    assert "decision 1: merged with Ada Byrom (number 3) by Eva on 20" in page
    assert ": I know her" in page
    (row,) = rows(db, "speaker", "Ada Byron")
    assert [(one["kind"], one["who"], one["why"]) for one in row["decisions"]] == [  # type: ignore[attr-defined]
        ("merge", "Eva", "I know her")
    ]
    call(db, "speakers", "undo", "1", "--by", "Otto")
    assert len(rows(db, "speakers")) == 3
    assert "decision" not in call(db, "speaker", "Ada Byron").stdout
    merged, undone = rows(db, "speakers", "decisions")
    assert (merged["undone_by"], merged["in_force"], undone["who"]) == (2, False, "Otto")
    assert "undone by 2" in call(db, "speakers", "decisions", "3").stdout


def test_split_to_a_new_speaker_and_to_one_who_is_there(db: Path) -> None:
    call(db, "speakers", "split", "Ada Byron", "--article", "second", "--name", "Ada Byron (poet)", *EVA)
    assert {str(row["name"]) for row in rows(db, "speakers")} == {
        "Ada Byron", "Ada Byron (poet)", "Boris Ode", "Ada Byrom",
    }  # fmt: skip
    call(db, "speakers", "split", "2", "--article", "third", "--to", "Ada Byron (poet)", *EVA)
    (poet,) = rows(db, "speaker", "Ada Byron (poet)")
    assert (poet["quotation_count"], poet["name"]) == (2, "Ada Byron (poet)")
    done = CliRunner().invoke(app, ["speakers", "split", "1", "--article", "1", "--to", "2", "--name", "X"])
    assert (done.exit_code, "--name" in done.stderr) == (2, True)


def test_rename_and_not_same(db: Path) -> None:
    call(db, "speakers", "rename", "Ada Byron", "Ada King", *EVA)
    assert rows(db, "speaker", "King")[0]["name"] == "Ada King"
    assert len(rows(db, "speakers", "duplicates")) == 1
    call(db, "speakers", "not-same", "1", "3", *EVA)
    assert rows(db, "speakers", "duplicates") == []
    assert "no two speakers" in call(db, "speakers", "duplicates").stdout
    against = refused(db, "speakers", "merge", "1", "3", *EVA)
    assert isinstance(against, DecisionError)
    assert "decision 2 is against it" in str(against)


def test_duplicates_come_with_their_reasons_and_what_to_do(db: Path) -> None:
    said = call(db, "speakers", "duplicates").stdout
    assert said.splitlines()[0] == "Ada Byron (number 1) and Ada Byrom (number 3)"
    assert "a letter or two differ" in said
    assert "both are quoted beside Boris Ode" in said
    assert "quotes speakers merge 1 3" in said
    (pair,) = rows(db, "speakers", "duplicates", "--limit", "1")
    assert 0 < float(str(pair["score"])) < 1


def test_a_name_that_fits_several_is_refused_with_a_list(db: Path) -> None:
    with open_store(f"sqlite:///{db}") as store:
        said = [("Clara Ode", "Six")]
        store.write(make_analysis(said, doc="fourth", genders={"Clara Ode": Gender.FEMININE}))
    several = refused(db, "speakers", "rename", "Ode", "X", *EVA)
    assert isinstance(several, NotFoundError)
    assert "2 speakers answer to 'Ode'" in str(several)
    assert "2 (Boris Ode)" in str(several)
    assert "4 (Clara Ode)" in str(several)
    assert "did you mean" in str(refused(db, "speakers", "rename", "Ada Biron X", "X", *EVA))
    assert "no decision 9" in str(refused(db, "speakers", "undo", "9", *EVA))


def test_who_decides_comes_from_option_environment_or_login(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    call(db, "speakers", "rename", "1", "A One")
    monkeypatch.setenv("QUOTES_BY", "environment")
    call(db, "speakers", "rename", "1", "A Two")
    call(db, "speakers", "rename", "1", "A Three", "--by", "option")
    assert [row["who"] for row in rows(db, "speakers", "decisions")] == ["login", "environment", "option"]


def test_options_before_the_subcommand_are_refused(db: Path) -> None:
    """They would name one store and the subcommand use another."""
    done = CliRunner().invoke(app, ["speakers", "--db", str(db), "merge", "1", "2"])
    assert done.exit_code == 2
    assert "stands after merge" in done.stderr


def test_a_decision_needs_a_store(tmp_path: Path, quotes: Run) -> None:
    done = quotes("speakers", "merge", "1", "2", cwd=tmp_path)
    assert done.returncode == 1
    assert "there is no store yet" in done.stderr
    assert list(tmp_path.iterdir()) == []
