"""What the roles of paragraphs say: headline, byline, subheading, boilerplate, body.

A bead does not mix a subheading or a boilerplate line with body text, and boilerplate is likely to
have no counterpart. A text with roles is news, which is translated more freely than the books that
the weights were trained on: desks leave sentences out and add their own, and seldom merge them.
The amounts are set by hand: gold with roles is too small to train on.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.alignment.dp import Lattice
from aligner.document import Article, Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MIXED = 4.0
"""Log-odds against a bead for each change of role inside it."""
UNLIKE = 1.5
"""Log-odds against a bead whose two sides are of different roles."""
PAIRED = 2.5
"""Log-odds against boilerplate as a translation: each outlet prints its own."""
LEFT_OUT = 0.75
"""Log-odds for leaving any sentence of news without counterpart."""
MERGED = 0.5
"""Log-odds against a bead of news of more than one sentence a side."""
_HEADINGS = frozenset({Role.HEADLINE, Role.SUBHEADING})
"""Alike: where a page begins with its section, the headline is the second heading."""
TITLED = 1.5
"""Log-odds for a headline as the translation of a heading, however freely it is put."""
INTERRUPTING = frozenset({Role.BOILERPLATE, Role.CAPTION})
"""What interrupts a text wherever the page wants it to."""
STRAY = {Role.BOILERPLATE: 1.5, Role.CAPTION: 2.5, Role.SUBHEADING: 0.5, Role.BYLINE: 1.0}
"""Log-odds for leaving such a sentence without counterpart."""


def mind_roles(grid: Lattice, src: Article, tgt: Article) -> Lattice:
    """Return the lattice with the evidence of the roles; the same where all is body text."""
    import numpy as np

    roles = _roles(src), _roles(tgt)
    if all(role is Role.BODY for side in roles for role in side):
        return grid
    changes = [np.concatenate([[0, 0], np.cumsum(_changes(side))]) for side in roles]
    number = {role: -1 if role in _HEADINGS else at for at, role in enumerate(Role)}
    codes = [np.array([number[role] for role in side] + [0]) for side in roles]
    boilerplate = number[Role.BOILERPLATE]
    titles = [np.array([role is Role.HEADLINE for role in side] + [False]) for side in roles]
    band = grid.band
    rows, columns = band.rows(), band.columns()
    beads = grid.beads.copy()
    for kind, (x, y) in enumerate(grid.types):
        inside = changes[0][np.minimum(rows + x, band.n)] - changes[0][np.minimum(rows + 1, band.n)]
        inside = inside + (
            changes[1][np.minimum(columns + y, band.m)]
            - changes[1][np.minimum(columns + 1, band.m)]
        )
        unlike = codes[0][rows] != codes[1][columns]
        stray = (codes[0][rows] == boilerplate) | (codes[1][columns] == boilerplate)
        titled = ~unlike & (titles[0][rows] | titles[1][columns])
        beads[:, kind] += TITLED * titled
        beads[:, kind] -= MIXED * inside + UNLIKE * unlike + PAIRED * stray + MERGED * (x + y > 2)
    src_gap, src_open = _gaps(roles[0], grid.src_gap, grid.src_open)
    tgt_gap, tgt_open = _gaps(roles[1], grid.tgt_gap, grid.tgt_open)
    return replace(
        grid, beads=beads, src_gap=src_gap, tgt_gap=tgt_gap, src_open=src_open, tgt_open=tgt_open
    )


def _gaps(roles: list[Role], gap: Floats, opening: Floats) -> tuple[Floats, Floats]:
    """Return what a gap costs by the sentence, and what its first sentence costs more.

    Lines between the paragraphs, an advertisement say, interrupt a text and not its translation:
    nothing is opened there, and what is left out behind one opens a gap of its own. Else a sentence
    between two of them would be cheaper left out than paired.
    """
    import numpy as np

    free = np.array([role in INTERRUPTING for role in roles])
    after = np.append([False], free[:-1]) & ~free
    left_out = gap + [LEFT_OUT + STRAY.get(role, 0.0) for role in roles]
    return left_out + opening * after, np.where(free | after, 0.0, opening)


def _roles(article: Article) -> list[Role]:
    return [paragraph.role for paragraph in article.paragraphs for _ in paragraph.sentences]


def _changes(roles: list[Role]) -> NDArray[np.int64]:
    """Return 1 for each sentence after the first whose role is not that of the one before."""
    import numpy as np

    return np.array([int(a is not b) for a, b in itertools.pairwise(roles)], np.int64)
