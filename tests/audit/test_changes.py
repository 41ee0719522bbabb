"""Two versions compared, for any texts: every change has a place and a reason, and no change gives none."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.audit.changes import Statement, Version, find_changes
from quotes.audit.wording import list_edits, shorten, shorten_both
from quotes.model import Kind, Outcome, Polarity, Span

WORDS = st.sampled_from(
    ["we", "will", "never", "close", "the", "old", "harbour", "five", "5", "don't", "“now”", "…", "[it]", "§"]
)
LINE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """A text of some lines, with a statement in some of them."""
    lines = draw(st.lists(LINE, max_size=6))
    text = "\n".join(lines)
    statements, at = [], 0
    for line in lines:
        if draw(st.booleans()):
            start = draw(st.integers(0, len(line) - 1))
            span = Span(at + start, at + len(line))
            name = draw(st.sampled_from(["", "Ada Roe", "Ben Poe"]))
            statements.append(
                Statement(
                    source=name.split()[-1] if name else "",
                    speakers=((len(name), name),) if name else (),
                    outcome=Outcome.RESOLVED if name else Outcome.NONE,
                    kind=draw(st.sampled_from(Kind)),
                    polarity=draw(st.sampled_from(Polarity)),
                    spans=(span,),
                    content=span.text(text),
                    extent=Span(at, at + len(line)),
                )
            )
        at += len(line) + 1
    return Version(text, tuple(statements))


@given(versions(), versions())
def test_every_change_has_its_place(earlier: Version, newer: Version) -> None:
    for change in find_changes(earlier, newer):
        flag = change.flag
        assert all(span.end <= len(newer.text) for span in flag.spans)
        assert all(span.end <= len(newer.text) for reason in flag.evidence for span in reason.spans)
        assert flag.message.endswith(".")
        assert change.earlier is None or change.earlier < len(earlier.statements)
        assert flag.attribution is None or flag.attribution < len(newer.statements)


@given(versions())
def test_a_version_changes_nothing_of_itself(version: Version) -> None:
    assert find_changes(version, version) == ()


def test_a_message_shows_words_on_one_line_and_cut_at_a_blank() -> None:
    assert shorten("“We will\n close”,") == "“We will close”"
    assert shorten("word " * 100).endswith("word …”")
    assert len(shorten("word " * 100)) < 170


def test_what_differs_is_told_in_words() -> None:
    assert list_edits("We will close it", "We will never close it") == "“never” is new"
    assert list_edits("We will never close it", "We will close it") == "without “never”"
    assert list_edits("Ten ferries stay", "Six ferries stay") == "“Ten” became “Six”"
    assert list_edits("a b c d e f g h", "a x c y e z g w") == ""


def test_of_long_wordings_the_place_is_shown_where_they_differ() -> None:
    start = "word " * 60
    one, other = shorten_both(f"“{start}we will stay here”", f"“{start}we will never stay here”")
    assert one == "“… word word word word word word we will stay here”"
    assert other == "“… word word word word word word we will never stay here”"
    assert shorten_both("We stay", "We go") == ("“We stay”", "“We go”")
    assert shorten_both("§", "") == ("“§”", "“”")
