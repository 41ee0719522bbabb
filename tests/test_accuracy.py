"""The accuracy gate: what the whole program finds, against hand-made gold and the floors under it.

The two articles come with the project. The other sets lie in the folder that QUOTES_EVAL_DATA names.
"""

import os
from pathlib import Path

import pytest

from quotes.evaluate import find_broken_floors, load_gold
from quotes.jobs import evaluate_gold
from quotes.settings import Settings
from tests.conftest import FIXTURES

FLOORS = FIXTURES / "floors.toml"
EVAL_DATA = os.environ.get("QUOTES_EVAL_DATA", "")

pytestmark = pytest.mark.models


@pytest.mark.parametrize(
    "folder", ["", "worldwide/dev", "polnear/dev"], ids=["articles", "worldwide", "polnear"]
)
def test_no_figure_is_below_its_floor(folder: str) -> None:
    if folder and not EVAL_DATA:
        pytest.skip("QUOTES_EVAL_DATA does not name a folder with evaluation data")
    gold = load_gold(Path(EVAL_DATA, folder) if folder else FIXTURES)
    evaluation = evaluate_gold(gold, Settings())
    assert find_broken_floors(gold, evaluation, FLOORS) == (), evaluation.tables()
