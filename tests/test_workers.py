"""Several processes give what one gives: in order, whatever dies, and nothing stays behind."""

import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from quotes.document import Document
from quotes.errors import ModelError
from quotes.jobs import extract_inputs
from quotes.model import Analysis, Article, Attribution
from quotes.pipeline import Draft, Failure, Pipeline, audit_draft
from quotes.settings import Settings
from quotes.workers import DIED, Task, Workers, count_workers
from tests.conftest import FIXTURES


class FakeParser:
    """Documents without sentences; some texts it cannot take, and some kill its process."""

    name = "fake 1"

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def parse(self, articles: Iterable[Article]) -> Iterator[Document]:
        for article in articles:
            if "poison" in article.text:
                raise RuntimeError("cannot take this")
            first = self.folder and not (self.folder / "died").exists()
            if "deadly" in article.text or (first and "once" in article.text):
                if self.folder:
                    (self.folder / "died").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield Document(article.text, (), (), ())


class FakeExtractor:
    """Finds nothing."""

    name = "fake 2"

    def prepare(self) -> None: ...

    def extract(self, doc: Document) -> tuple[Attribution, ...]:  # noqa: ARG002
        return ()


def make_pipeline(folder: Path | None = None) -> Pipeline:
    return Pipeline(FakeParser(folder), FakeExtractor())


def fail_to_load() -> Pipeline:
    raise ModelError("here/model.pt", "damaged", remedy="install it again")


def collect_all(workers: Workers, *batches: tuple[str, ...]) -> list[tuple[str, str]]:
    """Text and reason of every result; all batches are under way at once."""
    tasks = [workers.submit([Article(text, doc=text) for text in batch]) for batch in batches]
    drafts = [draft for task in tasks for draft in workers.collect(task)]
    found = [audit_draft(draft) for draft in drafts]
    return [(one.article.text, one.reason if isinstance(one, Failure) else "") for one in found]


def children() -> int:
    return len(multiprocessing.active_children())


def test_results_come_in_order_and_nothing_stays_behind() -> None:
    workers = Workers(make_pipeline, 2)
    found = collect_all(workers, ("one", "two"), (), ("poison", "three"), ("four",))
    assert [text for text, _ in found] == ["one", "two", "poison", "three", "four"]
    assert [bool(reason) for _, reason in found] == [False, False, True, False, False]
    assert children() == 2
    workers.close()
    assert children() == 0
    workers.close()


def test_an_article_that_kills_its_worker_is_given_up_alone() -> None:
    workers = Workers(make_pipeline, 2)
    found = collect_all(workers, ("one", "two"), ("three", "deadly", "four"), ("five",))
    workers.close()
    assert found == [("one", ""), ("two", ""), ("three", ""), ("deadly", DIED), ("four", ""), ("five", "")]


def test_what_a_worker_held_that_was_killed_is_read_again(tmp_path: Path) -> None:
    workers = Workers(partial(make_pipeline, tmp_path), 1)
    found = collect_all(workers, ("one", "once", "two"), ("three",))
    workers.close()
    assert found == [(text, "") for text in ("one", "once", "two", "three")]


def test_models_that_cannot_be_loaded_are_told_as_ever() -> None:
    workers = Workers(fail_to_load, 1)
    task = workers.submit([Article("one")])
    with pytest.raises(ModelError, match=r"model here/model\.pt: damaged: install it again") as raised:
        workers.collect(task)
    assert (raised.value.path, raised.value.remedy) == ("here/model.pt", "install it again")
    workers.close()
    assert children() == 0


def test_closing_does_not_wait_for_what_is_under_way() -> None:
    workers = Workers(make_pipeline, 1)
    tasks = [workers.submit([Article("one")]) for _ in range(50)]
    assert all(isinstance(task, Task) for task in tasks)
    workers.close()
    assert children() == 0


def test_a_draft_can_be_sent() -> None:
    draft = Draft(Document("x", (), (), ()), Analysis(Article("x")))
    assert pickle.loads(pickle.dumps(draft)) == draft


def test_how_many_workers() -> None:
    assert count_workers(1) == 1
    assert count_workers(3) == 3
    assert count_workers(0) >= 1


@pytest.mark.models
def test_two_processes_find_what_one_finds() -> None:
    files = sorted((FIXTURES / "articles").glob("*.txt"))
    one, two = (list(extract_inputs(files, Settings(jobs=jobs))) for jobs in (1, 2))
    assert [result.analysis for result in two] == [result.analysis for result in one]
    assert all(result.analysis and result.analysis.attributions for result in two)
    assert children() == 0
