"""Only English is read: other languages are told, English never is taken for one."""

from pathlib import Path

import pytest

from quotes.ingest.language import ENGLISH_SHARE, ENGLISH_WORDS, tell_language
from tests.conftest import FIXTURES

OTHERS = {
    "es": "El alcalde dijo el lunes que el puente se cerrará por reparaciones hasta la primavera.",
    "fr": "Le maire a déclaré lundi que le pont serait fermé pour des travaux jusqu'au printemps prochain.",
    "de": "Der Bürgermeister sagte am Montag, die Brücke werde bis zum Frühjahr gesperrt und repariert.",
    "it": "Il sindaco ha detto lunedì che il ponte resterà chiuso per lavori fino alla prossima primavera.",
    "nl": "De burgemeester zei maandag dat de brug tot het voorjaar wordt gesloten voor herstel of sloop.",
    "da": "Borgmesteren sagde mandag, at broen bliver lukket for bilister indtil foråret, og de har ventet.",
    "pl": "Burmistrz powiedział w poniedziałek, że most zostanie zamknięty na czas remontu aż do wiosny.",
    "ru": "Мэр заявил в понедельник, что мост закроют на ремонт до самой весны, и попросил терпения.",
    "ja": "市長は月曜日、橋は修理のため春まで閉鎖されると記者団に述べた。市民には辛抱強く待つよう求めた。",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_told(language: str) -> None:
    text = " ".join([OTHERS[language]] * 3)
    assert tell_language(text) == language
    assert tell_language(text, "en") == language, "a template's word is not believed"
    words = text.casefold().split()
    assert sum(word in ENGLISH_WORDS for word in words) < ENGLISH_SHARE * len(words)


@pytest.mark.parametrize("path", sorted((FIXTURES / "unseen").glob("*.txt")), ids=lambda path: path.stem)
def test_no_english_article_is_taken_for_another(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tell_language(text) == "en"
    assert tell_language(text, "es") == "en"
    assert tell_language(text, "en-gb") == "en-gb"


@pytest.mark.parametrize("text", ["Bonjour", "Lavrov: nyet", "Putin, Xi, Wang Yi", "123", "", "No way."])
def test_what_cannot_be_told_is_no_other_language(text: str) -> None:
    assert tell_language(text) in ("", "en")
    assert tell_language(text, "en") == "en"


def test_english_that_quotes_another_language_is_english() -> None:
    text = f"“{OTHERS['es']}” the mayor said to the crowd, and then she went to the town hall with them."
    assert tell_language(text) == "en"
