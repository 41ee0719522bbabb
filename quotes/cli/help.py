"""How help is laid out: commands by what they are for, then options, examples, exit status, environment.

What it says of each command beside its own docstring and options is in `quotes.cli.manual`.
"""

from typing import TYPE_CHECKING

import typer
import typer.core

from quotes.cli.manual import ENVIRONMENT, INTERRUPTED, MISUSE, PAGES, SECTIONS

if TYPE_CHECKING:
    # Typer's own copy of click's classes, which it does not name in public.
    from typer._click import Context, HelpFormatter

# Options that say which quotations are meant; help lists them apart.
FILTERS = ("--speaker", "--since", "--until", "--outlet", "--flag", "--flagged-only", "--statements-only")


class Command(typer.core.TyperCommand):
    """A command whose help has examples, exit status and environment."""

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Arguments, filters, other options."""
        _write_params(self, ctx, formatter)

    def format_epilog(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Examples, exit status, environment."""
        _write_page(self, ctx, formatter)


class Group(typer.core.TyperGroup):
    """A command with others below it, listed by what they are for, each with its whole first line."""

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Commands before options where there is nothing else to do with it; else below them."""
        if ctx.parent is None:
            self.format_commands(ctx, formatter)
            _write_params(self, ctx, formatter)
        else:
            _write_params(self, ctx, formatter)
            self.format_commands(ctx, formatter)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Every command with what it does, in sections."""
        rows = {
            name: (command.help or "").partition("\n\n")[0].strip()
            for name, command in self.commands.items()
            if not command.hidden
        }
        sections = SECTIONS if ctx.parent is None else {}
        listed = {name for names in sections.values() for name in names}
        others = tuple(name for name in rows if name not in listed)
        for title, names in {**sections, "Commands" if not sections else "More": others}.items():
            if found := [(name, rows[name]) for name in names if name in rows]:
                with formatter.section(title):
                    formatter.write_dl(found)

    def list_commands(self, ctx: "Context") -> list[str]:
        """Names of the commands, in the order of the help; completion has it too."""
        order = [name for names in SECTIONS.values() for name in names]
        names = super().list_commands(ctx)
        if ctx.parent is not None:
            return names
        return sorted(names, key=lambda name: order.index(name) if name in order else len(order))

    def format_epilog(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Examples, exit status, environment."""
        _write_page(self, ctx, formatter)


def _write_params(command: Command | Group, ctx: "Context", formatter: "HelpFormatter") -> None:
    sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Which quotations": [], "Options": []}
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is None:
            continue
        if param.param_type_name == "argument":
            sections["Arguments"].append(record)
        elif ctx.command_path in PAGES and param.opts[0] in FILTERS and PAGES[ctx.command_path].filters:
            sections["Which quotations"].append(record)
        else:
            sections["Options"].append(record)
    for title, records in sections.items():
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def _write_page(command: Command | Group, ctx: "Context", formatter: "HelpFormatter") -> None:
    page = PAGES.get(ctx.command_path)
    if page is None:
        return
    if page.examples:
        with formatter.section("Examples"):
            for example, what in page.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
                if what:
                    with formatter.indentation():
                        formatter.write_text(what)
    with formatter.section("Exit status"):
        statuses = [("0", page.done), ("1", page.problem), ("2", MISUSE), ("130", INTERRUPTED)]
        formatter.write_dl([(number, what) for number, what in statuses if what])
    names = [name for param in command.params for name in _names_of(param.envvar)]
    if ctx.parent is None:
        names = list(ENVIRONMENT)
    if names:
        with formatter.section("Environment"):
            formatter.write_dl([(name, ENVIRONMENT[name]) for name in names])


def _names_of(envvar: object) -> list[str]:
    if isinstance(envvar, str):
        return [envvar]
    return [str(name) for name in envvar] if isinstance(envvar, list | tuple) else []
