"""The progress bar of all commands: on stderr, only if that is a terminal.

``with bar("Translating") as progress`` gives a ``Progress``; in a pipe, or with ``quiet``, it
reports nothing and costs nothing.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aligner.progress import Progress, Silent


class RichProgress:
    """Draws with rich: bar, share, items, time left."""

    def __init__(self, drawing: Any, task: Any) -> None:  # noqa: ANN401 (rich loads late)
        self._drawing = drawing
        self._task = task

    def advance(self, done: int, total: int | None) -> None:
        """Move the bar to ``done`` of ``total``; without a total it only counts."""
        self._drawing.update(self._task, completed=done, total=total)


@contextmanager
def bar(title: str, *, quiet: bool = False, unit: str = "") -> Iterator[Progress]:
    """Give a progress bar on stderr if it is a terminal, else a silent one.

    With a ``unit`` it counts them, too, and says how many a second.
    """
    if quiet or not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Throughput(ProgressColumn):
        def render(self, task: Task) -> Text:
            rate = task.completed / task.elapsed if task.elapsed else 0
            return Text(f"{task.completed:.0f} {unit}, {rate:.0f} a second")

    class TimeLeft(TimeRemainingColumn):
        def render(self, task: Task) -> Text:
            time = super().render(task)  # none where the total is not known
            return Text(f"{time.plain} left", time.style) if time.plain else time

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(text_format_no_percentage=""),
        *((Throughput(),) if unit else ()),
        TimeElapsedColumn(),
        TimeLeft(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawing:
        yield RichProgress(drawing, drawing.add_task(title, total=None))
