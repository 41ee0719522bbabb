"""A person's judgements of attributions and flags, as a user would make them; no model."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import quotes.jobs
from quotes.cli.app import app
from quotes.errors import NotFoundError, QuotesError
from quotes.jobs import InputResult, Status
from quotes.store import open_store
from tests.cli.conftest import Run
from tests.store.store_factory import LATER, add_flag, make_analysis

EVA = ("--by", "Eva", "--why", "I was there")
ANALYSIS = add_flag(make_analysis([("Ada Byron", "The engine weaves"), ("Boris Ode", "Bread rises")]), 0)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two people in one article, and a flag on the first attribution."""
    path = tmp_path / "quotes.db"
    with open_store(f"sqlite:///{path}") as store:
        store.write(ANALYSIS)
    return path


def call(db: Path, *args: str, status: int = 0) -> Result:
    """Run a command."""
    done = CliRunner().invoke(app, [*args, "--db", str(db)], catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done


def rows(db: Path, *args: str) -> list[dict[str, Any]]:
    """What a command prints as JSON."""
    return [json.loads(line) for line in call(db, *args, "--json").stdout.splitlines()]


def refused(db: Path, *args: str) -> str:
    """Why a command refuses."""
    with pytest.raises(QuotesError) as caught:
        call(db, *args)
    return str(caught.value)


# ------------------------------------------------------------------ attributions
def test_a_listing_tells_the_numbers_to_judge_by(db: Path) -> None:
    assert "direct  ·  as “Ada Byron”  ·  said  ·  #1\n" in call(db, "speaker", "Byron").stdout
    assert "Boris Ode  ·  direct  ·  said  ·  #2\n" in call(db, "article", "1").stdout
    audit = call(db, "audit").stdout
    (row,) = rows(db, "audit")
    assert f"  ·  #1  ·  flag {row['identity'][:8]}\n" in audit


def test_a_rejected_attribution_is_told_as_such(db: Path) -> None:
    done = call(db, "judge", "1", "reject", *EVA)
    assert "judgement 1 (attribution 1): rejected\n    “The engine weaves”\n" in done.stdout
    assert "quotes judge undo 1" in done.stdout
    page = call(db, "article", "doc").stdout
    assert "REJECTED  ·  Ada Byron  ·  direct  ·  said  ·  #1\n" in page
    assert re.search(r"judgement 1: rejected by Eva on 20..-..-..: I was there\n", page)
    assert "1 quotation, 0 flags" in page
    assert "0 quotations in 0 articles" in call(db, "speaker", "Byron").stdout
    assert [row["name"] for row in rows(db, "speakers")] == ["Boris Ode"]
    assert call(db, "audit").stdout == "no flags\n"
    assert "judgement 1: its attribution was rejected by Eva" in call(db, "audit", "--dismissed").stdout
    (row,) = rows(db, "article", "1")
    first = row["quotations"][0]
    assert (first["rejected"], first["speakers"], first["extracted"]["speakers"]) == (True, [], ["Ada Byron"])
    assert row["quotation_count"] == 1
    call(db, "judge", "undo", "1", "--by", "Otto")
    assert [row["name"] for row in rows(db, "speakers")] == ["Ada Byron", "Boris Ode"]


def test_a_reassignment_says_whom_the_program_named(db: Path) -> None:
    done = call(db, "judge", "#1", "reassign", "--to", "ode", *EVA)
    assert "credited to Ada Byron by the program, to Boris Ode\n" in done.stdout
    page = call(db, "speaker", "Boris").stdout
    assert "2 quotations" in page
    assert "judgement 1: credited to Ada Byron by the program, to Boris Ode by Eva on 20" in page


def test_a_new_name_makes_a_speaker_and_says_so(db: Path) -> None:
    done = call(db, "judge", "1", "reassign", "--to", "Dora Lum", *EVA)
    assert "quotes: Dora Lum is new in the store, number 3" in done.stderr
    near = call(db, "judge", "1", "reassign", "--to", "Boriss Odette", *EVA)
    assert "if Boris Ode is meant: quotes judge undo 2" in near.stderr
    assert "Dora Lum" not in call(db, "speakers").stdout
    assert refused(db, "judge", "1", "reassign", "--to", "77") == (
        "nobody in the store is called '77': `quotes speakers` lists who is there"
    )


def test_a_correction_is_shown_with_what_the_program_has(db: Path) -> None:
    done = call(db, "judge", "1", "correct", "--content", "engine weaves", "--source", "Ada", *EVA)
    assert "judgement 1 (attribution 1): source and content corrected" in done.stdout
    page = call(db, "article", "1").stdout
    assert "as “Ada”" in page
    assert "\n    engine weaves\n" in page
    quotation = rows(db, "article", "1")[0]["quotations"][0]
    assert quotation["content"]["text"] == "engine weaves"
    assert quotation["extracted"]["content"]["text"] == "“The engine weaves”"
    assert quotation["judgements"][0]["corrected"]["content"]["text"] == "engine weaves"
    assert "does not stand in the article near" in refused(db, "judge", "1", "correct", "--cue", "sang")


def test_a_confirmation_is_by_who_is_logged_in(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTES_BY", "")
    monkeypatch.setenv("LOGNAME", "otto")
    call(db, "judge", rows(db, "article", "1")[0]["quotations"][1]["identity"][:7], "confirm")
    assert "judgement 1: confirmed by otto on 20" in call(db, "speaker", "Ode").stdout


# ------------------------------------------------------------------ flags
def test_a_dismissed_flag_is_off_the_list_and_on_the_record(db: Path) -> None:
    (flag,) = rows(db, "audit")
    done = call(db, "judge", flag["identity"][:8], "dismiss", *EVA)
    assert f"judgement 1 (flag {flag['identity'][:8]}): dismissed" in done.stdout
    assert call(db, "audit", "--fail-on", "low").stdout == "no flags\n"
    shown = call(db, "audit", "--dismissed", "--fail-on", "low").stdout
    assert "judgement 1: dismissed by Eva on 20" in shown
    assert "unintroduced-speaker: judgement 1: dismissed by Eva" in call(db, "article", "1").stdout
    (row,) = rows(db, "audit", "--dismissed")
    assert row["judgement"]["why"] == "I was there"
    assert "1 quotation in 1 article, 0 flags" in call(db, "speaker", "Byron").stdout


# ------------------------------------------------------------------ wrong calls
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("1", "dance"), "one of confirm, reject, reassign, correct, dismiss"),
        (("1", "reject", "--to", "Ode"), "goes with reassign"),
        (("1", "confirm", "--cue", "said"), "goes with correct"),
        (("1", "reassign"), "say who said it"),
        (("1", "correct"), "say what is right"),
        (("undo", "first"), "the number of a judgement"),
        (("undo", "1", "--to", "Ode"), "goes with reassign"),
    ],
)
def test_a_wrong_call_says_what_is_right(db: Path, args: tuple[str, ...], said: str) -> None:
    done = call(db, "judge", *args, status=2)
    assert said in " ".join(done.stderr.split())
    assert rows(db, "judgements") == []


def test_what_is_not_there_is_told(db: Path) -> None:
    flag = rows(db, "audit")[0]["identity"]
    assert "is no attribution but a flag (unintroduced-speaker)" in refused(db, "judge", flag[:6], "reject")
    assert "no flag 1 in the store" in refused(db, "judge", "1", "dismiss")
    assert "no judgement 9" in refused(db, "judge", "undo", "9")
    with pytest.raises(NotFoundError):
        call(db, "judge", "9", "confirm")


# ------------------------------------------------------------------ the record
def test_the_record_lists_everything_oldest_first(db: Path) -> None:
    call(db, "judge", "1", "reject", *EVA)
    call(db, "judge", "2", "confirm", "--by", "Otto")
    call(db, "judge", "undo", "1", "--by", "Otto", "--why", "no")
    lines = [line.split("\t") for line in call(db, "judgements").stdout.splitlines()]
    assert [line[:3] for line in lines] == [
        ["judgement", "of", "what"],
        ["1", "attribution 1", "rejected"],
        ["2", "attribution 2", "confirmed"],
        ["3", "attribution 1", "judgement 1 undone"],
    ]
    assert [line[-1] for line in lines[1:]] == ["undone by 3", "in force", "in force"]
    assert call(db, "judgements", "--lost").stdout.count("\n") == 1


def test_a_lost_judgement_is_listed(db: Path) -> None:
    call(db, "judge", "1", "confirm", *EVA)
    with open_store(f"sqlite:///{db}") as store:
        store.write(replace(ANALYSIS, attributions=ANALYSIS.attributions[1:], flags=(), provenance=LATER))
    (row,) = rows(db, "judgements", "--lost")
    assert (row["about"], row["lost"], row["attribution_id"]) == ("“The engine weaves”", True, None)
    assert row["snapshot"]["content"]["spans"] == [[16, 35]]
    assert "lost: no analysis finds it any more" in call(db, "judgements").stdout


def test_as_a_user_would_call_it(db: Path, quotes: Run) -> None:
    done = quotes("judge", "1", "reassign", "--to", "Ode", "--by", "Eva", "--db", db)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Boris Ode" in done.stdout
    again = quotes("judge", "1", "reassign", "--to", "Ode", "--by", "Eva", "--db", db)
    assert again.returncode == 1
    assert again.stderr.startswith("quotes: it is credited to Boris Ode (number 2) already: to say that")
    assert quotes("judge", "1", "dance", "--db", db).returncode == 2
    assert quotes("judgements", "--db", db).stdout.count("\n") == 2


def test_reading_again_tells_which_judgements_were_lost(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer program misses an attribution that a person confirmed, and cuts another one otherwise."""
    call(db, "judge", "1", "confirm", *EVA)
    call(db, "judge", "2", "reject", *EVA)
    second = ANALYSIS.attributions[1]
    (content,) = second.attribution.content
    cut = replace(second.attribution, content=(replace(content, end=content.end - 1),))
    newer = replace(ANALYSIS, attributions=(replace(second, attribution=cut),), flags=(), provenance=LATER)

    def read_again(*_: object) -> Iterator[InputResult]:
        with open_store(f"sqlite:///{db}") as store:
            yield InputResult(str(tmp_path / "doc.txt"), Status(store.write(newer).value), analysis=newer)

    monkeypatch.setattr(quotes.jobs, "ingest_inputs", read_again)
    (tmp_path / "doc.txt").write_text("text")
    done = call(db, "ingest", str(tmp_path / "doc.txt"))
    assert "1 updated" in done.stdout
    assert done.stderr == (
        "quotes: judgement 1 (confirmed) lost its words in doc: “The engine weaves”\n"
        "quotes: 1 judgement lost; quotes judgements --lost lists them\n"
    )
    (carried,) = [row for row in rows(db, "judgements") if row["carried_from"]]
    assert (carried["kind"], carried["carried_from"], carried["in_force"]) == ("reject", 2, True)
    assert "REJECTED  ·  Boris Ode" in call(db, "article", "1").stdout
    assert "carried over from 2" in call(db, "judgements").stdout
