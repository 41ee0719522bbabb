"""Looking things up on the command line, as a user would, in a store with the two articles."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from quotes.cli import found
from quotes.model import FlagKind
from tests.cli.conftest import Run, rows

# What a look-up must not import: each costs more than the look-up itself.
HEAVY = ("torch", "stanza", "trafilatura", "lxml", "charset_normalizer", "alembic", "jinja2", "rich", "numpy")
# Nor what only other commands need.
UNASKED = {"speaker": ("quotes.audit", "quotes.verify"), "speakers": ("quotes.audit", "quotes.verify")}


def test_speakers_are_listed_with_their_counts(quotes: Run, store: Path) -> None:
    found = {row["name"]: row for row in rows(quotes("speakers", "--db", store, "--json"))}
    assert {"Sergey Lavrov", "Wang Yi", "Vasily Kashin", "Stanislav Tkachenko", "Pavel Knyazev"} <= set(found)
    assert found["Sergey Lavrov"]["article_count"] == 2
    assert found["Sergey Lavrov"]["kind"] == "person"
    assert "Sergei Lavrov" in found["Sergey Lavrov"]["aliases"]


def test_a_table_in_a_pipe_is_tab_separated(quotes: Run, store: Path) -> None:
    lines = quotes("speakers", "--db", store).stdout.splitlines()
    assert lines[0].split("\t")[:3] == ["id", "name", "kind"]
    assert all(len(line.split("\t")) == 7 for line in lines)


@pytest.mark.parametrize("name", ["Lavrov", "Sergei Lavrov", "Sergey Lavrov", "lavrov", "LAVROV, Sergey"])
def test_one_speaker_answers_to_every_spelling(quotes: Run, store: Path, name: str) -> None:
    (found,) = rows(quotes("speaker", name, "--db", store, "--json"))
    assert found["name"] == "Sergey Lavrov"
    assert {quotation["article"]["doc"][:3] for quotation in found["quotations"]} == {"000", "001"}


def test_a_speaker_is_shown_with_article_kind_cue_and_flags(quotes: Run, store: Path) -> None:
    done = quotes("speaker", "Asafov", "--db", store)
    assert done.returncode == 0
    for words in (
        "Asafov",
        "direct",
        "concluded",
        "What is important is that we identify",
        "unintroduced-speaker",
    ):
        assert words in done.stdout
    assert "Vasily Kashin" in done.stdout


def test_an_unknown_name_says_who_is_near(quotes: Run, store: Path) -> None:
    done = quotes("speaker", "Lavrow Sergej", "--db", store)
    if done.returncode == 0:  # the spelling may well be understood
        assert "Sergey Lavrov" in done.stdout
    done = quotes("speaker", "Zzyzx", "--db", store)
    assert done.returncode == 1
    assert "nobody in the store is called 'Zzyzx'" in done.stderr
    assert not done.stdout


def test_an_article_is_found_by_number_path_and_name(quotes: Run, store: Path) -> None:
    doc = "001_b050d626f1275417"
    by_name = rows(quotes("article", doc, "--db", store, "--json"))
    assert by_name[0]["doc"] == doc
    assert rows(quotes("article", str(by_name[0]["id"]), "--db", store, "--json")) == by_name
    assert rows(quotes("article", by_name[0]["path"], "--db", store, "--json")) == by_name
    starts = [
        min(s for role in ("source", "cue", "content") for s, _ in q[role]["spans"])
        for q in by_name[0]["quotations"]
    ]
    assert starts == sorted(starts)


def test_an_unknown_article_is_an_error(quotes: Run, store: Path) -> None:
    done = quotes("article", "no-such-article", "--db", store)
    assert done.returncode == 1
    assert "no-such-article" in done.stderr


def test_flags_come_worst_first_with_their_evidence(quotes: Run, store: Path) -> None:
    flags = rows(quotes("audit", "--db", store, "--json"))
    ranks = [["high", "medium", "low"].index(flag["severity"]) for flag in flags]
    assert ranks == sorted(ranks)
    assert flags[0]["kind"] == "unintroduced-speaker"
    assert flags[0]["suggestions"][0] == "Vasily Kashin"
    assert all(flag["evidence"] and flag["spans"] and flag["excerpt"] for flag in flags)


def test_the_second_article_has_the_flags_that_an_editor_must_see(quotes: Run, store: Path) -> None:
    flags = [
        flag for flag in rows(quotes("audit", "--db", store, "--json")) if flag["article"]["doc"][:3] == "001"
    ]
    by_kind = {flag["kind"]: flag for flag in flags}
    assert "Asafov" in by_kind["unintroduced-speaker"]["message"]
    assert len(by_kind["repeated-passage"]["spans"]) == 3
    assert "Stanislav Tkachenko" in by_kind["repeated-passage"]["excerpt"]
    assert "Therefore" in by_kind["unbalanced-quotation"]["message"]
    assert "announced" in by_kind["unattributed"]["excerpt"]
    assert "our countries" in by_kind["unmarked-quotation"]["excerpt"]


def test_the_audit_can_fail_a_build(quotes: Run, store: Path) -> None:
    assert quotes("audit", "--db", store).returncode == 0
    assert quotes("audit", "--db", store, "--fail-on", "high").returncode == 1


def test_speakers_of_one_kind(quotes: Run, store: Path) -> None:
    everybody = rows(quotes("speakers", "--db", store, "--json"))
    persons = rows(quotes("speakers", "--kind", "person", "--db", store, "--json"))
    assert persons == [row for row in everybody if row["kind"] == "person"]
    assert 0 < len(persons) < len(everybody)
    assert quotes("speakers", "--kind", "persons", "--db", store).returncode == 2


def test_several_speakers_who_answer_are_counted_first(quotes: Run, store: Path) -> None:
    done = quotes("speaker", "Russian", "--db", store)
    assert done.returncode == 0
    first, *rest = done.stdout.splitlines()
    assert first == "2 speakers answer to “Russian”:"
    for name in ("Russian Federation", "Russian Foreign Ministry"):
        assert sum(line.startswith(f"  {name} (number ") for line in rest) == 1
        assert sum(line.startswith(f"{name} (organization, number ") for line in rest) == 1
    assert len(rows(quotes("speaker", "Russian", "--db", store, "--json"))) == 2


def test_one_speaker_is_not_counted(quotes: Run, store: Path) -> None:
    assert quotes("speaker", "Lavrov", "--db", store).stdout.startswith("Sergey Lavrov (person, number ")


def test_every_kind_of_flag_is_explained_without_a_store(quotes: Run, tmp_path: Path) -> None:
    done = quotes("audit", "--explain", "all", cwd=tmp_path)
    assert done.returncode == 0
    assert all(f"{kind}: " in done.stdout for kind in FlagKind)
    (one,) = rows(quotes("audit", "--explain", "unattributed", "--json", cwd=tmp_path))
    assert one["kind"] == "unattributed"
    assert one["meaning"]
    assert not list(tmp_path.iterdir())


def test_a_kind_that_is_none_is_a_wrong_call(quotes: Run) -> None:
    done = quotes("audit", "--explain", "nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "unbalanced-quotation" in done.stderr


def test_the_version_is_that_of_the_package(quotes: Run) -> None:
    import quotes as package

    assert quotes("--version").stdout == f"quotes {package.__version__}\n"


def test_completion_for_a_shell_can_be_had(quotes: Run) -> None:
    done = quotes("--show-completion", "bash", env={"SHELL": "/bin/bash"})
    assert done.returncode == 0
    assert "_QUOTES_COMPLETE" in done.stdout


def test_completion_knows_commands_and_options(quotes: Run) -> None:
    def complete(words: str, position: int) -> list[str]:
        env = {"_QUOTES_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(position)}
        return quotes(env=env).stdout.split()

    assert set(complete("quotes spe", 1)) >= {"speakers", "speaker"}
    assert "--fail-on" in complete("quotes audit --f", 2)


@pytest.mark.parametrize("call", ["speaker Lavrov", "speakers", "article 1", "audit", "speakers --json"])
def test_looking_up_loads_nothing_heavy(store: Path, call: str) -> None:
    unwanted = {*HEAVY, *UNASKED.get(call.split()[0], ())}
    code = (
        f"import sys; sys.argv = ['quotes', *{call.split()!r}, '--db', {str(store)!r}]\n"
        "from quotes.cli import run\n"
        "try: run()\n"
        "except SystemExit as end: assert not end.code\n"
        f"sys.exit(', '.join({unwanted!r} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_looking_up_is_quick(quotes: Run, store: Path) -> None:
    """0.5 s of processor time on a quiet machine; twice as much here, because a busy one is slower."""

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    times = []
    for _ in range(3):
        began = spent()
        assert quotes("speaker", "Lavrov", "--db", store).returncode == 0
        times.append(spent() - began)
    assert 0 < min(times) < 1


def test_a_limit_says_how_many_more_there_are(call: Run, store: Path) -> None:
    (first, *others) = rows(call("audit", "--db", store, "--json"))
    shown = call("audit", "--db", store, "--limit", "1").stdout
    assert shown.count("flag " + first["identity"][:8]) == 1
    assert shown.endswith(f"and {len(others)} more; --limit 0 shows all\n")
    assert " more; " not in call("audit", "--db", store).stdout
    assert call("audit", "--db", store, "--limit", "0").stdout == call("audit", "--db", store).stdout
    one = call("speaker", "Kashin", "--db", store, "--limit", "1").stdout
    assert one.count("  ·  as ") == 1
    assert "and 3 more; --limit 0 shows all" in one


@pytest.mark.parametrize("look_up", ["speakers", "articles"])
def test_a_limit_of_a_table(call: Run, store: Path, look_up: str, monkeypatch: pytest.MonkeyPatch) -> None:
    every = call(look_up, "--db", store).stdout.splitlines()
    assert call(look_up, "--limit", "1", "--db", store).stdout.splitlines() == every[:2]
    assert call(look_up, "--limit", "0", "--db", store).stdout.splitlines() == every
    assert len(rows(call(look_up, "--limit", "1", "--json", "--db", store))) == 1
    monkeypatch.setattr(found, "is_terminal", lambda: True)
    shown = call(look_up, "--limit", "1", "--db", store).stdout
    assert shown.endswith(f"and {len(every) - 2} more; --limit 0 shows all\n")
