"""An article in the browser: colours, notes, what lights up."""

from pathlib import Path
from typing import Any

from tests.browser.conftest import PHONE, Opener, find_page


def style(page: Any, selector: str, name: str) -> str:
    return str(page.locator(selector).first.evaluate("(one, name) => getComputedStyle(one)[name]", name))


def test_all_parts_light_up_under_the_pointer_and_at_the_focus(visit: Opener, written: Path) -> None:
    page = visit(find_page(written, "articles/harbour"))
    page.locator(".m.q", has_text="added").hover()
    assert page.locator(".m.lit").all_inner_texts() == ["“We will not stop halfway,”", "she", "added"]
    assert page.locator("li.note.lit").get_attribute("data-n") == "2"
    page.locator("li.note[data-n='1'] .ref").focus()
    assert "Mayor Ana Kovač" in page.locator(".m.lit").all_inner_texts()


def test_the_innermost_lights_up(visit: Opener, written: Path) -> None:
    page = visit(find_page(written, "articles/harbour"))
    page.locator(".m.c.q", has_text="promised").hover()
    assert page.locator("li.note.lit").get_attribute("data-n") == "4"
    assert page.locator(".m.lit").all_inner_texts() == [
        "the engineer Tom Reyes",
        "promised",
        "“the wall will hold for a century.”",
    ]


def test_two_speakers_differ_and_a_nested_content_has_two_lines(visit: Opener, written: Path) -> None:
    page = visit(find_page(written, "articles/harbour"))
    assert page.locator(".voices li").count() == 2
    letters = page.locator(".voice").all_inner_texts()
    assert letters == ["A", "B"]
    colours = page.locator(".voice").evaluate_all("all => all.map(one => getComputedStyle(one).borderColor)")
    assert len(set(colours)) == 2
    assert style(page, ".m.c2", "boxShadow") != "none"
    assert style(page, ".m.c:not(.c2)", "boxShadow") == "none"
    assert style(page, ".m.c2", "borderBottomColor") == colours[0]  # the outer speaker's line stays
    assert page.locator(".text .ref b").first.inner_text() == "A"


def test_notes_stand_beside_the_text_and_on_a_phone_below_it(visit: Opener, written: Path) -> None:
    path = find_page(written, "articles/harbour")
    boxes = (
        "[...document.querySelectorAll('.block:has(.notes)')]"
        ".map(block => [...block.children].map(one => one.getBoundingClientRect().toJSON()))"
    )
    for text, notes in visit(path).evaluate(boxes):
        assert notes["left"] > text["right"]
        assert abs(notes["top"] - text["top"]) < 60
    for text, notes in visit(path, size=PHONE).evaluate(boxes):
        assert notes["top"] >= text["bottom"]


def test_a_link_to_a_place_needs_no_script(visit: Opener, written: Path) -> None:
    path = find_page(written, "speakers/tom-reyes")
    page = visit(path, scripts=False)
    page.locator(".card .head a").first.click()
    assert page.locator(".ref:target").is_visible()
    assert style(page, ".ref:target", "backgroundColor") != style(
        page, ".ref.w1:not(:target)", "backgroundColor"
    )


def test_paper_is_black_and_white(visit: Opener, written: Path) -> None:
    page = visit(find_page(written, "articles/harbour"))
    page.emulate_media(media="print", color_scheme="light")
    used = page.locator("main *").evaluate_all(
        "all => [...new Set(all.filter(one => one.checkVisibility()).flatMap(one => {"
        " const s = getComputedStyle(one);"
        " return [s.color, s.backgroundColor, s.borderBottomColor, s.textDecorationColor] }))]"
    )
    for colour in used:
        red, green, blue = colour.partition("(")[2].rstrip(")").replace(",", " ").split()[:3]
        assert red == green == blue, colour
    assert page.locator(".text .ref b").first.is_visible()
    assert not page.locator("#quick-search").is_visible()


def test_ten_thousand_words_open_quickly(visit: Opener, written: Path) -> None:
    page = visit(find_page(written, "articles/every-gate"))
    assert page.locator(".text .ref").count() == 715
    timing = "performance.getEntriesByType('navigation')[0]"
    # A fraction of a second on a machine that does nothing else.
    assert page.evaluate(f"{timing}.domComplete - {timing}.responseEnd") < 5000
    start = page.evaluate("performance.now()")
    page.locator("li.note[data-n='715'] .ref").focus()
    assert page.evaluate("performance.now()") - start < 5000
    assert page.locator(".m.lit").count() == 3
