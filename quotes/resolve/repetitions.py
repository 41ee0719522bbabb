"""Where the names of an article stand in its text, found in one walk however many names there are."""

import re
from collections.abc import Iterable

from quotes.model import Span

_RUN = re.compile(r"\w+")


def find_repetitions(text: str, names: Iterable[str]) -> list[Span]:
    """Every place where the words of a name stand in their order, with any white space between them.

    By name, then by place. A name begins and ends where words do; places of one name never overlap.
    """
    patterns = {
        name: re.compile(r"\b" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)") for name in set(names)
    }
    # A match has the same runs of letters in it as its name. So only where these stand is it looked for.
    by_runs: dict[tuple[str, ...], list[str]] = {}
    sizes: dict[str, set[int]] = {}
    found: dict[str, list[Span]] = {}
    for name, pattern in patterns.items():
        runs = tuple(_RUN.findall(name))
        if not runs or not name.startswith(runs[0]):  # it may begin between two runs
            found[name] = [Span(*match.span()) for match in pattern.finditer(text) if match[0]]
            continue
        by_runs.setdefault(runs, []).append(name)
        sizes.setdefault(runs[0], set()).add(len(runs))
    words = [(match[0], match.start()) for match in _RUN.finditer(text)] if by_runs else []
    for number, (word, start) in enumerate(words):
        for size in sizes.get(word, ()):
            here = tuple(run for run, _ in words[number : number + size])
            for name in by_runs.get(here, ()):
                places = found.setdefault(name, [])
                match = patterns[name].match(text, start)
                if match is not None and (not places or places[-1].end <= start):
                    places.append(Span(*match.span()))
    return [span for name in sorted(found) for span in found[name]]
