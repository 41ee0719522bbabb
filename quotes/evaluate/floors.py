"""Floors under scores: figures that may not get worse unnoticed.

A file of floors (TOML) has a table for each set of data:

    [articles]
    sha256 = "..."                 # of the data (`hash_data`): floors mean nothing for other data

    [articles.floors]
    "found" = 0.93                 # names as `figures()` of the scores gives them
    "full f1" = 0.70

Lowering one is a visible line in a diff.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from quotes.errors import DataError

# Scores are means of a few hundred whole numbers; less than this is rounding of the floor as it is written.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class FloorSet:
    """Floors for one set of data; `sha256` is the hash of the data they were measured on."""

    name: str
    sha256: str
    floors: Mapping[str, float]


def hash_data(paths: Iterable[Path]) -> str:
    """SHA-256 of the names and contents of some files, in order of their names.

    Raises DataError when there are none or one cannot be read.
    """
    digest = hashlib.sha256()
    files = sorted(paths, key=lambda path: path.name)
    if not files:
        raise DataError("no data to hash")
    for path in files:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error}") from error
        digest.update(f"{path.name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def read_floors(path: Path) -> dict[str, FloorSet]:
    """Read a file of floors; raises DataError when it is something else."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            name: FloorSet(
                name, str(table["sha256"]), {key: float(floor) for key, floor in table["floors"].items()}
            )
            for name, table in raw.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} is no file of floors: {error!r}") from error


def check_floors(floor_set: FloorSet, figures: Mapping[str, float], sha256: str) -> tuple[str, ...]:
    """What is below its floor, one plain sentence each; () when all is well.

    figures  every figure that was measured, by name
    sha256   hash of the data that they were measured on

    A floor for a figure that was not measured, or for other data, counts as not held.
    """
    problems = []
    if sha256 != floor_set.sha256:
        problems.append(
            f"{floor_set.name}: the data has changed (SHA-256 {sha256}, the floors are for "
            f"{floor_set.sha256}): measure again and write new floors"
        )
    for name, floor in floor_set.floors.items():
        if name not in figures:
            problems.append(f"{floor_set.name}: {name!r} was not measured")
        elif figures[name] < floor - TOLERANCE:
            problems.append(f"{floor_set.name}: {name} is {figures[name]:.4f}, its floor is {floor:.4f}")
    return tuple(problems)
