"""What can go wrong, one base class and its few children.

Every message says what was wrong, where, and what to do about it. The library raises these and
nothing else on purpose; the command line turns them into one line on stderr and an exit status.
"""

from pathlib import Path


class QuotesError(Exception):
    """Base of every error that the project raises on purpose."""

    def __init__(self, what: str, *, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}: {remedy}" if remedy else what)

    def __reduce__(self) -> tuple[object, ...]:
        """Errors come back from worker processes as they were raised there, whatever their arguments."""
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[QuotesError], args: tuple[object, ...], fields: dict[str, object]) -> QuotesError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error


class InputError(QuotesError):
    """A file, folder or page that cannot be read as an article.

    The batch that it belongs to goes on; `reason` is what the summary of the batch shows.
    """

    def __init__(self, path: Path | str, reason: str, *, remedy: str = "") -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{self.path}: {reason}", remedy=remedy)


class ModelError(QuotesError):
    """A model file that is missing, damaged, or made for another version of its library."""

    def __init__(self, path: Path | str, reason: str, *, remedy: str = "") -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"model {self.path}: {reason}", remedy=remedy)


class StoreError(QuotesError):
    """The database cannot be opened, is locked, or holds another version of the tables."""

    def __init__(self, url: str, reason: str, *, remedy: str = "") -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"store {url}: {reason}", remedy=remedy)


class NoStoreError(StoreError):
    """There is no store yet at the place that was named."""


class OutputError(QuotesError):
    """A file or folder that cannot be written, or that must not be replaced."""

    def __init__(self, path: Path | str, reason: str, *, remedy: str = "") -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{self.path}: {reason}", remedy=remedy)


class NotFoundError(QuotesError):
    """Nothing in the store answers to the name, number, path or URL that was asked for."""


class SettingsError(QuotesError):
    """An option or environment variable that has no meaning."""


class DataError(QuotesError):
    """A value that breaks a promise of the data types: a span out of bounds, broken JSON."""


class DecisionError(QuotesError):
    """A person's decision on who is who that has no meaning, or that contradicts one that stands."""


class JudgementError(QuotesError):
    """A person's judgement of an attribution or a flag that has no meaning, or that stands already."""
