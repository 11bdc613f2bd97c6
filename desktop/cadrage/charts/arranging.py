"""Where the circles of a network stand: near what they meet, none on another, the same each time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Box = tuple[float, float]
_ROUNDS = 220
_PUSHES = 400


def arranged(
    boxes: Sequence[Box], edges: Sequence[tuple[int, int, int]], sheet: Box, seed: int
) -> tuple[float, list[tuple[float, float]]]:
    """The height that is needed, and the middle of each box; the sheet's width is kept, its height may grow.

    Springs after Fruchterman and Reingold (1991), Software: Practice and Experience 21(11), equations for attraction
    d²/k and repulsion k²/d, from a circle turned by the seed; then boxes that touch are pushed apart.
    """
    import numpy as np

    width, height = sheet
    places = _springs(np, len(boxes), edges, seed)
    places = _fitted(np, places, boxes, width, height)
    for _attempt in range(12):
        places, clear = _apart(np, places, np.asarray(boxes, dtype=float), width, height)
        if clear:
            break
        height *= 1.15
        places[:, 1] *= 1.15
    return height, [(float(x), float(y)) for x, y in places]


def _springs(np: Any, count: int, edges: Sequence[tuple[int, int, int]], seed: int) -> Any:
    drawn = np.random.default_rng(seed)
    angles = 2 * math.pi * (np.arange(count) + drawn.random()) / count
    places = np.column_stack([np.cos(angles), np.sin(angles)]) + drawn.normal(0, 0.01, (count, 2))
    strengths = np.zeros((count, count))
    most = max((each[2] for each in edges), default=1)
    for one, other, meetings in edges:
        strengths[one, other] = strengths[other, one] = 0.25 + 0.75 * math.sqrt(meetings / most)
    ideal = 2 / math.sqrt(max(count, 1))
    for turn in range(_ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-4)
        force = ideal**2 / distance**2 - strengths * distance / ideal
        # Unconnected parts are held together.
        moves = (apart * force[:, :, None]).sum(axis=1) - places * 0.35
        length = np.maximum(np.sqrt((moves**2).sum(axis=1, keepdims=True)), 1e-9)
        places = places + moves / length * np.minimum(length, 0.12 * (1 - turn / _ROUNDS))
    return places


def _fitted(np: Any, places: Any, boxes: Sequence[Box], width: float, height: float) -> Any:
    """Spread over the sheet, the longer side along the longer."""
    spread = np.ptp(places, axis=0)
    if (spread[0] < spread[1]) != (width < height):
        places = places[:, ::-1]
    low, spread = places.min(axis=0), np.maximum(np.ptp(places, axis=0), 1e-9)
    half = np.asarray([max(box[0] for box in boxes), max(box[1] for box in boxes)]) / 2
    room = np.maximum(np.asarray([width, height]) - 2 * half, 1.0)
    if len(places) == 1:
        return np.asarray([[width / 2, height / 2]])
    return half + (places - low) / spread * room


def _apart(np: Any, places: Any, boxes: Any, width: float, height: float) -> tuple[Any, bool]:
    """Pairs that touch step aside along the shorter way; whether none is left."""
    half = boxes / 2
    least = half[:, None, :] + half[None, :, :]
    same = np.eye(len(places), dtype=bool)
    for _turn in range(_PUSHES):
        apart = places[:, None, :] - places[None, :, :]
        over = least - np.abs(apart)
        hit = (over > 1e-6).all(axis=2) & ~same
        if not hit.any():
            return places, True
        sideways = over[:, :, 0] * 0.6 < over[:, :, 1]
        order = np.sign(np.subtract.outer(np.arange(len(places)), np.arange(len(places))))
        signs = np.where(apart == 0, order[:, :, None], np.sign(apart))
        push = np.zeros_like(apart)
        push[:, :, 0] = np.where(hit & sideways, over[:, :, 0] * signs[:, :, 0], 0)
        push[:, :, 1] = np.where(hit & ~sideways, over[:, :, 1] * signs[:, :, 1], 0)
        places = places + push.sum(axis=1) * 0.35
        places = np.minimum(np.maximum(places, half), np.asarray([width, height]) - half)
    return places, False
