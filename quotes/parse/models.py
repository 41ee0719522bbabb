"""Model files: which ones a package of Stanza models needs, whether they are whole, and getting Stanza's own.

A folder of models is laid out as Stanza lays it out: `resources.json` beside `en/<processor>/<name>.pt`.
Nothing here imports stanza or torch but `get_models`, which downloads.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from quotes.errors import ModelError

log = logging.getLogger(__name__)

LANGUAGE = "en"
RESOURCES = "resources.json"

# What a parse is made of, in Stanza's order. "mwt" (splitting multi-word tokens) is loaded where the package
# has it: the bundled package "words" needs none.
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
OPTIONAL_PROCESSORS = ("mwt",)

# Packages to take when the settings name none, best first. "words" is the bundled one; "default" is the
# name of the main package of every folder that Stanza itself fills.
PREFERRED_PACKAGES = ("words", "default")

# Key in resources.json by which a folder says which Stanza it was made for ("1.15"). Stanza's own files
# have none; the bundled one has.
STANZA_VERSION = "stanza_version"

_GIT_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_POINTER = "pointer"
_REINSTALL = "install the program again, or name another folder with --models"
_GET = "get Stanza's own models with: quotes models get"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of weights. `checksums` are the MD5 sums that it may have, () where none is known."""

    path: Path
    checksums: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Models:
    """A package of models that was found whole.

    processors  name of each processor with the name of its model, in the order they run
    digest      8 hexadecimal digits that change when any of the files does
    """

    folder: Path
    package: str
    processors: tuple[tuple[str, str], ...]
    files: tuple[ModelFile, ...]
    digest: str

    @property
    def parser_name(self) -> str:
        """What a parser that loads them is called in the provenance; known without loading them."""
        return f"stanza {version('stanza')}, models {self.package} {self.digest}"


def check_models(folder: Path, package: str = "") -> Models:
    """Find every file that a package needs and check that each is there and whole.

    Reads each file once in a process (0.1 s for the bundled 51 MB), because a damaged one would otherwise
    fail somewhere inside Stanza, or worse, not fail.

    folder   holds `resources.json`
    package  name in it; "" for the best of the folder

    Raises ModelError that names the file and says what to do: no folder of models, no such package, a file
    that is missing, empty, cut off or changed, models for another version of Stanza.
    """
    resources = _read_resources(folder)
    _check_version(folder, resources)
    english: dict[str, Any] = resources[LANGUAGE]
    package = package or _choose_package(folder, english)
    processors = _list_processors(folder, english, package)
    files = tuple(_list_files(folder, english, processors))
    for file in files:
        _check_file(file)
    digest = hashlib.sha256("".join(c for file in files for c in file.checksums[:1]).encode()).hexdigest()[:8]
    return Models(folder, package, processors, files, digest)


def get_models(folder: Path) -> Models:
    """Download Stanza's official English package into a folder (some 600 MB) and check it.

    Only the processors that are needed are fetched, and files that are there and whole are kept.

    Raises ModelError when the folder cannot be written or the files cannot be fetched.
    """
    import stanza

    # A name of one of the project's own files would be overwritten by Stanza's.
    if STANZA_VERSION in _read_json(folder / RESOURCES):
        raise ModelError(folder, "these are the bundled models", remedy="name another, empty folder")
    log.info("downloading Stanza's English models to %s", folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stanza.download(
            LANGUAGE,
            model_dir=str(folder),
            package="default",
            processors=",".join(PROCESSORS),
            logging_level="ERROR",
        )
    # The download ends in one of many libraries' own errors, of which some derive from Exception only.
    except Exception as error:
        raise ModelError(
            folder,
            f"Stanza's models could not be downloaded ({_first_line(error)})",
            remedy="check the network connection, the free space and the right to write to the folder; "
            "the bundled models need no download",
        ) from error
    return check_models(folder)


def _read_json(path: Path) -> dict[str, Any]:
    """A JSON object in a file; empty when there is none."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _read_resources(folder: Path) -> dict[str, Any]:
    path = folder / RESOURCES
    if not folder.is_dir():
        raise ModelError(folder, "there is no such folder", remedy=f"check the name, or {_GET}")
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            folder, f"no folder of Stanza models, {RESOURCES} is missing", remedy=f"check the name, or {_GET}"
        ) from error
    except (OSError, ValueError) as error:
        raise ModelError(path, f"damaged ({_first_line(error)})", remedy=_REINSTALL) from error
    if not isinstance(raw, dict) or not isinstance(raw.get(LANGUAGE), dict):
        raise ModelError(path, "lists no English models", remedy=_GET)
    return raw


def _check_version(folder: Path, resources: dict[str, Any]) -> None:
    wanted = resources.get(STANZA_VERSION)
    if not isinstance(wanted, str):
        return
    try:
        installed = version("stanza")
    except PackageNotFoundError as error:
        raise ModelError(
            folder,
            "Stanza is not installed, which reads these models",
            remedy=f"pip install 'stanza=={wanted}.*'",
        ) from error
    if installed.split(".")[:2] != wanted.split(".")[:2]:
        raise ModelError(
            folder,
            f"made for Stanza {wanted}, and Stanza {installed} is installed",
            remedy=f"pip install 'stanza=={wanted}.*', or name another folder with --models",
        )


def _choose_package(folder: Path, english: dict[str, Any]) -> str:
    packages = english.get("packages", {})
    for package in PREFERRED_PACKAGES:
        if package in packages:
            return package
    raise ModelError(
        folder / RESOURCES,
        f"has neither of the packages {' and '.join(PREFERRED_PACKAGES)}",
        remedy=f"name one of its packages in the settings ({', '.join(packages) or 'it has none'})",
    )


def _list_processors(folder: Path, english: dict[str, Any], package: str) -> tuple[tuple[str, str], ...]:
    packages = english.get("packages", {})
    if package not in packages:
        raise ModelError(
            folder / RESOURCES, f"has no package {package!r}", remedy=f"use one of {', '.join(packages)}"
        )
    offered = packages[package]
    missing = [name for name in PROCESSORS if name not in offered and name not in OPTIONAL_PROCESSORS]
    if missing:
        raise ModelError(
            folder / RESOURCES,
            f"package {package!r} has no model for {', '.join(missing)}",
            remedy="use a package that has all of " + ", ".join(PROCESSORS),
        )
    return tuple((name, offered[name]) for name in PROCESSORS if name in offered)


def _list_files(
    folder: Path, english: dict[str, Any], processors: tuple[tuple[str, str], ...]
) -> Iterator[ModelFile]:
    """Files of the processors, then of what these depend on (vectors, character models), each once."""
    wanted = list(processors)
    for name, model in wanted:  # grows while it is read: dependencies may have their own
        try:
            entry = english[name][model]
            wanted += [
                pair
                for dependency in entry.get("dependencies", ())
                if (pair := (dependency["model"], dependency["package"])) not in wanted
            ]
        except (KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                folder / RESOURCES, f"does not describe the model {name}/{model}", remedy=_REINSTALL
            ) from error
        sums = tuple(entry[key] for key in ("md5", "alternate_md5") if entry.get(key))
        yield ModelFile(folder / LANGUAGE / name / f"{model}.pt", sums)


def _check_file(file: ModelFile) -> None:
    try:
        state = file.path.stat()
        checksum = _read_checksum(file.path, state.st_size, state.st_mtime_ns)
    except FileNotFoundError as error:
        raise ModelError(file.path, "the file is missing", remedy=_REINSTALL) from error
    except OSError as error:
        raise ModelError(
            file.path, f"cannot be read ({error.strerror})", remedy="check its permissions and the disk"
        ) from error
    if checksum == _POINTER:
        raise ModelError(
            file.path, "only a pointer of Git LFS, not the file itself", remedy="run: git lfs pull"
        )
    if not checksum:
        raise ModelError(file.path, "the file is empty", remedy=_REINSTALL)
    if file.checksums and checksum not in file.checksums:
        raise ModelError(
            file.path,
            f"damaged or changed (MD5 {checksum} instead of {file.checksums[0]})",
            remedy=_REINSTALL,
        )


@lru_cache(maxsize=64)
def _read_checksum(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 - parts of the key
    """MD5 sum of a file, "" for an empty one, _POINTER for one that only says where the file is.

    One command asks for it when it looks whether an article is analyzed, and again when it loads the models.

    size, changed  bytes, and time of the last change in nanoseconds: a file that changed is read again
    """
    raw = path.read_bytes()
    if raw.startswith(_GIT_LFS_POINTER):
        return _POINTER
    return hashlib.md5(raw, usedforsecurity=False).hexdigest() if raw else ""


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
