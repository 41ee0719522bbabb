"""`quotes verify` as a fact-checker calls it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import REAL, Run, make_environment

QUOTED = (
    "First of all, we will talk about an even greater shift away from dollar payments and the construction "
    "of new financial contours that are outside the control of the United States and other Western countries"
)


@pytest.fixture
def verify(quotes: Run, store: Path) -> Run:
    return lambda *args, **more: quotes("verify", *args, "--db", store, **more)


@pytest.mark.parametrize("name", ["KASHIN", "Vasilii Kashin"])
def test_as_quoted_ends_with_0(verify: Run, name: str) -> None:
    row = json.loads(verify(QUOTED, "--json").stdout)
    whole = row["findings"][0]["quotation"]["content"]["text"]
    done = verify(whole, "--speaker", name)
    assert done.returncode == 0
    assert done.stdout.startswith("As quoted: Vasily Kashin is on record with these words.\n")
    assert "Russia and China have moved" in done.stdout


def test_a_part_ends_with_1(verify: Run) -> None:
    done = verify(QUOTED)
    assert done.returncode == 1
    assert done.stdout.startswith("In part: these words stand in a longer quotation.\n")


def test_altered_words_are_told(verify: Run) -> None:
    done = verify(QUOTED.replace("greater", "smaller"), "--speaker", "Kashin")
    assert done.returncode == 1
    assert done.stdout.startswith("Altered: Vasily Kashin is on record with other words.\n")
    assert "you have “smaller”, on record is “greater”" in done.stdout


def test_somebody_else(verify: Run) -> None:
    done = verify(QUOTED, "--speaker", "Sergei Lavrov")
    assert done.returncode == 1
    assert done.stdout.startswith("Credited to someone else: nothing like it is on record for Sergey Lavrov.")


def test_indirect_speech_is_nobodys_exact_words(verify: Run) -> None:
    done = verify("that not everything is going smoothly")
    assert done.stdout.startswith("Not quoted: an article reports this in its own words.\n")
    assert "nobody’s exact words" in done.stdout


def test_words_of_the_article_itself(verify: Run) -> None:
    done = verify("Russia and China have moved to Plan B")
    assert done.stdout.startswith("Nobody’s quotation:")


def test_not_found(verify: Run) -> None:
    done = verify("Our submarines are painted yellow")
    assert done.returncode == 1
    assert done.stdout == "Not found: nothing on record has these words.\n"


def test_unknown_speaker_is_told_who_was_meant(verify: Run) -> None:
    done = verify(QUOTED, "--speaker", "Kashn")
    assert done.returncode == 1
    assert "did you mean Vasily Kashin?" in done.stderr


@pytest.mark.parametrize("words", ["", "“...”"])
def test_no_words_are_a_wrong_call(verify: Run, words: str) -> None:
    done = verify(words)
    assert done.returncode == 2
    assert "no words to look for" in done.stderr


def test_words_from_standard_input(store: Path) -> None:
    def ask(given: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [*REAL, "verify", "-", "--db", str(store)]
        return subprocess.run(command, input=given, capture_output=True, env=make_environment(), check=False)

    assert ask(f"“{QUOTED}”\n".encode()).stdout.startswith(b"In part")
    assert ask(b"").returncode == 2
    assert b"too many" in ask(b"a million letters " * 60_000).stderr
    assert ask(b"\xff\xfe\x00broken").returncode == 1


def test_each_quotation_of_a_passage(verify: Run) -> None:
    passage = f"“{QUOTED},” said Kashin. “Our submarines are painted yellow,” he added."
    rows = [json.loads(line) for line in verify(passage, "--json").stdout.splitlines()]
    assert [row["verdict"] for row in rows] == ["partial", "not found"]
    shown = verify(passage).stdout
    assert "“Our submarines are painted yellow,”\nNot found" in shown.replace(",”\n", ",”\n")


@pytest.mark.parametrize("words", ["100% _sure_ \\' OR '1'='1", "\x1b[31mred alarm\x1b[0m"])
def test_hostile_words(verify: Run, words: str) -> None:
    done = verify(words)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
