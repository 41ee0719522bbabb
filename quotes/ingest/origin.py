"""Where an article comes from, and what whoever reads it was told about it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from quotes.errors import InputError

# Articles of a feed that are fetched unless a person asks for another number: what news sites put into one.
DEFAULT_LIMIT = 50

# Seconds between two requests to one host. One request a second is what crawlers commonly keep to where a
# site does not ask for more in its robots.txt.
DEFAULT_DELAY = 1.0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where some bytes come from.

    name     what messages call it: a path, a path with the number of a record, an address
    doc      short name for the article
    path     of the file, "" when it is none
    url      address that is known before the bytes are looked into, "" for none
    charset  encoding that the sender declares beside the bytes, "" for none
    """

    name: str
    doc: str = ""
    path: str = ""
    url: str = ""
    charset: str = ""

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """The origin of a file that holds one article."""
        stem = path.with_suffix("").stem if path.suffix.lower() == ".gz" else path.stem
        return cls(name=str(path), doc=stem, path=str(path))

    def refuse(self, reason: str, *, remedy: str = "") -> InputError:
        """The error that says why nothing was read from here."""
        return InputError(self.name, reason, remedy=remedy)


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What a person says about everything that is read at once.

    outlet, published  of articles that do not tell it themselves
    format             of what comes from standard input: a name of `quotes.ingest.formats.Format`, "" to look
                       into it
    allow_private      addresses of this machine and of private networks may be fetched too
    limit              the most entries of one feed that are fetched, the newest first
    delay              seconds between two requests to one host
    """

    outlet: str = ""
    published: date | None = None
    format: str = ""
    allow_private: bool = False
    limit: int = DEFAULT_LIMIT
    delay: float = DEFAULT_DELAY
