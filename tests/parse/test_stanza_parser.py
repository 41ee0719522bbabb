"""The bundled models behind the Parser protocol: offsets, batches, and how weights are loaded."""

import hashlib
import io
import json
import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quotes.document import Document
from quotes.errors import ModelError
from quotes.ingest import find_files, read_article
from quotes.model import Article
from quotes.parse import load_parser
from quotes.parse.parser import Parser
from quotes.parse.pieces import MAX_PIECE_WORDS
from quotes.settings import BUNDLED_MODELS, Settings
from tests.conftest import FIXTURES, PARSES

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def words() -> Parser:
    return load_parser(Settings())


@pytest.fixture(scope="module")
def tokens() -> Parser:
    """The package that splits multi-word tokens, as Stanza's own English package does."""
    return load_parser(Settings(package="default"))


def parse(parser: Parser, text: str) -> Document:
    return next(iter(parser.parse([Article(text)])))


def check_document(doc: Document) -> None:
    """Everything that must hold of any parse of any text."""
    covered = 0
    for sentence in doc.sentences:
        paragraph = doc.paragraphs[sentence.paragraph]
        assert paragraph.span.contains(sentence.span)
        assert covered <= sentence.span.start
        covered = sentence.span.end
        starts = [token.span.start for token in sentence]
        assert starts == sorted(starts)
        for index, token in enumerate(sentence):
            assert token.text == token.span.text(doc.text)
            assert token.text == token.text.strip()
            assert token.lemma
            assert token.upos
            assert -1 <= token.head < len(sentence)
            assert token.head != index
    for entity in doc.entities:
        assert doc.sentences[entity.sentence].span.contains(entity.span)
    letters = {i for i, c in enumerate(doc.text) if c.isalnum()}
    inside = {i for p in doc.paragraphs for i in range(p.span.start, p.span.end)}
    seen = {i for s in doc.sentences for t in s for i in range(t.span.start, t.span.end)}
    assert letters & inside <= seen


SENTENCES = (
    "The mayor said, “We can’t wait.”", "He doesn't know!", "“I'm gonna go,” she told Kyiv’s envoy.",
    "cannot wanna dunno", "<UNK>", "«Да», — сказал он.", "… ... — ''x''", "e\u0301te\u0301", "x" * 1200,
    "https://news.example/" + "a" * 300, "\U0001f600\U0001f468\u200d\U0001f469", "\u202eback\u202c",
    "\r\n", "\n\n", "\xa0", "\u200b", "\ufeff", "\ud800", "\t", " ",
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=20)), max_size=8).map(" ".join))
@example("")
@example("\ufeff")
@example("a")
@example(" ".join(SENTENCES))
def test_offsets_are_exact_in_any_text(words: Parser, tokens: Parser, text: str) -> None:
    for parser in (words, tokens):
        doc = parse(parser, text)
        assert doc.text == text
        check_document(doc)


def test_words_of_a_multiword_token_lie_inside_it(tokens: Parser) -> None:
    doc = parse(tokens, "She can’t say that Kyiv’s mayor won't go.")
    assert [token.text for token in doc.sentences[0]] == [
        "She", "ca", "n’t", "say", "that", "Kyiv", "’s", "mayor", "wo", "n't", "go", ".",
    ]  # fmt: skip


def test_token_too_long_for_stanza_is_the_text_of_the_article(words: Parser) -> None:
    address = "https://news.example/" + "a" * 1_500
    doc = parse(words, f"See {address} for more.")
    assert [token.lemma for token in doc.sentences[0] if token.text == address] == [address]


def test_wrapped_paragraph_is_one_text_to_the_parser(words: Parser) -> None:
    text = "".join(
        f"The mayor of the town said on day {n} that the old bridge would\nbe closed for repairs until "
        f"spring, when the engineers will\nlook again. She told nobody why.\n\n"
        for n in range(4)
    )
    doc = parse(words, text)
    assert len(doc.paragraphs) == 4
    assert len(doc.sentences) == 8
    check_document(doc)


def test_a_document_for_each_article_in_order(words: Parser) -> None:
    texts = ["", "One said so.", "\n", "Two said so.\n\nAnd more.", "\u200b"]
    docs = list(words.parse(Article(text) for text in texts))
    assert [doc.text for doc in docs] == texts
    assert [len(doc.sentences) for doc in docs] == [0, 1, 0, 2, 0]
    assert list(words.parse([])) == []


def test_documents_come_as_soon_as_their_batch_is_done(
    words: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.parse.stanza_parser.BATCH_CHARACTERS", 40)
    taken = []

    def give() -> Iterator[Article]:
        for number in range(6):
            taken.append(number)
            yield Article(f"Number {number} said so.")

    docs = words.parse(give())
    assert next(docs).text == "Number 0 said so."
    assert len(taken) <= 3
    assert [doc.text[7] for doc in docs] == ["1", "2", "3", "4", "5"]


def test_long_article_is_the_same_in_many_batches(words: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"Speaker {n} said on Monday that the bridge is closed." for n in range(12))
    whole = parse(words, text)
    monkeypatch.setattr("quotes.parse.stanza_parser.BATCH_CHARACTERS", 60)
    parts = parse(words, text)
    assert [[t.text for t in s] for s in parts.sentences] == [[t.text for t in s] for s in whole.sentences]
    assert parts.paragraphs == whole.paragraphs


def test_text_without_a_full_stop_is_parsed_in_bounded_pieces(words: Parser) -> None:
    doc = parse(words, "word " * 1_000)
    assert max(map(len, doc.sentences)) <= MAX_PIECE_WORDS
    assert sum(map(len, doc.sentences)) == 1_000


def test_recorded_parses_are_what_the_models_give(words: Parser) -> None:
    """fixtures/parses/articles.jsonl is written by: python -m tests.record_articles

    Sums of floating-point numbers differ a little between processors, so that a close decision may fall
    otherwise; models or code that have changed make many more differences.
    """
    lines = (PARSES / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    paths = find_files([FIXTURES / "articles"])
    for path, line in zip(paths, lines, strict=True):
        recorded = Document.from_json(line)
        doc = next(iter(words.parse([read_article(path)])))
        assert (doc.text, doc.paragraphs, doc.parser) == (recorded.text, recorded.paragraphs, recorded.parser)
        found, expected = ({token for s in d.sentences for token in s} for d in (doc, recorded))
        assert len(found & expected) >= 0.99 * len(expected)


# ------------------------------------------------------------------ how weights are loaded
class Payload:
    """Unpickled without care, this makes a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


def make_evil_models(folder: Path, name: str, victim: Path, *, zipped: bool) -> None:
    """A copy of the bundled models in which one file runs code when it is unpickled."""
    import torch

    shutil.copytree(BUNDLED_MODELS, folder)
    path = next((folder / "en" / name).glob("*.pt"))
    if name == "tokenize":
        path = folder / "en" / name / "news.pt"
    buffer = io.BytesIO()
    torch.save({"model": Payload(victim)}, buffer, _use_new_zipfile_serialization=zipped)
    path.write_bytes(buffer.getvalue())
    resources = json.loads((folder / "resources.json").read_text(encoding="utf-8"))
    resources["en"][name][path.stem]["md5"] = hashlib.md5(buffer.getvalue()).hexdigest()
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")


def test_payload_would_run_if_it_were_unpickled(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Payload(tmp_path / "ran")))
    assert (tmp_path / "ran").is_dir()


@pytest.mark.parametrize(
    ("name", "zipped"), [("tokenize", False), ("tokenize", True), ("lemma", False), ("pretrain", False)]
)
def test_no_pickled_code_runs_when_models_load(tmp_path: Path, name: str, zipped: bool) -> None:
    victim = tmp_path / "ran"
    make_evil_models(tmp_path / "models", name, victim, zipped=zipped)
    with pytest.raises(ModelError, match="cannot load"):
        load_parser(Settings(models=tmp_path / "models"))
    assert not victim.exists()


def test_every_file_is_loaded_as_weights_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    asked: dict[str, object] = {}
    load = torch.load

    def spy(file: Any, *arguments: Any, **options: Any) -> Any:
        asked[str(file)] = options.get("weights_only")
        return load(file, *arguments, **options)

    monkeypatch.setattr(torch, "load", spy)
    load_parser(Settings(package="default"))
    loaded = {Path(name).parent.name for name in asked}
    assert loaded == {"tokenize", "mwt", "pos", "lemma", "depparse", "ner", "pretrain"}
    assert set(asked.values()) == {True}


def test_file_of_another_kind_is_a_plain_error(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED_MODELS, tmp_path / "models")
    raw = b"not weights at all"
    (tmp_path / "models/en/tokenize/news.pt").write_bytes(raw)
    path = tmp_path / "models/resources.json"
    resources = json.loads(path.read_text(encoding="utf-8"))
    resources["en"]["tokenize"]["news"]["md5"] = hashlib.md5(raw).hexdigest()
    path.write_text(json.dumps(resources), encoding="utf-8")
    with pytest.raises(ModelError, match="cannot load package 'words'") as caught:
        load_parser(Settings(models=tmp_path / "models"))
    assert "another version of Stanza" in caught.value.remedy
