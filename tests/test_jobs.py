"""What the commands do, with a parser made for the test: files, batches, the store, gold."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from quotes import jobs, pipeline, workers
from quotes.audit import NOBODY, Acquaintances
from quotes.document import Document
from quotes.errors import DataError, InputError, SettingsError
from quotes.evaluate import load_gold
from quotes.jobs import (
    LazyPipeline,
    Status,
    evaluate_gold,
    extract_inputs,
    gather_inputs,
    ingest_inputs,
)
from quotes.model import Analysis, Article
from quotes.settings import Settings
from quotes.store import open_view
from quotes.store.acquaintance import StoredAcquaintances
from tests.conftest import FIXTURES

SHORT = "The talks went well, minister Ana Torres said on Friday.\n"


class EmptyParser:
    """Documents without sentences; fails on texts that say so."""

    name = "empty 1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Document]:
        for article in articles:
            if "poison" in article.text:
                raise RuntimeError("cannot take this")
            yield Document(article.text, (), (), ())


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """A stand-in for the models; the list has an item for each time they were loaded."""
    found: list[Settings] = []

    def load(settings: Settings) -> EmptyParser:
        found.append(settings)
        return EmptyParser()

    monkeypatch.setattr(workers, "load_parser", load)
    monkeypatch.setattr(jobs, "describe_parser", lambda _: EmptyParser.name)
    return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(db=f"sqlite:///{tmp_path / 'q.db'}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles and a file that cannot be read."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(SHORT, encoding="utf-8")
    (news / "b.txt").write_bytes(b"")
    (news / "c.txt").write_text(SHORT.replace("Ana", "Eva"), encoding="utf-8")
    return news


def names(files: Iterable[Path | str]) -> list[str]:
    return [Path(file).name for file in files]


# ------------------------------------------------------------------ files
def test_files_are_gathered_once_however_they_are_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    files, missing = gather_inputs([Path("c.txt"), folder, Path("./c.txt"), Path("../news/a.txt")])
    assert names(files) == ["c.txt", "a.txt", "b.txt"]
    assert missing == ()


def test_a_path_that_leads_nowhere_is_a_result(folder: Path) -> None:
    files, missing = gather_inputs([folder / "none.txt", folder / "a.txt", folder / "b.xyz"])
    assert names(files) == ["a.txt"]
    assert [(Path(result.name).name, result.status) for result in missing] == [
        ("none.txt", Status.SKIPPED),
        ("b.xyz", Status.SKIPPED),
    ]
    assert all(result.reason for result in missing)


def test_nothing_to_read_at_all_is_an_error(folder: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        gather_inputs([folder / "none.txt", folder / "neither.txt"])


# ------------------------------------------------------------------ models are loaded late
def test_a_lazy_pipeline_loads_nothing_for_nothing(loaded: list[Settings]) -> None:
    lazy = LazyPipeline(Settings())
    assert list(lazy.analyze([])) == []
    assert dict(lazy.provenance.models)["parser"] == "empty 1"
    assert not loaded
    assert len(list(lazy.analyze([Article(SHORT)]))) == 1
    assert len(list(lazy.analyze([Article(SHORT)]))) == 1
    assert len(loaded) == 1


def test_an_extractor_that_is_none_is_an_error_before_anything_is_loaded() -> None:
    with pytest.raises(SettingsError):
        LazyPipeline(Settings(extractor="magic"))


def test_what_is_stored_is_not_analyzed_again(
    folder: Path, settings: Settings, loaded: list[Settings]
) -> None:
    files, _ = gather_inputs([folder])
    first = list(ingest_inputs(files, settings))
    assert {Path(result.name).name: result.status for result in first} == {
        "a.txt": Status.NEW,
        "b.txt": Status.SKIPPED,
        "c.txt": Status.NEW,
    }
    assert len(loaded) == 1
    again = list(ingest_inputs(files, settings))
    assert [result.status for result in again] == [Status.UNCHANGED, Status.SKIPPED, Status.UNCHANGED]
    assert len(loaded) == 1
    assert all(result.analysis is None for result in again)


def test_the_audit_asks_the_store_and_without_one_nobody(
    folder: Path, settings: Settings, loaded: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Acquaintances] = []

    def audit(_: Document, analysis: Analysis, acquaintances: Acquaintances) -> Analysis:
        asked.append(acquaintances)
        return analysis

    monkeypatch.setattr(pipeline, "audit_article", audit)
    files, _ = gather_inputs([folder / "a.txt"])
    list(ingest_inputs(files, settings))
    list(extract_inputs(files, settings))
    assert [type(each) for each in asked] == [StoredAcquaintances, type(NOBODY)]
    assert len(loaded) == 2


def test_another_parser_analyzes_again(
    folder: Path, settings: Settings, loaded: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(ingest_inputs([folder / "a.txt"], settings))
    monkeypatch.setattr(EmptyParser, "name", "empty 2")
    monkeypatch.setattr(jobs, "describe_parser", lambda _: "empty 2")
    (result,) = ingest_inputs([folder / "a.txt"], settings)
    assert result.status is Status.UPDATED
    assert len(loaded) == 2
    with open_view(settings.db) as view:
        assert view.counts().articles == 1


# ------------------------------------------------------------------ batches
def test_extracting_writes_nothing(folder: Path, settings: Settings, loaded: list[Settings]) -> None:
    results = list(extract_inputs([folder / "a.txt", folder / "c.txt"], settings))
    assert names(Path(result.name) for result in results) == ["a.txt", "c.txt"]
    assert all(isinstance(result.analysis, Analysis) for result in results)
    assert not Path(settings.db.removeprefix("sqlite:///")).exists()
    assert len(loaded) == 1


@pytest.mark.usefixtures("loaded")
def test_one_bad_article_is_a_result(folder: Path, settings: Settings) -> None:
    (folder / "d.txt").write_text("poison in words\n", encoding="utf-8")
    results = {Path(result.name).name: result for result in ingest_inputs(sorted(folder.iterdir()), settings)}
    assert "cannot take this" in results["d.txt"].reason
    assert [name for name, result in results.items() if result.status is Status.NEW] == ["a.txt", "c.txt"]


@pytest.mark.usefixtures("loaded")
def test_an_article_that_the_store_refuses_is_a_result(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotes.store.store import Store

    keep = Store.keep

    def refuse(store: Store, analysis: Analysis) -> object:
        if "Ana" in analysis.article.text:
            raise DataError("a speaker without a name")
        return keep(store, analysis)

    monkeypatch.setattr(Store, "keep", refuse)
    results = list(ingest_inputs([folder / "a.txt", folder / "c.txt"], settings))
    assert [(result.status, result.reason) for result in results] == [
        (Status.SKIPPED, "a speaker without a name"),
        (Status.NEW, ""),
    ]


@pytest.mark.usefixtures("loaded")
def test_files_are_read_no_further_ahead_than_a_batch(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH_ARTICLES", 2)
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"{number} {SHORT}", encoding="utf-8")
    read: list[Path] = []

    def files() -> Iterator[Path]:
        for path in sorted(tmp_path.glob("*.txt")):
            read.append(path)
            yield path

    results = ingest_inputs(files(), settings)
    assert len(list(islice(results, 1))) == 1
    assert len(read) == 2
    results.close()  # type: ignore[attr-defined]
    assert len(read) == 2


@pytest.mark.usefixtures("loaded")
def test_a_result_that_needs_no_analysis_comes_at_once(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.txt").write_bytes(b"")

    def files() -> Iterator[Path]:
        yield tmp_path / "a.txt"
        pytest.fail("read on before it told of the first")

    assert next(iter(extract_inputs(files(), settings))).status is Status.SKIPPED


# ------------------------------------------------------------------ gold
def test_output_of_any_program_is_scored(tmp_path: Path, loaded: list[Settings]) -> None:
    """The gold itself, as if a program had found exactly that, has every figure at 1."""
    system = tmp_path / "system.jsonl"
    lines = []
    for line in (FIXTURES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for attribution in row["attributions"]:
            speaker = attribution.pop("speaker", None)
            attribution["speakers"] = speaker.split("; ") if speaker else []
        lines.append(json.dumps(row))
    system.write_text("\n".join(lines), encoding="utf-8")
    evaluation = evaluate_gold(load_gold(FIXTURES), Settings(), system=system)
    figures = evaluation.figures()
    assert figures["found"] == figures["speaker right"] == figures["full f1"] == 1
    assert not loaded


def test_scoring_runs_the_program_and_tells_of_each_text(loaded: list[Settings]) -> None:
    seen: list[str] = []
    evaluation = evaluate_gold(
        load_gold(FIXTURES), Settings(), on_result=lambda result: seen.append(Path(result.name).stem[:3])
    )
    assert seen == ["000", "001"]
    assert len(loaded) == 1
    assert evaluation.figures()["found"] < 0.5, "nothing is found without a parse"


def test_output_that_is_none_is_an_error(tmp_path: Path) -> None:
    system = tmp_path / "system.jsonl"
    system.write_text("not JSON\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"system\.jsonl, line 1"):
        evaluate_gold(load_gold(FIXTURES), Settings(), system=system)
    with pytest.raises(DataError, match=r"none\.jsonl"):
        evaluate_gold(load_gold(FIXTURES), Settings(), system=tmp_path / "none.jsonl")
