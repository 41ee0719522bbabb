"""Settings: the environment, what overrules it, and what has no meaning."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import SettingsError
from quotes.settings import BUNDLED_MODELS, DEFAULT_DB, Settings, normalize_db_url, read_settings


def test_nothing_said_is_the_default() -> None:
    assert read_settings({}) == Settings()
    assert Settings().db == DEFAULT_DB == "sqlite:///quotes.db"
    assert Settings().models == BUNDLED_MODELS
    assert (BUNDLED_MODELS / "resources.json").exists()


def test_the_environment_is_read() -> None:
    settings = read_settings({"QUOTES_DB": "news.db", "QUOTES_MODELS": "/models", "QUOTES_OTHER": "x"})
    assert settings.db == "sqlite:///news.db"
    assert settings.models == Path("/models")


def test_an_empty_variable_is_none() -> None:
    assert read_settings({"QUOTES_DB": "", "QUOTES_MODELS": ""}) == Settings()


def test_what_is_given_overrules_the_environment() -> None:
    settings = read_settings({"QUOTES_DB": "a.db"}, db="b.db", models=None, threads=2)
    assert (settings.db, settings.threads) == ("sqlite:///b.db", 2)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("quotes.db", "sqlite:///quotes.db"),
        ("/var/quotes.db", "sqlite:////var/quotes.db"),
        ("some folder/ü.db", "sqlite:///some folder/ü.db"),
        ("sqlite:///x.db", "sqlite:///x.db"),
        ("postgresql+psycopg://user:word@host/quotes?sslmode=require", None),
    ],
)
def test_a_path_is_an_sqlite_file_and_a_url_is_a_url(given: str, url: str | None) -> None:
    assert normalize_db_url(given) == (url or given)


def test_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    settings = read_settings({"QUOTES_DB": "~/q.db"}, models=Path("~/models"))
    assert settings.db == "sqlite:////home/ana/q.db"
    assert settings.models == Path("/home/ana/models")


def test_the_home_of_nobody_is_a_path_like_any_other() -> None:
    assert read_settings({}, models="~no-such-user/m", db="~no-such-user/q").models == Path("~no-such-user/m")


@pytest.mark.parametrize("db", ["", "  ", "what?.db"])
def test_a_name_that_is_no_database_is_an_error(db: str) -> None:
    with pytest.raises(SettingsError, match="database"):
        read_settings({}, db=db)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"extractor": "magic"}, "magic"), ({"threads": -1}, "-1 threads"), ({"colour": 1}, "colour")],
)
def test_a_value_without_meaning_is_an_error(given: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_settings({}, **given)


@given(st.text().filter(lambda name: name.strip() and "?" not in name))
def test_any_other_name_is_a_url(name: str) -> None:
    assert "://" in normalize_db_url(name)
