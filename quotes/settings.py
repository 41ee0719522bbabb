"""Settings, built once at the edge (the command line, a test) and passed in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quotes.errors import SettingsError

PACKAGE_ROOT = Path(__file__).parent
BUNDLED_MODELS = PACKAGE_ROOT / "models"
DEFAULT_DB = "sqlite:///quotes.db"
EXTRACTORS = ("learned", "rules")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told.

    db         SQLAlchemy URL of the store
    models     folder with Stanza models (`resources.json` beside a folder `en`)
    package    name of a package in `resources.json`; "" for the folder's own best
    extractor  which extractor reads the parse: "learned" or, without the network, "rules"
    min_confidence  attributions that the extractor is less sure of are left out
    jobs       processes that read articles at once; 0 is one fewer than there are cores. One by default: each
               takes some seconds to begin and nearly a gigabyte of memory
    threads    threads that the parser may use; 0 leaves the choice to torch. One is the fastest: the
               models are small, and on a busy machine of two cores two threads took three times as long
    """

    db: str = DEFAULT_DB
    models: Path = BUNDLED_MODELS
    package: str = ""
    extractor: str = "learned"
    min_confidence: float = 0.0
    threads: int = 1
    jobs: int = 1

    def __post_init__(self) -> None:
        if self.extractor not in EXTRACTORS:
            raise SettingsError(
                f"no extractor {self.extractor!r}", remedy=f"use one of {', '.join(EXTRACTORS)}"
            )
        if not 0 <= self.min_confidence <= 1:
            raise SettingsError(
                f"a confidence of {self.min_confidence}", remedy="give a share between 0 and 1"
            )
        if self.jobs < 0:
            raise SettingsError(
                f"{self.jobs} jobs", remedy="give a number of processes from 1, or 0 for one fewer than cores"
            )
        if self.threads < 0:
            raise SettingsError(
                f"{self.threads} threads", remedy="give a number of threads from 1, or 0 for all"
            )


def read_settings(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Settings from the environment (QUOTES_DB, QUOTES_MODELS), overruled by what is `given` and not None.

    A plain path as database means an SQLite file. Raises SettingsError for a value without meaning.
    """
    values: dict[str, object] = {}
    if environ.get("QUOTES_DB"):
        values["db"] = environ["QUOTES_DB"]
    if environ.get("QUOTES_MODELS"):
        values["models"] = environ["QUOTES_MODELS"]
    values.update({name: value for name, value in given.items() if value is not None})
    if "db" in values:
        values["db"] = normalize_db_url(str(values["db"]))
    if "models" in values:
        values["models"] = Path(_expand_home(str(values["models"])))
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except TypeError as error:
        raise SettingsError(f"unknown setting: {error}") from error


def normalize_db_url(db: str) -> str:
    """A database URL as it is; a file's path as the URL of an SQLite database. `~` is the home folder.

    Raises SettingsError for no path at all, which SQLite would take for a database that is gone at the end,
    and for one that no URL can hold.
    """
    if "://" in db:
        return db
    if not db.strip():
        raise SettingsError("the name of the database is empty", remedy="give a file or a URL")
    if "?" in db:
        raise SettingsError(
            f"a database file cannot be called {db!r}", remedy="take a name without a question mark"
        )
    return f"sqlite:///{_expand_home(db)}"


def _expand_home(path: str) -> str:
    """Where `~` stands for a home folder; a path as it is when nobody has that name."""
    return os.path.expanduser(path)  # noqa: PTH111 - pathlib raises RuntimeError for an unknown user
