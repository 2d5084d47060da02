"""How far a run is: from finished pieces to finished texts, and from windows to the whole."""

from aligner.progress import Progress


class Ticks:
    """Turns finished pieces of a window into finished texts, for a smooth progress bar."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        self._progress, self._total = progress, total
        self._before = self._texts = self._done = 0
        self._pieces = 1

    def window(self, texts: int, pieces: int) -> None:
        """Begin a window of so many texts and pieces."""
        self._texts, self._pieces, self._done = texts, max(1, pieces), 0

    def pieces(self, count: int) -> None:
        """Count pieces as done; those decoded again do not move it past the window."""
        self._done = min(self._pieces, self._done + count)
        done = self._before + self._texts * self._done // self._pieces
        self._progress.advance(done, self._total)

    def window_done(self) -> None:
        """End the window."""
        self._before += self._texts
        self._texts = 0
        self._progress.advance(self._before, self._total)


class Share:
    """The progress of one window as a share of a longer job, both in the job's unit."""

    def __init__(self, progress: Progress, before: int, size: int, total: int | None) -> None:
        self._progress, self._before, self._size, self._total = progress, before, size, total

    def advance(self, done: int, total: int | None) -> None:
        """Report ``done`` of ``total`` as so much of the window."""
        share = self._size * done // total if total else 0
        self._progress.advance(self._before + share, self._total)
