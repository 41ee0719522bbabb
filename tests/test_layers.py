"""The arrows between the parts run one way, and looking things up loads no parser."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "quotes"

# Only these parts may import these libraries.
OWNERS = {
    "stanza": {"parse", "training"},
    "torch": {"parse", "training", "extract.learned"},
    "tokenizers": {"extract.learned"},
    "safetensors": {"extract.learned", "training"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "jinja2": {"reports"},
    "markupsafe": {"reports"},
    "typer": {"cli"},
    "rich": {"cli"},
    "trafilatura": {"ingest"},
    "charset_normalizer": {"ingest"},
    "lxml": {"ingest"},
    "ftfy": {"ingest"},
    "docx": {"ingest"},
    "pypdf": {"ingest"},
    "py3langid": {"ingest"},
    "markdown_it": {"ingest"},
    "httpcore2": {"ingest"},
    "protego": {"ingest"},
    "feedparser": {"ingest"},
    "warcio": {"ingest"},
    "idna": {"ingest"},
}

# What each part may import of the project, itself apart. Values every stage passes on come first.
VALUES = {"errors", "model", "document"}
ALLOWED = {
    "errors": set(),
    "model": {"errors"},
    "document": {"errors", "model"},
    "records": VALUES,
    "settings": {"errors"},
    "quotation_marks": VALUES,
    "places": VALUES,
    "lexicon": {"errors"},
    "alike": VALUES | {"lexicon", "records"},
    "verify": VALUES | {"records", "alike", "quotation_marks"},
    "addresses": set(),
    "fetched": {"model"},
    "ingest": VALUES | {"", "addresses", "fetched", "lexicon"},
    "parse": VALUES | {"settings"},
    "extract": VALUES | {"lexicon", "quotation_marks", "places"},
    "extract.learned": VALUES | {"lexicon", "quotation_marks", "places", "extract"},
    "resolve": VALUES | {"lexicon", "quotation_marks", "places"},
    "audit": VALUES | {"records", "lexicon", "quotation_marks", "places", "resolve", "alike"},
    "evaluate": VALUES,
    "pipeline": VALUES | {"", "parse", "extract", "resolve", "audit"},
    "store": VALUES
    | {"addresses", "fetched", "quotation_marks", "records", "resolve", "alike", "audit", "verify"},
    "statements": VALUES,
    "reports": VALUES | {"", "addresses", "records", "audit", "export"},
    "export": VALUES | {"", "addresses", "records", "verify"},
    "workers": VALUES | {"settings", "parse", "extract", "audit", "pipeline"},
    "jobs": VALUES
    | {"settings", "ingest", "audit", "parse", "extract", "pipeline", "store", "evaluate", "workers"},
    "training": VALUES | {"settings", "ingest", "parse", "extract", "evaluate"},
    "cli": VALUES
    | {
        "",
        "settings",
        "records",
        "alike",
        "verify",
        "ingest",
        "parse",
        "audit",
        "statements",
        "jobs",
        "store",
        "reports",
        "export",
        "evaluate",
    },
}


def modules() -> Iterator[tuple[Path, str]]:
    """Every module with the part of the project that it belongs to."""
    for path in sorted(PACKAGE.rglob("*.py")):
        folders = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        # a part of a part that may do more than the rest of it
        owned = next((part for part in ALLOWED if "." in part and folders.startswith(f"{part}.")), None)
        part = owned or folders.partition(".")[0]
        if part != "__init__":
            yield path, part


def imports(path: Path) -> Iterator[str]:
    """Full names of everything that a module imports, for types alone left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped.update(child for statement in node.body for child in ast.walk(statement))
        elif node in skipped:
            continue
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "quotes":
                yield from (
                    f"quotes.{alias.name}" if (PACKAGE / alias.name).exists() else "quotes"
                    for alias in node.names
                )
            else:
                yield node.module or ""


@pytest.mark.parametrize(
    ("path", "part"), [pytest.param(*row, id=str(row[0].relative_to(PACKAGE))) for row in modules()]
)
def test_a_module_imports_only_what_its_layer_may(path: Path, part: str) -> None:
    assert part in ALLOWED, f"say in ALLOWED what {part} may import"
    for name in imports(path):
        top, *rest = name.split(".")
        assert part in OWNERS.get(top, {part}), f"{part} imports {name}; only {OWNERS[top]} may"
        if top == "quotes":
            target = rest[0] if rest else ""
            assert target == part or target in ALLOWED[part], f"{part} imports quotes.{target}"


def test_every_owner_exists() -> None:
    parts = {part for _, part in modules()}
    assert set(ALLOWED) <= parts
    assert {owner for owners in OWNERS.values() for owner in owners} <= parts


@pytest.mark.parametrize(
    "command", ["--help", "speakers --help", "ingest --help", "audit --explain all", "verify words"]
)
def test_a_command_that_parses_nothing_loads_no_parser(command: str) -> None:
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['quotes', *{command.split()!r}]\n"
        "from quotes.cli import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'stanza', 'trafilatura', 'httpcore2', 'feedparser', 'warcio'}\n"
        "loaded = heavy & set(sys.modules)\n"
        "sys.exit(f'loaded {loaded}' if loaded else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
