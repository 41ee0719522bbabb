"""What the commands do, composed from the stages: read articles, analyze them, keep them.

The command line calls these, and so can any other program. Each job is a generator with one result for
each article, so that a batch of any size runs in bounded memory and the caller can show how far it is.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.audit import NOBODY, Acquaintances
from quotes.errors import DataError, InputError, NoStoreError
from quotes.evaluate import Evaluation, GoldSet, Row, analysis_to_rows, evaluate_output, read_system
from quotes.extract import make_extractor
from quotes.ingest import ReadingRules, find_inputs, name_article, read_articles
from quotes.model import Analysis, Article, Provenance
from quotes.parse import describe_parser
from quotes.pipeline import Failure, Pipeline, audit_draft, is_full, make_provenance
from quotes.settings import Settings
from quotes.store import WriteOutcome, Written, open_store
from quotes.workers import Task, Workers, count_workers, load_pipeline, load_stages

if TYPE_CHECKING:
    from quotes.ingest.web import Memory


class Status(StrEnum):
    """What became of one article, or of an input that is none."""

    NEW = "new"
    VERSION = "new-version"  # of an article that is in the store
    COPY = "copy"  # new, and with the words of an article that is in the store
    FOREIGN = "not-in-english"  # new, kept without looking into it
    UPDATED = "updated"  # the same text, analyzed by another version of the program or models
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"  # with a reason; the batch goes on


@dataclass(frozen=True, slots=True)
class InputResult:
    """What became of one article of a batch, or of an input that could not be read.

    name      where it came from: a path, a path with the number of a record, an address
    reason    why it was skipped
    analysis  what was found, where it was looked for
    copy_of   the number of the article whose words a copy has
    """

    name: str
    status: Status
    reason: str = ""
    article: Article | None = None
    analysis: Analysis | None = None
    copy_of: int | None = None


_NO_RULES = ReadingRules()

# What becomes of an article where there is no store.
_NOT_KEPT = Written(WriteOutcome.NEW, 0)


class LazyPipeline:
    """A pipeline whose models are loaded when the first article needs them, and not before."""

    def __init__(self, settings: Settings, acquaintances: Acquaintances = NOBODY) -> None:
        self._settings = settings
        self._acquaintances = acquaintances
        self._extractor = make_extractor(settings.extractor, min_confidence=settings.min_confidence)
        self._waiting: deque[tuple[Sequence[Article], Task]] = deque()

    @cached_property
    def provenance(self) -> Provenance:
        """What this pipeline is made of, known without loading it. Raises ModelError."""
        return make_provenance(describe_parser(self._settings), self._extractor.name)

    @cached_property
    def _pipeline(self) -> Pipeline:
        return load_stages(self._settings, self._extractor, self._acquaintances)

    @cached_property
    def _workers(self) -> Workers | None:
        """Processes that read, where the settings want several."""
        count = count_workers(self._settings.jobs)
        return Workers(partial(load_pipeline, self._settings), count) if count > 1 else None

    def analyze(self, articles: Sequence[Article]) -> Iterator[Analysis | Failure]:
        """See Pipeline.analyze. Articles that are not in English come back with nothing found in them.

        Loads nothing when there is no article in English. With several processes, results come later: with
        another batch, or from `finish`.
        """
        english = [article for article in articles if not article.is_foreign]
        if self._workers is None:
            found = iter(self._pipeline.analyze(english)) if english else iter(())
            yield from self._add_foreign(articles, found)
        elif articles:
            self._waiting.append((articles, self._workers.submit(english)))
            while len(self._waiting) > self._workers.ahead:
                yield from self._collect(self._workers)

    def finish(self) -> Iterator[Analysis | Failure]:
        """What is not given yet, in order."""
        while self._waiting and self._workers is not None:
            yield from self._collect(self._workers)

    def close(self) -> None:
        """End the processes that this pipeline started."""
        if self._workers is not None:
            self._workers.close()

    def _collect(self, workers: Workers) -> Iterator[Analysis | Failure]:
        articles, task = self._waiting.popleft()
        drafts = workers.collect(task)
        yield from self._add_foreign(articles, (audit_draft(draft, self._acquaintances) for draft in drafts))

    def _add_foreign(
        self, articles: Sequence[Article], found: Iterator[Analysis | Failure]
    ) -> Iterator[Analysis | Failure]:
        for article in articles:
            yield (
                Analysis(article=article, provenance=self.provenance) if article.is_foreign else next(found)
            )


def gather_inputs(names: Iterable[Path | str]) -> tuple[tuple[Path | str, ...], tuple[InputResult, ...]]:
    """Every input that some names lead to, none twice, and a result for each name that leads nowhere.

    names  files, folders, addresses, "-" for standard input; see `quotes.ingest.find_inputs`
    Raises InputError when not one input is left.
    """
    inputs: dict[Path | str, Path | str] = {}
    missing: list[InputResult] = []
    first_error: InputError | None = None
    for name in names:
        try:
            for found in find_inputs([name]):
                inputs.setdefault(found.resolve() if isinstance(found, Path) else found, found)
        except InputError as error:
            first_error = first_error or error
            missing.append(_skip(error))
    if first_error and not inputs:
        raise first_error
    return tuple(inputs.values()), tuple(missing)


def extract_inputs(
    inputs: Iterable[Path | str], settings: Settings, rules: ReadingRules = _NO_RULES
) -> Iterator[InputResult]:
    """Analyze what some inputs hold, without a store. Analyses come in order of the articles."""
    articles = _read_all(inputs, rules)
    yield from _analyze_articles(articles, LazyPipeline(settings), lambda _: False, lambda _: _NOT_KEPT)


def ingest_inputs(
    inputs: Iterable[Path | str], settings: Settings, rules: ReadingRules = _NO_RULES
) -> Generator[InputResult, None, None]:
    """Analyze what some inputs hold and keep it, each article in one transaction.

    Articles that the store already has, from the same program and models, are not parsed again.
    Raises StoreError when the store cannot be written; what was stored until then stays.
    """
    with open_store(settings.db) as store:
        pipeline = LazyPipeline(settings, store.acquaintances)
        yield from _analyze_articles(
            _read_all(inputs, rules, store.fetched_pages(pipeline.provenance)),
            pipeline,
            lambda article: store.is_stored(article.identity, pipeline.provenance),
            store.keep,
        )


def preview_inputs(
    inputs: Iterable[Path | str], settings: Settings, rules: ReadingRules = _NO_RULES
) -> Generator[InputResult, None, None]:
    """What `ingest_inputs` would do with each article. Loads no models, writes nothing, makes no store."""
    provenance = LazyPipeline(settings).provenance
    seen: set[str] = set()
    with ExitStack() as opened:
        try:
            store = opened.enter_context(open_store(settings.db, create=False))
        except NoStoreError:
            store = None
        memory = store.fetched_pages(provenance, keeps=False) if store else None
        for article in _read_all(inputs, rules, memory):
            if isinstance(article, InputError):
                yield _skip(article)
                continue
            if article.identity in seen:
                written = Written(WriteOutcome.UNCHANGED, 0)
            else:
                written = store.foresee(article, provenance) if store else _NOT_KEPT
            seen.add(article.identity)
            yield _make_result(article, written)


def evaluate_gold(
    gold: GoldSet,
    settings: Settings,
    *,
    system: Path | None = None,
    on_result: Callable[[InputResult], None] = lambda _: None,
) -> Evaluation:
    """Score what the program finds in the texts of some gold, or what a file says that another one found.

    system     JSON lines as `quotes extract --json` prints them; None runs the program
    on_result  told of each text when it is done
    Raises DataError for output that is not for these texts.
    """
    output: dict[str, tuple[Row, ...]] = {}
    if system is not None:
        return evaluate_output(gold, read_system(system))
    for result in extract_inputs(gold.texts, settings):
        on_result(result)
        if result.analysis:
            output[result.analysis.article.doc] = analysis_to_rows(result.analysis)
    return evaluate_output(gold, output)


def _read_all(
    inputs: Iterable[Path | str], rules: ReadingRules, memory: "Memory | None" = None
) -> Iterator[Article | InputError]:
    for name in inputs:
        yield from read_articles(name, rules, memory=memory)


def _analyze_articles(
    articles: Iterable[Article | InputError],
    pipeline: LazyPipeline,
    is_done: Callable[[Article], bool],
    keep: Callable[[Analysis], Written],
) -> Iterator[InputResult]:
    """Results as soon as they are known: of what needs no analysis at once, of others with their batch."""

    def analyze_batch() -> Iterator[InputResult]:
        for result in pipeline.analyze(tuple(batch)):
            yield _keep_result(result, keep)
        batch.clear()

    batch: list[Article] = []
    with closing(pipeline):
        for article in articles:
            if isinstance(article, InputError):
                yield _skip(article)
                continue
            if is_done(article):
                yield InputResult(name_article(article), Status.UNCHANGED, article=article)
                continue
            batch.append(article)
            if is_full(batch):
                yield from analyze_batch()
        yield from analyze_batch()
        for result in pipeline.finish():
            yield _keep_result(result, keep)


def _skip(error: InputError) -> InputResult:
    reason = f"{error.reason} ({error.remedy})" if error.remedy else error.reason
    return InputResult(error.path, Status.SKIPPED, reason)


def _keep_result(result: Analysis | Failure, keep: Callable[[Analysis], Written]) -> InputResult:
    article = result.article
    if isinstance(result, Failure):
        return InputResult(name_article(article), Status.SKIPPED, result.reason, article)
    try:
        return _make_result(article, keep(result), analysis=result)
    except DataError as error:  # this article's own fault: a name that no database can hold
        return InputResult(name_article(article), Status.SKIPPED, str(error), article)


def _make_result(article: Article, written: Written, analysis: Analysis | None = None) -> InputResult:
    match written.outcome:
        case WriteOutcome.UNCHANGED:
            status = Status.UNCHANGED
        case WriteOutcome.UPDATED:
            status = Status.UPDATED
        case _ if article.is_foreign:
            status = Status.FOREIGN
        case _ if written.is_version:
            status = Status.VERSION
        case _:
            status = Status.NEW if written.copy_of is None else Status.COPY
    return InputResult(
        name_article(article), status, article=article, analysis=analysis, copy_of=written.copy_of
    )
