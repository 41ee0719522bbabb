"""Stanza's models in training, on five sentences: each task takes steps, is judged, and saves what loads."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from stanza.models.common.packed_lstm import PackedLSTM
from torch.nn.utils.rnn import pack_sequence

from quotes.training.parse import entities
from quotes.training.parse.faster import faster_steps, run_rectangles
from quotes.training.parse.labels import label_characters
from quotes.training.parse.letters import LemmasTask, TokensTask, load_tokenizer, score_tokens
from quotes.training.parse.retag import load_lemmatizer, load_tagger, retag
from quotes.training.parse.tasks import NamesTask, ParserTask, TaggerTask, Variants, load_vectors
from quotes.training.parse.treebank import Sentence, read_treebank, write_treebank
from quotes.training.parse.vectors import make_pretrain
from tests.training.parse.conftest import ARTICLE, TREEBANK

SMALL = [
    "--word_cutoff",
    "0",
    "--hidden_dim",
    "12",
    "--num_layers",
    "2",
    "--char_hidden_dim",
    "8",
    "--char_emb_dim",
    "8",
    "--word_emb_dim",
    "8",
    "--tag_emb_dim",
    "8",
    "--transformed_dim",
    "8",
    "--deep_biaff_hidden_dim",
    "12",
    "--word_dropout",
    "0",
    "--dropout",
    "0",
]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of all tasks."""
    folder = tmp_path_factory.mktemp("work")
    sentences = read_treebank(TREEBANK)
    known = sorted({word.form.lower() for sentence in sentences for word in sentence.words})
    table = np.random.default_rng(0).normal(size=(len(known), 100)).astype(np.float32)
    make_pretrain(known, table, known).save(str(folder / "vectors.pt"))
    (folder / "gold.conllu").write_text(write_treebank(sentences))
    (folder / "joined.conllu").write_text(write_treebank(sentences, joined=True))
    text, labels = label_characters(sentences, joined=False)
    (folder / "text.txt").write_text(text)
    (folder / "text.labels").write_text(labels)
    (folder / "names.json").write_text(json.dumps(entities.to_stanza([entities.parse_article(ARTICLE)])))
    return folder


def make_tagger(work: Path) -> TaggerTask:
    gold = work / "gold.conllu"
    flags = [*SMALL, "--composite_deep_biaff_hidden_dim", "8", "--augment_nopunct", "0", "--share_hid"]
    return TaggerTask([gold, gold], gold, gold, work / "vectors.pt", 20, [*flags, "--beta2", "0.95"])


def make_parser(work: Path) -> ParserTask:
    gold = work / "gold.conllu"
    flags = [*SMALL, "--augment_nopunct", "0", "--optim", "adam", "--beta2", "0.95"]
    return ParserTask([gold, gold], None, gold, work / "vectors.pt", 20, flags, gold=[gold])


def make_names(work: Path) -> NamesTask:
    names = work / "names.json"
    flags = (
        "--hidden_dim 12 --char_hidden_dim 8 --char_emb_dim 8 --no_input_transform --optim adam --dropout 0"
    )
    return NamesTask([names], None, names, work / "vectors.pt", 20, flags.split())


def make_tokens(work: Path) -> TokensTask:
    flags = ["--hidden_dim", "12", "--emb_dim", "8", "--batch_size", "4", "--max_seqlen", "50"]
    return TokensTask(
        work / "text.txt", work / "text.labels", work / "joined.conllu", joined=False, flags=flags
    )


def make_lemmas(work: Path) -> LemmasTask:
    gold = work / "gold.conllu"
    return LemmasTask(
        gold, gold, 8, ["--hidden_dim", "8", "--emb_dim", "8", "--pos_dim", "8", "--batch_size", "8"]
    )


def learn(task: Any, steps: int, rate: float) -> list[float]:
    losses: list[float] = []
    rng = random.Random(0)
    for optimizer in task.optimizers:
        for group in optimizer.param_groups:
            group["lr"] = rate
    while len(losses) < steps:
        losses += [task.update(batch) for batch in task.plan_epoch(rng)[: steps - len(losses)]]
    return losses


@pytest.mark.parametrize(
    ("make", "steps"),
    [(make_tagger, 60), (make_parser, 60), (make_names, 60), (make_tokens, 60), (make_lemmas, 150)],
)
def test_each_model_learns_what_it_sees(make: Any, steps: int, work: Path, tmp_path: Path) -> None:
    torch.manual_seed(1)
    task = make(work)
    with faster_steps():
        losses = learn(task, steps, 0.02)
    assert losses[-1] < losses[0] / 2
    assert task.judge() > 0.6
    task.save(tmp_path / "model.pt")
    assert (tmp_path / "model.pt").stat().st_size > 1_000


@pytest.mark.parametrize("make", [make_tagger, make_parser])
def test_faster_steps_give_stanzas_own_loss_and_gradient(make: Any, work: Path) -> None:
    torch.manual_seed(1)
    task = make(work)
    for weight in task.model.parameters():
        if weight.requires_grad:
            torch.nn.init.normal_(weight, std=0.3)
    for optimizer in task.optimizers:
        optimizer.step = lambda: None
    # One sentence at a time: Stanza's parser also learns the direction and length of arcs from padding.
    for batch in ([i] for i in range(5)):
        plain = task.update(batch), _gradients(task)
        with faster_steps():
            fast = task.update(batch), _gradients(task)
        assert fast[0] == pytest.approx(plain[0], rel=1e-4)
        assert fast[1].keys() == plain[1].keys()
        for name, gradient in plain[1].items():
            assert torch.allclose(fast[1][name], gradient, atol=1e-4), name


def _gradients(task: Any) -> dict[str, torch.Tensor]:
    return {n: w.grad.clone() for n, w in task.model.named_parameters() if w.grad is not None}


@pytest.mark.parametrize("both_ways", [True, False])
@pytest.mark.parametrize("layers", [1, 2])
def test_rectangles_give_what_packed_sequences_give(both_ways: bool, layers: int) -> None:
    torch.manual_seed(0)
    module = PackedLSTM(5, 4, layers, batch_first=True, bidirectional=both_ways)
    packed = pack_sequence([torch.randn(n, 5) for n in (6, 4, 4, 1)])
    states = torch.randn(layers * (1 + both_ways), 4, 4), torch.randn(layers * (1 + both_ways), 4, 4)
    wanted, (hidden, _) = module(packed, None, states)
    got, (ends, _) = run_rectangles(module, packed, None, states)
    assert torch.allclose(got.data, wanted.data, atol=1e-6)
    assert torch.allclose(ends, hidden, atol=1e-6)


def test_stanza_is_left_as_it_was() -> None:
    before = PackedLSTM.forward
    with faster_steps():
        assert PackedLSTM.forward is not before
    assert PackedLSTM.forward is before


def test_a_saved_tokenizer_splits(work: Path, tmp_path: Path, sentences: list[Sentence]) -> None:
    torch.manual_seed(1)
    task = make_tokens(work)
    with faster_steps():
        learn(task, 60, 0.02)
    task.save(tmp_path / "model.pt")
    counts = score_tokens(load_tokenizer(tmp_path / "model.pt"), sentences, joined=False)
    assert counts.f1("word") > 0.6


def test_training_data_is_tagged_anew(work: Path, tmp_path: Path) -> None:
    torch.manual_seed(1)
    tagger, lemmas = make_tagger(work), make_lemmas(work)
    with faster_steps():
        learn(tagger, 60, 0.02)
    tagger.save(tmp_path / "pos.pt")
    lemmas.save(tmp_path / "lemma.pt")
    gold = work / "gold.conllu"
    retag(
        [(gold, tmp_path / "train.conllu")],
        (gold, tmp_path / "dev.conllu"),
        load_tagger(tmp_path / "pos.pt", load_vectors(work / "vectors.pt")),
        load_lemmatizer(tmp_path / "lemma.pt"),
    )
    before, after = read_treebank(gold), read_treebank(tmp_path / "dev.conllu")
    assert [[w.head for w in s.words] for s in before] == [[w.head for w in s.words] for s in after]
    pairs = [
        (a.upos, b.upos)
        for s, t in zip(before, after, strict=True)
        for a, b in zip(s.words, t.words, strict=True)
    ]
    assert sum(a == b for a, b in pairs) > len(pairs) / 2
    assert (tmp_path / "train.conllu").exists()


def test_versions_are_mixed_and_extra_ones_added() -> None:
    variants = Variants(10, 3, extra=8, share=0.5)
    chosen = variants.choose(random.Random(0))
    assert [i % 10 for i in chosen[:10]] == list(range(10))
    assert len({i // 10 for i in chosen[:10]}) == 3
    assert len(chosen) == 14
    assert all(30 <= i < 38 for i in chosen[10:])
