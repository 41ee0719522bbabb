"""Every target, for a moment: what its seeds are, and what becomes of them when some bytes change."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import NAMES
from tests.fuzz.targets import TARGETS

# Inputs for each target; the slow ones get fewer.
EXAMPLES = dict.fromkeys(NAMES, 100) | {"page": 40, "pdf": 40, "analysis": 40, "store": 15}


def test_every_target_has_a_name_on_the_command_line() -> None:
    assert tuple(TARGETS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_seeds(name: str) -> None:
    for raw in TARGETS[name].seeds():
        TARGETS[name].run(raw)


@pytest.mark.parametrize("name", NAMES)
def test_changed_seeds_and_noise(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=EXAMPLES[name], deadline=None)
    @given(st.binary(max_size=300) | st.sampled_from(target.seeds()), st.randoms(use_true_random=False))
    def run(raw: bytes, chance: random.Random) -> None:
        target.run(change(raw, chance))

    run()


def change(raw: bytes, chance: random.Random) -> bytes:
    """Some stretches dropped, doubled, moved, or other bytes."""
    for _ in range(chance.randrange(4)):
        start = chance.randrange(len(raw) + 1)
        end = min(len(raw), start + chance.choice((1, 2, 8, 100)))
        stretch = raw[start:end]
        put = chance.choice((b"", stretch * 2, stretch[::-1], chance.randbytes(2), b"\xff", b"\n", b'"'))
        raw = raw[:start] + put + raw[end:]
    return raw
