"""One attribution or flag as lines: who said it how, the words, the doubts."""

from collections.abc import Sequence

from quotes.cli.screen import clean, plural, print_line
from quotes.model import Act, Candidate, Flag, Outcome, Polarity, Severity

SEVERITY_STYLE = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}

# What stands in the place of a name where there is none.
NOBODY = {
    Outcome.RESOLVED: "not known",
    Outcome.UNKNOWN: "not known",
    Outcome.ANONYMOUS: "unnamed source",
    Outcome.GROUP: "several together",
    Outcome.NONE: "no source",
}

# What an attribution is called that is no statement.
ACTS = {Act.ATTITUDE: "belief or wish", Act.FACTIVE: "knowledge", Act.CONTROL: "order or plan"}

# How many readings of an ambiguous source are named.
READINGS = 3

# Between two things that a line tells.
DOT = "  ·  "


def count_found(quotations: int, flags: int) -> str:
    """ "3 quotations, 1 flag" """
    return f"{plural(quotations, 'quotation')}, {plural(flags, 'flag')}"


def say_who(names: Sequence[str], outcome: Outcome, candidates: Sequence[Candidate]) -> str:
    """Who said it, or in brackets why there is no name."""
    if names:
        return ", ".join(names)
    readings = list(dict.fromkeys(candidate.name for candidate in candidates))[:READINGS]
    if outcome is Outcome.AMBIGUOUS and readings:
        return f"({' or '.join(readings)}?)"
    return f"({NOBODY.get(outcome, outcome.value)})"


def tell_how(
    names: str,
    *,
    kind: str,
    polarity: Polarity,
    act: Act,
    source: str,
    cue: str,
    number: int | None = None,
    rejected: bool = False,
) -> str:
    """Who said it how, on one line.

    names   "" where the reader knows them already
    number  by which it can be judged
    """
    names, source, cue = clean(names), clean(source), clean(cue)
    parts = ["REJECTED"] if rejected else []
    parts += [names, kind] if names else [kind]
    if act in ACTS:
        parts.append(ACTS[act])
    if polarity is Polarity.NEGATIVE:
        parts.append("denied or not said")
    if source and source != names:
        parts.append(f"as “{source}”")
    if cue:
        parts.append(cue)
    if number is not None:
        parts.append(f"#{number}")
    return DOT.join(parts)


def print_content(content: str) -> None:
    """What was said."""
    print_line(clean(content), indent=4, style="italic")


def print_loose(flags: Sequence[Flag]) -> None:
    """Flags that are about no attribution."""
    if flags:
        print_line()
        print_line("Elsewhere in the article:", indent=2)
    for flag in flags:
        print_flag(flag, indent=4)


def print_flag(flag: Flag, *, indent: int) -> None:
    """A doubt in one paragraph."""
    style = SEVERITY_STYLE[flag.severity]
    print_line(
        f"! {flag.kind.value} ({flag.severity.value}): {clean(flag.message)}", indent=indent, style=style
    )
