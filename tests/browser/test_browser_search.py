"""The search over all quotations."""

from typing import Any

from tests.browser.conftest import Opener, wait_for_words, wait_until


def ask(page: Any, words: str, answer: str) -> None:
    """Type some words, and wait for the number of quotations that the page should find."""
    page.locator("#words").fill(words)
    wait_for_words(page, "#found", answer)


def hits(page: Any) -> list[str]:
    return list(page.locator("#hits .excerpt").all_inner_texts())


def test_words_from_their_beginning_whatever_case_and_accents(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "HARB wáll", "1 quotation")
    assert hits(page) == ["The new harbour wall will cost twice as much as planned"]
    assert page.locator("#hits mark").all_inner_texts() == ["harbour wall"]
    ask(page, "arbour", "No quotations")


def test_words_side_by_side_and_words_left_out(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, '"bridge 4 would"', "1 quotation")
    assert page.locator("#hits mark").all_inner_texts() == ["bridge 4 would"]
    ask(page, '"4 bridge"', "No quotations")
    ask(page, "bridge", "45 quotations")
    ask(page, "bridge -4", "39 quotations")  # 4 and 40 to 44
    ask(page, "“wall will”", "3 quotations")


def test_filters(visit: Opener) -> None:
    page = visit("search.html")
    page.locator("#by").fill("kovac")
    wait_for_words(page, "#found", "3 quotations")
    page.locator("#by").fill("")
    page.locator("#outlet").select_option(label="Südpost")
    wait_for_words(page, "#found", "15 quotations")
    page.locator("#flag").select_option("any")
    wait_for_words(page, "#found", "1 quotation")
    page.locator("#outlet").select_option("")
    page.locator("#flag").select_option("")
    page.locator("#from").select_option("2021")
    page.locator("#to").select_option("2021")
    wait_until(page, "/^[78] quotations$/.test(document.getElementById('found').textContent)")
    years = page.locator("#hits time").evaluate_all("all => all.map(one => one.dateTime.slice(0, 4))")
    assert set(years) == {"2021"}


def test_newest_first_and_oldest_first(visit: Opener) -> None:
    page = visit("search.html#words=bridge")
    page.wait_for_selector("#hits li")
    days = "[...document.querySelectorAll('#hits time')].map(one => one.dateTime)"
    newest = page.evaluate(days)
    assert newest == sorted(newest, reverse=True)
    page.locator("#order").select_option("old")
    wait_until(page, "document.querySelector('#hits time').dateTime === '2020-02-20'")
    oldest = page.evaluate(days)
    assert oldest == sorted(oldest)


def test_long_results_come_in_parts(visit: Opener) -> None:
    page = visit("search.html#words=gate")
    page.wait_for_selector("#hits li")
    assert page.locator("#found").inner_text() == "715 quotations"
    assert page.locator("#hits li").count() == 50
    page.get_by_role("button", name="Show more").click()
    assert page.locator("#hits li").count() == 100
    assert page.evaluate("document.activeElement === document.querySelectorAll('#hits .excerpt a')[50]")


def test_a_question_can_be_kept_as_an_address(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, '"not stop" -x', "1 quotation")
    again = visit("search.html" + page.evaluate("location.hash"))
    again.wait_for_selector("#hits li")
    assert again.locator("#words").input_value() == '"not stop" -x'
    assert hits(again) == ["“We will not stop halfway,”"]


def test_the_slash_key_and_the_box_of_every_page(visit: Opener) -> None:
    page = visit("articles.html")
    page.keyboard.press("/")
    page.keyboard.type("halfway")
    page.keyboard.press("Enter")
    page.wait_for_selector("#hits li")
    assert hits(page) == ["“We will not stop halfway,”"]
    page.locator("#order").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "order"  # a key of its own there
    page.locator("#hits a").last.focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "words"


def test_a_hit_leads_to_its_place_in_the_article(visit: Opener) -> None:
    page = visit("search.html#words=" + "gate+700")
    page.locator("#hits .excerpt a").first.click()
    page.wait_for_selector(".ref:target")
    assert page.locator(".ref:target").inner_text().startswith("701")
    assert page.evaluate(
        "(() => { const box = document.querySelector('.ref:target').getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight })()"
    )
    lit = page.locator(".m.lit").all_inner_texts()
    assert "that gate 700 was shut" in lit
    assert page.locator("li.note.lit").count() == 1


def test_a_speaker_of_a_hit_has_a_page(visit: Opener) -> None:
    page = visit("search.html#words=halfway")
    page.get_by_role("link", name="Ana Kovač").click()
    assert page.locator("h1").inner_text() == "Ana Kovač"


def test_without_scripts_it_says_so(visit: Opener) -> None:
    page = visit("search.html", scripts=False)
    assert "needs JavaScript" in page.locator("main").inner_text()
    assert not page.locator("#words").is_visible()
    page.locator("main").get_by_role("link", name="Articles").click()
    assert page.locator("h1").inner_text() == "49 articles"


def test_an_abbreviation_with_points_is_a_word_as_in_the_store(visit: Opener) -> None:
    page = visit("search.html")
    assert page.evaluate("fold('The U.S. will, in É.U., 3.a')") == "the us will in eu 3 a"
    assert page.evaluate("[...'The U.S. and É.'.matchAll(WORD)].map(String)") == ["The", "U.S", "and", "É"]
