"""What the commands do, composed from the stages: read files, analyze them, keep them.

The command line calls these, and so can any other program. Each job is a generator with one result for
each file, so that a batch of any size runs in bounded memory and the caller can show how far it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from quotes.audit import NOBODY, Acquaintances
from quotes.errors import DataError, InputError
from quotes.evaluate import Evaluation, GoldSet, Row, analysis_to_rows, evaluate_output, read_system
from quotes.extract import make_extractor
from quotes.ingest import find_files, read_article
from quotes.model import Analysis, Article, Provenance
from quotes.parse import describe_parser, load_parser
from quotes.pipeline import Failure, Pipeline, is_full, make_provenance
from quotes.settings import Settings
from quotes.store import WriteOutcome, open_store


class Status(StrEnum):
    """What became of one file."""

    NEW = "new"
    UPDATED = "updated"  # the same text, analyzed by another version of the program or models
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"  # with a reason; the batch goes on


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file of a batch. `reason` says why it was skipped."""

    path: Path
    status: Status
    reason: str = ""
    analysis: Analysis | None = None


_STATUS = {
    WriteOutcome.NEW: Status.NEW,
    WriteOutcome.UPDATED: Status.UPDATED,
    WriteOutcome.UNCHANGED: Status.UNCHANGED,
}


class LazyPipeline:
    """A pipeline whose models are loaded when the first article needs them, and not before."""

    def __init__(self, settings: Settings, acquaintances: Acquaintances = NOBODY) -> None:
        self._settings = settings
        self._acquaintances = acquaintances
        self._extractor = make_extractor(settings.extractor, min_confidence=settings.min_confidence)

    @cached_property
    def provenance(self) -> Provenance:
        """What this pipeline is made of, known without loading it. Raises ModelError."""
        return make_provenance(describe_parser(self._settings), self._extractor.name)

    @cached_property
    def _pipeline(self) -> Pipeline:
        parser = load_parser(self._settings)  # first: it settles how many threads there are
        self._extractor.prepare()
        return Pipeline(parser, self._extractor, self._acquaintances)

    def analyze(self, articles: Sequence[Article]) -> Iterator[Analysis | Failure]:
        """See Pipeline.analyze; loads nothing when there is no article."""
        if articles:
            yield from self._pipeline.analyze(articles)


def gather_files(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[FileResult, ...]]:
    """Every file that some paths lead to, none twice, and a result for each path that leads nowhere.

    Raises InputError when not one file is left.
    """
    files: dict[Path, Path] = {}
    missing: list[FileResult] = []
    first_error: InputError | None = None
    for path in paths:
        try:
            for file in find_files([path]):
                files.setdefault(file.resolve(), file)
        except InputError as error:
            first_error = first_error or error
            missing.append(_skip(path, error))
    if first_error and not files:
        raise first_error
    return tuple(files.values()), tuple(missing)


def extract_files(files: Iterable[Path], settings: Settings) -> Iterator[FileResult]:
    """Analyze some files without a store. Analyses come in order of the files."""
    yield from _analyze_files(files, LazyPipeline(settings), lambda _: False, lambda _: Status.NEW)


def ingest_files(files: Iterable[Path], settings: Settings) -> Iterator[FileResult]:
    """Analyze some files and keep them, each article in one transaction.

    Articles that the store already has, from the same program and models, are not parsed again.
    Raises StoreError when the store cannot be written; what was stored until then stays.
    """
    with open_store(settings.db) as store:
        pipeline = LazyPipeline(settings, store.acquaintances)
        yield from _analyze_files(
            files,
            pipeline,
            lambda article: store.is_stored(article.identity, pipeline.provenance),
            lambda analysis: _STATUS[store.write(analysis)],
        )


def evaluate_gold(
    gold: GoldSet,
    settings: Settings,
    *,
    system: Path | None = None,
    on_result: Callable[[FileResult], None] = lambda _: None,
) -> Evaluation:
    """Score what the program finds in the texts of some gold, or what a file says that another one found.

    system     JSON lines as `quotes extract --json` prints them; None runs the program
    on_result  told of each text when it is done
    Raises DataError for output that is not for these texts.
    """
    output: dict[str, tuple[Row, ...]] = {}
    if system is not None:
        return evaluate_output(gold, read_system(system))
    for result in extract_files(gold.texts, settings):
        on_result(result)
        if result.analysis:
            output[result.path.stem] = analysis_to_rows(result.analysis)
    return evaluate_output(gold, output)


def _analyze_files(
    files: Iterable[Path],
    pipeline: LazyPipeline,
    is_done: Callable[[Article], bool],
    keep: Callable[[Analysis], Status],
) -> Iterator[FileResult]:
    """Results as soon as they are known: of a file that needs no analysis at once, else with its batch."""

    def analyze_batch() -> Iterator[FileResult]:
        for result in pipeline.analyze(batch):
            yield _keep_result(result, keep)
        batch.clear()

    batch: list[Article] = []
    for path in files:
        try:
            article = read_article(path)
        except InputError as error:
            yield _skip(path, error)
            continue
        if is_done(article):
            yield FileResult(path, Status.UNCHANGED)
            continue
        batch.append(article)
        if is_full(batch):
            yield from analyze_batch()
    yield from analyze_batch()


def _skip(path: Path, error: InputError) -> FileResult:
    reason = f"{error.reason} ({error.remedy})" if error.remedy else error.reason
    return FileResult(path, Status.SKIPPED, reason)


def _keep_result(result: Analysis | Failure, keep: Callable[[Analysis], Status]) -> FileResult:
    path = Path(result.article.path)
    if isinstance(result, Failure):
        return FileResult(path, Status.SKIPPED, result.reason)
    try:
        return FileResult(path, keep(result), analysis=result)
    except DataError as error:  # this article's own fault: a name that no database can hold
        return FileResult(path, Status.SKIPPED, str(error))
