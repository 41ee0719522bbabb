"""Two wordings compared: what the one is to the other does not depend on which comes first."""

from quotes.alike.compare import compare_wordings
from quotes.records import Relation


def test_either_may_come_first() -> None:
    # One is as far from the other in two ways: `rapidfuzz` took another one when they changed places.
    one = "we will not plant 500 600 trees bushes along we old canal if council agrees next spring"
    other = "we will not plant 500 600 trees we along the old canal if council agrees next spring"
    found, turned = compare_wordings(one, other), compare_wordings(other, one)
    assert found
    assert turned
    assert found.relation is turned.relation is Relation.ALTERED
    assert (found.score, found.changes) == (turned.score, turned.changes)
