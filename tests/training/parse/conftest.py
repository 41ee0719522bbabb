"""A treebank of five invented sentences, an article with names, and vectors of their words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from quotes.training.parse.treebank import Sentence, read_treebank

TREEBANK = Path(__file__).parent / "treebank.conllu"

# An article as the data of names has it: address, empty line, a word and its tags a line.
ARTICLE = """https://news.invalid/1	O

Uganda	B-Organization	B-Location
Water	I-Organization
Board	I-Organization
's	O
head	O
Ann	B-Person
Lee	I-Person
arrived	O
Monday	B-Date
.	O

He	O
didn	O
’	O
t	O
see	O
the	O
Lund	B-Facility	B-Location
Bridge	I-Facility
.	O

Lagos	B-Location
waited	O
.	O
"""


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """Two threads of torch wait for each other on a busy machine, for minutes with such small models."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def sentences() -> list[Sentence]:
    """The treebank's sentences."""
    return read_treebank(TREEBANK)
