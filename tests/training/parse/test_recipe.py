"""The whole recipe on invented data: from files to models that the program runs, with their figures."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quotes.parse.models import check_models
from quotes.training.parse import prepare, steps
from quotes.training.parse.__main__ import main
from quotes.training.parse.evaluate import Scores
from quotes.training.parse.prepare import Data, Work, choose_lemmas, make_versions
from quotes.training.parse.treebank import Sentence
from quotes.training.parse.vectors import DIMENSIONS, choose_words, make_pretrain
from tests.training.parse.conftest import ARTICLE, TREEBANK

_SIZES = (
    " --hidden_dim 12 --char_hidden_dim 8 --char_emb_dim 8 --word_emb_dim 8 --tag_emb_dim 8"
    " --transformed_dim 8 --deep_biaff_hidden_dim 12"
)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Treebanks, articles and vectors, laid out as the recipe wants them."""
    folder = tmp_path / "downloads"
    for name in ("ewt", "gum"):
        (folder / "ud" / name).mkdir(parents=True)
        for part in ("train", "dev", "test"):
            (folder / "ud" / name / f"{part}.conllu").write_bytes(TREEBANK.read_bytes())
    (folder / "ner").mkdir()
    for number in range(12):
        (folder / "ner" / f"aa_{number}.tsv").write_text(ARTICLE, encoding="utf-8")
    rows = np.random.default_rng(0).normal(size=(5, DIMENSIONS + 2)).round(3).tolist()
    words = ["the", '"', ".", "lund", "of"]
    vectors = {"words": words, "vectors": dict(zip(words, rows, strict=True))}
    (folder / "vectors.json").write_text(json.dumps(vectors))
    return folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small models that learn for three steps."""
    monkeypatch.setattr(prepare, "INVENTED", 6)
    for name in ("_TAGGER", "_PARSER"):
        monkeypatch.setattr(steps, name, getattr(steps, name) + _SIZES)
    monkeypatch.setattr(
        steps, "_NAMES", steps._NAMES + " --hidden_dim 12 --char_hidden_dim 8 --char_emb_dim 8"
    )
    recipes = {
        name: replace(step, recipe=replace(step.recipe, steps=3, judge=3))
        for name, step in steps.STEPS.items()
    }
    monkeypatch.setattr(steps, "STEPS", recipes)


@pytest.mark.usefixtures("small")
def test_from_files_to_models_and_figures(
    downloads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work, out = tmp_path / "work", tmp_path / "out"
    common = ["--data", str(downloads), "--vectors", str(downloads / "vectors.json"), "--work", str(work)]
    assert main(["all", *common, "--out", str(out)]) == 0
    assert "ewt LAS" in capsys.readouterr().out
    assert check_models(out).package == "words"
    scores = Scores.read(out / "scores.json")
    assert set(scores.treebanks) == {"ewt", "gum"}
    assert 0 <= scores.names["all"] <= 100
    assert scores.speed["all"] > 0
    card = tmp_path / "README.md"
    card.write_text("# Models\n")
    assert main(["card", str(out / "scores.json"), "--card", str(card)]) == 0
    assert "| EWT |" in card.read_text()
    # A step that is done is not done again.
    assert main(["train", "pos", "--work", str(work)]) == 0
    assert len(json.loads(json.dumps(scores.sizes))) == 6


@pytest.mark.usefixtures("small")
def test_a_step_that_ran_out_of_time_says_so(downloads: Path, tmp_path: Path) -> None:
    work = Work(tmp_path / "work")
    prepare.prepare(Data(downloads), work, downloads / "vectors.json")
    assert main(["train", "ner", "--work", str(work.folder), "--minutes", "0"]) == 1


@pytest.mark.usefixtures("small")
def test_preparing_twice_gives_the_same_files(downloads: Path, tmp_path: Path) -> None:
    folders = [Work(tmp_path / name) for name in ("a", "b")]
    for work in folders:
        prepare.prepare(Data(downloads), work, downloads / "vectors.json")
    first, second = (
        {
            path.relative_to(work.folder): path.read_bytes()
            for path in work.folder.rglob("*.*")
            if path.is_file()
        }
        for work in folders
    )
    for files in (first, second):
        # torch writes when it was written
        del files[Path("vectors.pt")]
    assert first == second
    assert len(first) > 15


def test_versions_are_parallel(sentences: list[Sentence]) -> None:
    versions = make_versions(sentences)
    assert [len(version) for version in versions] == [5, 5, 5]
    assert versions[0] == sentences
    assert "“We saw her" in versions[1][1].text


def test_the_most_frequent_lemma_wins(sentences: list[Sentence]) -> None:
    word = sentences[4].words[5]
    odd = sentences[4].with_words([replace(word, lemma="dot")])
    chosen = choose_lemmas([*sentences, odd])
    assert (".", "PUNCT", ".") in chosen
    assert (".", "PUNCT", "dot") not in chosen
    assert chosen[0][0] == "."


def test_vectors_of_marks_are_borrowed_and_all_are_centred() -> None:
    words = ["the", '"', "rare", "odd"]
    table = np.random.default_rng(1).normal(3, 2, size=(4, 100)).astype(np.float32)
    assert choose_words(words, {"odd"}) == [0, 1, 2, 3]
    pretrain = make_pretrain(words, table, {"odd"})
    known = pretrain.vocab
    assert (pretrain.emb[known.unit2id("“")] == pretrain.emb[known.unit2id('"')]).all()
    assert abs(float(pretrain.emb[4:8].mean())) < 0.05
    assert not pretrain.emb[:4].any()
