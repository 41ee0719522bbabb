"""Lines of printed pages become paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.ingest.pdf.layout import Line, Page, find_title, join_lines
from tests.ingest.pdf.pdf_writer import HEIGHT, set_lines


def join(*pages: list[Line]) -> list[str]:
    return [paragraph.text for paragraph in join_lines([Page(HEIGHT, tuple(lines)) for lines in pages])]


def test_a_gap_parts_paragraphs() -> None:
    assert join([*set_lines("One two", "three.", "Four", "five."), *set_lines("Six.", top=630)]) == [
        "One two three. Four five.",
        "Six.",
    ]


def test_an_indent_parts_paragraphs() -> None:
    set_in = [*set_lines("One two", "three."), *set_lines("Four five", x=84, top=672)]
    assert join([*set_in, *set_lines("six.", top=658)]) == ["One two three.", "Four five six."]
    # A line that is set in for another reason, in the middle of a sentence.
    assert join([*set_lines("One two", "three"), *set_lines("four five", x=84, top=672)]) == [
        "One two three four five"
    ]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    columns = [*set_lines("One two", "three"), *set_lines("four.", x=300)]
    assert join(columns, set_lines("Five")) == ["One two three four.", "Five"]
    assert join(set_lines("One two"), set_lines("three.")) == ["One two three."]
    # Around a picture, too.
    assert join([*set_lines("One two"), *set_lines("three.", top=400)]) == ["One two three."]


def test_other_sizes_are_other_paragraphs() -> None:
    lines = [
        *set_lines("A bridge", "is closed", size=20, leading=24, top=740),
        *set_lines("One two", "three."),
    ]
    assert join([*lines, *set_lines("a caption", size=8, top=672)]) == [
        "A bridge is closed",
        "One two three.",
        "a caption",
    ]


def test_entries_of_a_list() -> None:
    assert join([set_lines("We want:")[0], *set_lines("• one", "• two", top=686)]) == [
        "We want:",
        "• one",
        "• two",
    ]


def test_words_on_one_line_with_a_gap_between() -> None:
    assert join([*set_lines("Contact:"), *set_lines("Jane Roe", x=200)]) == ["Contact: Jane Roe"]


def test_what_runs_along_the_edges() -> None:
    def page(number: int) -> list[Line]:
        return [
            *set_lines(f"The Courier, page {number}", top=810, size=9),
            *set_lines(f"Words of page {number}."),
            *set_lines(f"– {number} –", top=40, size=9),
        ]

    assert join(page(1), page(2)) == ["Words of page 1.", "Words of page 2."]
    # Of one page, nothing runs; but a page has its number.
    assert join(page(3)) == ["The Courier, page 3", "Words of page 3."]


def test_what_a_browser_prints_along_the_edges() -> None:
    lines = [
        *set_lines("11/22/26, 6:23 PM A bridge is closed", top=820, size=8),
        *set_lines("It is closed."),
        *set_lines("https://www.example.org/a 1/2", top=20, size=8),
    ]
    assert join(lines) == ["It is closed."]


def test_a_headline_is_no_header_with_its_words() -> None:
    first = [*set_lines("A bridge is closed", top=780, size=20), *set_lines("One.")]
    second = [*set_lines("A bridge is closed", top=810, size=9), *set_lines("Two.")]
    assert join(first, second, second) == ["A bridge is closed", "One.", "Two.", "Two."]


def test_parted_words() -> None:
    assert join(set_lines("extraordi-", "nary")) == ["extraordinary"]
    assert join(set_lines("extraordi\u00ad", "nary")) == ["extraordinary"]
    assert join(set_lines("well-", "meant")) == ["well-meant"]
    assert join(set_lines("Anglo-", "American")) == ["Anglo-American"]
    assert join(set_lines("COVID-", "19")) == ["COVID-19"]
    assert join(set_lines("a short-", "age, a high-", "er price")) == ["a shortage, a higher price"]
    # How the article writes it elsewhere counts for more.
    assert join(set_lines("a ceasefire, a cease-", "fire")) == ["a ceasefire, a ceasefire"]
    assert join(set_lines("a by-law, a by-", "law")) == ["a by-law, a by-law"]
    assert join(set_lines("he said -", "and went")) == ["he said - and went"]


def test_ligatures_are_letters() -> None:
    page = Page.from_json({"height": HEIGHT, "lines": [[70, 700, 11, "the ﬁrst oﬃcial"]]})
    assert page.lines[0].text == "the first official"


def test_signs_that_no_text_can_hold() -> None:
    page = Page.from_json({"height": HEIGHT, "lines": [[70, 700, 11, "the\x00 first\ud800 official"]]})
    assert page.lines[0].text == "the\ufffd first\ufffd official"


def test_a_headline_is_large_and_no_masthead() -> None:
    lines = [
        *set_lines("THE COURIER", size=40, top=780),
        *set_lines("A bridge is closed", size=20, top=730),
        *set_lines("One two three four five six seven."),
    ]
    assert find_title(join_lines([Page(HEIGHT, tuple(lines))])) == 1
    assert find_title(join_lines([Page(HEIGHT, tuple(set_lines("One two three four.")))])) is None


@given(
    st.lists(
        st.lists(
            st.builds(
                Line,
                st.floats(-100, 900),
                st.floats(-100, 900),
                st.floats(0, 60),
                st.text(min_size=1).filter(lambda text: text.strip() == text),
            )
        )
    )
)
def test_no_letter_is_made_up(pages: list[list[Line]]) -> None:
    made = "".join(join(*pages)).replace(" ", "")
    given = "".join(line.text for lines in pages for line in lines).replace(" ", "")
    left = iter(given)
    assert all(letter in left for letter in made)
