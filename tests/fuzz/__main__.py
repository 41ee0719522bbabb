# ruff: noqa: T201 - a script that prints
"""Fuzz one way in, or all of them in turn: python -m tests.fuzz [TARGET] [--seconds N]   (make fuzz)

Inputs are changed by libFuzzer, which follows what they reach in the code (atheris; the extra `fuzz`). One
that brings out an error that is not the project's own, or takes longer than 30 seconds, is written to
build/fuzz/TARGET/, named by its hash, and ends the run with status 1. `--again FILE` runs one input. What was
reached stays in build/fuzz/TARGET/corpus, and the next run goes on from there.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT

NAMES = ("page", "records", "feed", "warc", "pdf", "marks", "search", "analysis", "store")
DEFAULT_SECONDS = 600
SLOWEST = 30  # seconds that one input may take
MOST_BYTES = 20_000
MOST_MEGABYTES = 4_000  # of memory; what lxml and SQLite hold counts too
FOLLOWED = ["quotes", "feedparser", "warcio", "htmldate", "markdown_it", "pypdf"]
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def main() -> int:
    """Run what was asked for; 1 when something was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", nargs="?", choices=NAMES, help="one of them; all in turn without it")
    parser.add_argument("--seconds", type=int, default=DEFAULT_SECONDS, help="for all that is run together")
    parser.add_argument("--again", type=Path, metavar="FILE", help="run this one input, and nothing else")
    parser.add_argument("--in-process", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.again:
        if not given.target:
            parser.error("which target is the input for?")
        from tests.fuzz.targets import TARGETS

        TARGETS[given.target].run(given.again.read_bytes())
        return 0
    if given.in_process:
        fuzz_here(given.target, given.seconds)
    names = [given.target] if given.target else NAMES
    found = [name for name in names if not fuzz(name, given.seconds // len(names))]
    return 1 if found else 0


def fuzz(name: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own and print what came of it; True when nothing was found."""
    folder = ROOT / "build" / "fuzz" / name
    before = set(folder.glob("*-*"))
    begin = time.monotonic()
    command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(seconds), "--in-process"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    log = folder / "log.txt"
    folder.mkdir(parents=True, exist_ok=True)
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    runs = _RUNS.search(done.stdout + done.stderr)
    count = f"{int(runs[1]):,} inputs" if runs else "stopped"
    bad = sorted(set(folder.glob("*-*")) - before)
    print(f"{name:10} {time.monotonic() - begin:5.0f} s  {count}", flush=True)
    for path in bad:
        print(f"  found: {path} (python -m tests.fuzz {name} --again FILE; {log.relative_to(ROOT)})")
    if not bad and done.returncode:
        print(f"  failed with status {done.returncode}: see {log}")
    return not bad and done.returncode == 0


def fuzz_here(name: str, seconds: int) -> None:
    """Run atheris in this process; never returns."""
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed: pip install '.[fuzz]'")
    with atheris.instrument_imports(include=FOLLOWED, enable_loader_override=False):
        import feedparser  # noqa: F401 - imported here so that what is reached in it is seen
        import htmldate  # noqa: F401
        import pypdf  # noqa: F401
        import warcio  # noqa: F401

        from tests.fuzz.targets import TARGETS

        target = TARGETS[name]
        for raw in target.seeds():  # what is imported late must be followed too
            target.run(raw)
    folder = ROOT / "build" / "fuzz" / name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for raw in target.seeds():
        (corpus / hashlib.sha1(raw, usedforsecurity=False).hexdigest()).write_bytes(raw)
    options = [
        f"-max_total_time={seconds}",
        f"-artifact_prefix={folder}/",
        f"-timeout={SLOWEST}",
        f"-report_slow_units={SLOWEST}",
        f"-max_len={MOST_BYTES}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
