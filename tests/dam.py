"""A belief and two statements of an invented article, for tests of what keeps statements alone."""

from dataclasses import replace

from quotes.model import Act, Evidence, Flag, FlagKind, Severity
from tests.reports.fakes import find_spans, make_attribution

TEXT = "Ana Paz believes the dam is safe. Tom Reyes said that the dam leaks. Ana Paz said that it rains."
BELIEF = replace(make_attribution(TEXT, "Ana Paz", "believes", "the dam is safe"), act=Act.ATTITUDE)
SAID = make_attribution(TEXT, "Tom Reyes", "said", "that the dam leaks")
SAID_TOO = make_attribution(TEXT, "", "", "that it rains")


def make_flag(*words: str, attribution: int | None = None) -> Flag:
    """A doubt about some of its words."""
    return Flag(
        FlagKind.REPEATED_PASSAGE,
        Severity.LOW,
        "It stands twice.",
        find_spans(TEXT, *words),
        (Evidence("by hand", "so"),),
        attribution=attribution,
    )
