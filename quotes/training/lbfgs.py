"""A small minimizer of smooth functions of many weights."""

from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Pairs of steps that are remembered.
MEMORY = 10
# It ends when the loss falls by less than this part of itself, or after so many steps.
MIN_GAIN = 1e-6
MAX_STEPS = 120


def minimize(loss: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """Weights with the least loss, by L-BFGS with backtracking (Nocedal and Wright 2006, algorithm 7.5).

    loss  gives the loss at some weights, convex, and its gradient there
    """
    weights = start
    value, slope = loss(weights)
    memory: deque[tuple[Floats, Floats]] = deque(maxlen=MEMORY)
    for _ in range(MAX_STEPS):
        direction = -_scale_slope(slope, memory)
        size = 1.0 if memory else 1.0 / max(1.0, float(np.linalg.norm(slope)))
        descent = float(slope @ direction)
        while True:
            moved = weights + size * direction
            new_value, new_slope = loss(moved)
            if new_value <= value + 1e-4 * size * descent or size < 1e-10:
                break
            size /= 2
        step, change = moved - weights, new_slope - slope
        if float(step @ change) > 1e-12:
            memory.append((step, change))
        gain = value - new_value
        weights, value, slope = moved, new_value, new_slope
        if gain <= MIN_GAIN * abs(value):
            break
    return weights


def _scale_slope(slope: Floats, memory: deque[tuple[Floats, Floats]]) -> Floats:
    """The slope times the inverse curvature that the remembered steps show (two-loop recursion)."""
    result = slope.copy()
    shares = []
    for step, change in reversed(memory):
        share = float(step @ result) / float(step @ change)
        result -= share * change
        shares.append(share)
    if memory:
        step, change = memory[-1]
        result *= float(step @ change) / float(change @ change)
    for (step, change), share in zip(memory, reversed(shares), strict=True):
        result += (share - float(change @ result) / float(step @ change)) * step
    return result
