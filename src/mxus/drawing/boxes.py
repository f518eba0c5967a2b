"""Boxes on a page, with lines between them: pushed apart, and moved to where fewer lines run behind them.

What :mod:`mxus.drawing.network_layout` is made of, and nothing in it knows of networks. What we leave out: boxes that
turn, and lines that bend around them.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

__all__ = ["Boxes", "Floats"]

Floats: TypeAlias = npt.NDArray[np.float64]

Truths: TypeAlias = npt.NDArray[np.bool_]

_PUSHES: Final = 120
"""Rounds in which boxes are pushed apart before the page is made higher."""

_MOVES: Final = 6
"""Rounds in which each box is tried in other places."""

_GRID: Final = (22, 18)
"""Places tried for a box, across and down the page."""

_BEHIND, _ACROSS, _FAR = 12.0, 5.0, 1.5
"""What a line behind a box, a line across a line, and a distance off by its whole weigh against each other."""


@attrs.frozen
class Boxes:
    """Boxes of given sizes, which lines lead between which, and how far apart they are wanted.

    Parameters
    ----------
    sizes : array of shape (n, 2)
        Width and height of each.
    lines : array of shape (m, 2)
        Indices of the two boxes of each line.
    wanted : array of shape (n, n)
        Distances, in any unit.
    width : float
        Of the page.
    gap : float
        How much of the sizes is the distance to be kept from other boxes, behind which lines may run.
    """

    sizes: Floats
    lines: npt.NDArray[np.intp]
    wanted: Floats
    width: float
    gap: float

    def apart(self, centres: Floats) -> Floats:
        """Return the places with boxes pushed apart until none overlap; the page gets higher where it must."""
        half = self.sizes / 2
        reach = half[:, None] + half[None]
        itself = np.eye(len(half), dtype=bool)
        centres = centres.copy()
        while True:
            for _ in range(_PUSHES):
                np.clip(centres[:, 0], half[:, 0], self.width - half[:, 0], out=centres[:, 0])
                difference = centres[:, None] - centres[None]
                over = reach - np.abs(difference)
                meet = _meet(over) & ~itself
                if not meet.any():
                    return centres
                sideways = over[..., 0] < over[..., 1]
                push = np.stack([over[..., 0] * (meet & sideways), over[..., 1] * (meet & ~sideways)], axis=2)
                centres += (push * np.where(difference >= 0, 1.0, -1.0)).sum(axis=1) * 0.3
            centres[:, 1] *= 1.1

    def untangled(self, centres: Floats) -> Floats:
        """Return the places with each box where fewest lines run behind boxes or across each other."""
        half, centres = self.sizes / 2, centres.copy()
        high = float((centres + half)[:, 1].max())
        # How long a wanted distance of 1 is on this page.
        scale = float(_lengths(centres[:, None] - centres[None]).sum()) / max(float(self.wanted.sum()), 1.0)
        grid = np.stack(np.meshgrid(*(np.arange(n, dtype=np.float64) / (n - 1) for n in _GRID)), axis=2).reshape(-1, 2)
        order = np.argsort(np.bincount(self.lines.ravel(), minlength=len(centres)), kind="stable")
        for _ in range(_MOVES):
            moved = False
            for box in map(int, order):
                room = np.maximum(np.array([self.width, high]) - self.sizes[box], 0.0)
                tried: Floats = np.vstack([centres[box], half[box] + grid * room])
                others = np.arange(len(centres)) != box
                over = (half[box] + half[others])[None] - np.abs(tried[:, None] - centres[others][None])
                tried = tried[_meet(over).sum(axis=1) == 0]
                cost = self._cost(box, tried, centres, scale)
                best = int(np.argmin(cost))
                if cost[best] < cost[0] - 1e-6:
                    centres[box] = tried[best]
                    moved = True
            if not moved:
                break
        return centres

    def _cost(self, box: int, tried: Floats, centres: Floats, scale: float) -> Floats:
        """Return what is wrong with each place for a box, the others staying where they are."""
        half, others = np.maximum(self.sizes / 2 - self.gap / 2, 1.0), np.flatnonzero(np.arange(len(centres)) != box)
        own = (self.lines == box).sum(axis=1) > 0
        ends = self.lines[own].sum(axis=1) - box
        a, b = centres[self.lines[~own, 0]], centres[self.lines[~own, 1]]
        here, there = tried[:, None, None], centres[ends][None, :, None]
        # Lines of others behind this box; its own behind the others, but for the box that a line leads to.
        behind = _through(a[None], b[None], tried[:, None], half[box]).sum(axis=1)
        through = _through(here, there, centres[None, None, others], half[None, None, others])
        through &= others[None, None] != ends[None, :, None]
        crossed = _cross(here, there, a[None, None], b[None, None]).sum(axis=(1, 2))
        wanted = self.wanted[box, others] * scale
        off = (_lengths(tried[:, None] - centres[others][None]) / wanted - 1) ** 2
        cost: Floats = _BEHIND * (behind + through.sum(axis=(1, 2))) + _ACROSS * crossed + _FAR * off.mean(axis=1)
        return cost


def _lengths(ways: Floats) -> Floats:
    lengths: Floats = np.hypot(ways[..., 0], ways[..., 1])
    return lengths


def _meet(over: Floats) -> Truths:
    """Whether boxes overlap, by more than rounding, both across and down."""
    meet: Truths = (over[..., 0] > 1e-6) & (over[..., 1] > 1e-6)
    return meet


def _through(a: Floats, b: Floats, centre: Floats, half: Floats) -> Truths:
    """Whether the lines from a to b run through boxes."""
    # One direction at a time: reductions over an axis of two cost numpy more than all the rest.
    (in_across, out_across), (in_down, out_down) = (
        _within(a[..., axis], b[..., axis], centre[..., axis], half[..., axis]) for axis in (0, 1)
    )
    enters, leaves = np.maximum(in_across, in_down), np.minimum(out_across, out_down)
    through: Truths = (enters < leaves) & (enters < 1) & (leaves > 0)
    return through


def _within(a: Floats, b: Floats, centre: Floats, half: Floats) -> tuple[Floats, Floats]:
    """Return at which shares of the way from a to b it is within a distance of centres, in one direction."""
    way = np.where(np.abs(b - a) < 1e-9, 1e-9, b - a)
    first, second = (centre - half - a) / way, (centre + half - a) / way
    return np.minimum(first, second), np.maximum(first, second)


def _cross(a: Floats, b: Floats, c: Floats, d: Floats) -> Truths:
    """Whether the lines from a to b cross those from c to d; lines that share an end do not."""
    crossed: Truths = (_side(a, b, c) * _side(a, b, d) < -1e-6) & (_side(c, d, a) * _side(c, d, b) < -1e-6)
    return crossed


def _side(p: Floats, q: Floats, r: Floats) -> Floats:
    """Return on which side of the line from p to q a place is, by its sign."""
    to, other = q - p, r - p
    side: Floats = to[..., 0] * other[..., 1] - to[..., 1] * other[..., 0]
    return side
