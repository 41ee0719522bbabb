"""README's reference names every command and option, and none that does not exist."""

import re
from collections.abc import Iterator

import pytest
import typer.main

from quotes.cli.app import app
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def long_options(command: typer.core.TyperCommand | typer.core.TyperGroup) -> list[str]:
    """The long options of one command, but for --help."""
    return [o for p in command.params for o in p.opts if o.startswith("--") and o != "--help"]


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command by its full name with its long options."""

    def walk(
        command: typer.core.TyperCommand | typer.core.TyperGroup, name: str
    ) -> Iterator[tuple[str, list[str]]]:
        if isinstance(command, typer.core.TyperGroup):
            if command.invoke_without_command:
                yield name, long_options(command)
            for child, inner in command.commands.items():
                if not inner.hidden:
                    yield from walk(inner, f"{name} {child}")
        else:
            yield name, long_options(command)

    yield from walk(typer.main.get_command(app), "quotes")


ROWS = dict(commands())


@pytest.mark.parametrize("name", ROWS)
def test_every_command_is_in_the_reference(name: str) -> None:
    line = next((line for line in README.splitlines() if re.match(rf"\| `{re.escape(name)}[ `]", line)), None)
    assert line, f"README's reference has no line for {name}"
    for option in ROWS[name]:
        assert option in line, f"README's line for {name} does not name {option}"


def test_the_reference_names_nothing_that_is_not_there() -> None:
    for line in README.splitlines():
        if found := re.match(r"\| `(quotes(?: [a-z]+(?: [a-z-]+)?)?)", line):
            name = found[1]
            known = name if name in ROWS else name.rpartition(" ")[0]
            assert known in ROWS, line
            assert set(re.findall(r"--[a-z-]+", line)) <= {*ROWS[known], "--help"}, line


@pytest.mark.parametrize("name", ROWS)
def test_every_command_and_option_says_what_it_is_for(name: str) -> None:
    command = typer.main.get_command(app)
    for part in name.split()[1:]:
        command = command.commands[part]  # type: ignore[union-attr]
    assert command.help
    for param in command.params:
        assert getattr(param, "help", None), f"{name}: {param.name} has no help"
