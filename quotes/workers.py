"""Several processes that read articles at once; one process keeps what they find.

Each worker loads the models once and uses one thread. What needs the store (the audit asks what other
articles tell of a name) and what writes to it stays with the process that started the workers, so that the
results and their order are those of one process alone.
"""

import gc
import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from quotes.audit import NOBODY, Acquaintances
from quotes.extract import make_extractor
from quotes.extract.extractor import Extractor
from quotes.model import Article
from quotes.parse import load_parser
from quotes.pipeline import Draft, Failure, Pipeline
from quotes.settings import Settings

log = logging.getLogger(__name__)

# Batches that wait for each worker beside the one that it reads: it never waits for the store, and memory
# holds no more than these.
BATCHES_AHEAD = 1
# What an article is skipped with whose worker died over it twice.
DIED = "the process that read it was ended, by the system for want of memory or by somebody"

Drafts = list[Draft | Failure]


def count_workers(jobs: int) -> int:
    """Workers for a wish: 0 is one fewer than there are cores, and one at least."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return jobs or max(1, cores - 1)


@dataclass(slots=True, eq=False)
class Task:
    """Articles that were given to the workers. `future` is None when they must be read one by one."""

    articles: Sequence[Article]
    future: "Future[Drafts] | None"


class Workers:
    """Processes that read articles; started when the first are given to them.

    A worker that dies takes all that was under way with it: that is read again, article by article, and only
    an article whose worker dies once more is given up. Close it when nothing more is wanted.

    make   makes the pipeline of a worker, inside it; can be pickled
    count  processes
    """

    def __init__(self, make: Callable[[], Pipeline], count: int) -> None:
        self._make = make
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: list[Task] = []

    @property
    def ahead(self) -> int:
        """Tasks that should be under way at any time."""
        return self._count * (1 + BATCHES_AHEAD)

    def submit(self, articles: Sequence[Article]) -> Task:
        """Give some articles to the workers."""
        task = Task(articles, None)
        if articles:
            try:
                task.future = self._start(articles)
            except BrokenProcessPool:
                self._begin_anew()
        self._under_way.append(task)
        return task

    def collect(self, task: Task) -> Drafts:
        """What a task found, one entry for each article in order; waits for it.

        Raises what loading the models raises: ModelError.
        """
        found: Drafts | None = None
        if task.future is not None:
            try:
                found = task.future.result()
            except BrokenProcessPool:
                self._begin_anew()
        if found is None:
            found = [self._read_alone(article) for article in task.articles]
        self._under_way.remove(task)
        return found

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # They hold nothing that could be lost. (The names of its processes are the pool's own affair, but
        # without this a stop would wait until every worker is through with its batch.)
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)

    def _start(self, articles: Sequence[Article]) -> "Future[Drafts]":
        if self._pool is None:
            # Spawned: a process with torch's threads must not be forked.
            self._pool = ProcessPoolExecutor(
                self._count, mp_context=get_context("spawn"), initializer=_prepare, initargs=(self._make,)
            )
        with _Uninterrupted():
            return self._pool.submit(_read, list(articles))

    def _begin_anew(self) -> None:
        """After a death: what was under way is read one by one, because nobody knows whose fault it was."""
        log.warning("a worker process died; what it was reading is read again, article by article")
        self.close()
        for task in self._under_way:
            if task.future is not None and not (task.future.done() and task.future.exception() is None):
                task.future = None

    def _read_alone(self, article: Article) -> Draft | Failure:
        try:
            return self._start([article]).result()[0]
        except BrokenProcessPool:
            self.close()
            log.warning("%s: %s", article.path or article.doc, DIED)
            return Failure(article, DIED)


class _Uninterrupted:
    """Processes that are started inside never hear Ctrl-C: that is for the one that started them."""

    def __enter__(self) -> None:
        self._before = None
        if threading.current_thread() is threading.main_thread():  # only there can it be set
            self._before = signal.signal(signal.SIGINT, signal.SIG_IGN)

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


def load_pipeline(settings: Settings) -> Pipeline:
    """A pipeline with its models loaded, that knows of no other articles. Raises ModelError."""
    return load_stages(settings, make_extractor(settings.extractor, min_confidence=settings.min_confidence))


def load_stages(settings: Settings, extractor: Extractor, acquaintances: Acquaintances = NOBODY) -> Pipeline:
    """A pipeline with an extractor that is made, but perhaps not loaded. Raises ModelError.

    What is loaded is meant to stay until the process ends.
    """
    parser = load_parser(settings)  # first: it settles how many threads there are
    extractor.prepare()
    # The collector of cycles need not walk the 200,000 objects of libraries and models again and again.
    gc.freeze()
    return Pipeline(parser, extractor, acquaintances)


# The worker's own pipeline, and what makes it: when the first task comes, so that what goes wrong reaches
# the one who asked. A pool of processes knows no other way to hand something to its workers.
_make: Callable[[], Pipeline] | None = None
_pipeline: Pipeline | None = None


def _prepare(make: Callable[[], Pipeline]) -> None:
    global _make
    _make = make
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("quotes").addHandler(logging.NullHandler())  # reasons go to the other process
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, even if it was killed."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read(articles: list[Article]) -> Drafts:
    global _pipeline
    if _pipeline is None and _make is not None:
        _pipeline = _make()
    assert _pipeline is not None
    return list(_pipeline.read(articles))
