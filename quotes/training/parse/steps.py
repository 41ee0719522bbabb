"""What each step learns from, how large its model is, and how long it learns.

Sizes are set by speed: all five models together must read 2,000 words a second on one core, and fit in 80 MB.
Every step can be stopped at any time and goes on behind its last checkpoint.
"""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from quotes.training.parse.faster import faster_steps
from quotes.training.parse.loop import Recipe, Run, Task
from quotes.training.parse.prepare import Work

log = logging.getLogger(__name__)

# Words, for the lemmatizer, or else running words of a batch.
_TAGGER_WORDS, _PARSER_WORDS, _NAMES_WORDS, _LEMMA_WORDS = 1_000, 1_000, 1_500, 100

_TOKENIZER = "--max_seqlen 300 --hidden_dim 64 --emb_dim 32 --lr0 0.003"
_TAGGER = (
    "--word_cutoff 4 --hidden_dim 200 --num_layers 2 --char_hidden_dim 100 --char_emb_dim 50 "
    "--word_emb_dim 75 --tag_emb_dim 40 --transformed_dim 125 --deep_biaff_hidden_dim 200 "
    "--composite_deep_biaff_hidden_dim 50 --word_dropout 0.2 --dropout 0.4 --beta2 0.95 "
    "--augment_nopunct 0.08 --share_hid"
)
_PARSER = (
    "--word_cutoff 4 --hidden_dim 256 --num_layers 3 --char_hidden_dim 100 --char_emb_dim 50 "
    "--word_emb_dim 75 --tag_emb_dim 50 --transformed_dim 125 --deep_biaff_hidden_dim 150 "
    "--word_dropout 0.25 --dropout 0.33 --optim adam --beta2 0.95 --augment_nopunct 0.05"
)
_NAMES = (
    "--hidden_dim 200 --char_hidden_dim 80 --char_emb_dim 50 --no_input_transform --emb_finetune_known_only "
    "--optim adam --lr 0.002 --dropout 0.45 --word_dropout 0.05"
)
_LEMMATIZER = (
    "--hidden_dim 100 --emb_dim 40 --pos_dim 40 --dropout 0.3 --emb_dropout 0.2 --pos_dropout 0.2 --lr 0.003"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One model.

    recipe  how long it learns
    needs   steps that must be done before
    make    builds the task out of the prepared files
    """

    recipe: Recipe
    make: Callable[[Work], Task]
    needs: tuple[str, ...] = ()


def _make_tokenizer(kind: str) -> Callable[[Work], Task]:
    def make(work: Work) -> Task:
        from quotes.training.parse.letters import TokensTask

        folder = "tokenize"
        return TokensTask(
            work.file(folder, f"{kind}.txt"),
            work.file(folder, f"{kind}.labels"),
            work.file(folder, "dev.conllu"),
            joined=kind == "surface",
            flags=_TOKENIZER.split(),
        )

    return make


def _make_tagger(work: Work) -> Task:
    from quotes.training.parse.tasks import TaggerTask

    return TaggerTask(
        work.versions("pos", "conllu"), work.file("pos", "invented.conllu"), work.file("pos", "dev.conllu"),
        work.vectors, _TAGGER_WORDS, _TAGGER.split(),
    )  # fmt: skip


def _make_lemmatizer(work: Work) -> Task:
    from quotes.training.parse.letters import LemmasTask

    return LemmasTask(
        work.file("lemma", "train.conllu"),
        work.file("lemma", "dev.conllu"),
        _LEMMA_WORDS,
        _LEMMATIZER.split(),
    )


def _make_parser(work: Work) -> Task:
    from quotes.training.parse.tasks import ParserTask

    files = [*work.versions("depparse", "conllu"), work.file("depparse", "invented-dated.conllu")]
    dev = work.file("depparse", "dev.conllu")
    if not all(path.exists() for path in (*files, dev)):
        _retag(work, files, dev)
    return ParserTask(
        files[:-1],
        files[-1],
        dev,
        work.vectors,
        _PARSER_WORDS,
        _PARSER.split(),
        # The mixed version has every mark; with one version words are counted as often as they come.
        gold=[work.versions("pos", "conllu")[-1], work.file("pos", "invented-dated.conllu")],
    )


def _retag(work: Work, files: list[Path], dev: Path) -> None:
    """Give the parser's data the tags and lemmas of the models that come before it."""
    from quotes.training.parse.retag import load_lemmatizer, load_tagger, retag
    from quotes.training.parse.tasks import load_vectors

    gold = [*work.versions("pos", "conllu"), work.file("pos", "invented-dated.conllu")]
    retag(
        list(zip(gold, files, strict=True)),
        (work.file("pos", "dev.conllu"), dev),
        load_tagger(work.run("pos") / "best.pt", load_vectors(work.vectors)),
        load_lemmatizer(work.run("lemma") / "best.pt"),
    )


def _make_names(work: Work) -> Task:
    from quotes.training.parse.tasks import NamesTask

    return NamesTask(
        work.versions("ner", "json"), None, work.file("ner", "dev.json"), work.vectors, _NAMES_WORDS,
        _NAMES.split(),
    )  # fmt: skip


STEPS: dict[str, Step] = {
    "tokenize": Step(Recipe(steps=4_500, rate=0.003, judge=250, average=0.998), _make_tokenizer("words")),
    "surface": Step(Recipe(steps=4_500, rate=0.003, judge=250, average=0.998), _make_tokenizer("surface")),
    "pos": Step(Recipe(steps=3_000, rate=0.003, judge=300, average=0.998), _make_tagger),
    "lemma": Step(Recipe(steps=4_000, rate=0.003, judge=500, average=0.998), _make_lemmatizer),
    "depparse": Step(Recipe(steps=6_500, rate=0.002, judge=500), _make_parser, needs=("pos", "lemma")),
    "ner": Step(Recipe(steps=4_000, rate=0.003, judge=300, average=0.998), _make_names),
}
# The step that Stanza's own loop does.
SPLITTER = "mwt"
ORDER = ("tokenize", "surface", SPLITTER, "pos", "lemma", "depparse", "ner")


def split_tokens(work: Work) -> None:
    """Train the splitter of multi-word tokens, which takes a minute, with Stanza's own loop."""
    from stanza.models import mwt_expander
    from stanza.utils.datasets.contract_mwt import contract_mwt

    folder = work.run(SPLITTER)
    folder.mkdir(parents=True, exist_ok=True)
    dev, contracted = work.file(SPLITTER, "dev.conllu"), folder / "dev-contracted.conllu"
    contract_mwt(str(dev), str(contracted))
    flags = {
        "train_file": work.file(SPLITTER, "train.conllu"),
        "eval_file": contracted,
        "gold_file": dev,
        "output_file": folder / "dev-split.conllu",
        "save_dir": folder,
        "save_name": "best.pt",
        "lang": "en",
        "shorthand": "en_news",
        "num_epoch": 10,
    }
    mwt_expander.main([part for name, value in flags.items() for part in (f"--{name}", str(value))])


def train(name: str, work: Work, *, seconds: float = float("inf")) -> bool:
    """Train one model, or go on where it was stopped.

    seconds  how long at most; a run that is not done then goes on with the next call

    Gives True when the model is done.
    """
    if name == SPLITTER:
        split_tokens(work)
        return True
    step = STEPS[name]
    random.seed(step.recipe.seed)
    torch.manual_seed(step.recipe.seed)
    task = step.make(work)
    log.info("%s: %.2f million weights", name, sum(map(_count, task.model.parameters())) / 1e6)
    with faster_steps():
        return Run(task, step.recipe, work.run(name)).go(time.time() + seconds)


def _count(weight: torch.nn.Parameter) -> int:
    return weight.numel() if weight.requires_grad else 0
