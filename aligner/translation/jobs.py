"""What a run reads and where each result goes, settled before any work starts.

Rules: one input and no ``-o`` goes to standard output; several inputs, or a folder, go beside
their sources as ``article.en.html`` (``article.zh-en.html`` if bilingual); ``-o`` names a file for
one input and otherwise a folder that mirrors the tree. Results of an earlier run are not taken for
articles when a folder is read.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.atomic import check_no_input, check_writable
from aligner.errors import AlignerError, InputError, OutputError, UsageError
from aligner.paths import CLOSED, closed_folders, exists, is_file, is_folder

ARTICLE_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"})
STDIN_NAME = "-"

_OUTPUT_TAGS = (".en", ".zh-en")


@dataclass(frozen=True, slots=True)
class Naming:
    """How an output is called: language tag put before the suffix, and the suffix if it changes."""

    tag: str = "en"
    suffix: str = ""

    def beside(self, source: Path) -> Path:
        """Return ``article.en.html`` for ``article.html``."""
        return source.with_name(f"{source.stem}.{self.tag}{self.suffix or source.suffix}")

    def mirrored(self, relative: Path) -> Path:
        """Return the name in a mirrored tree: the same, but for a suffix that changes."""
        return relative.with_suffix(self.suffix) if self.suffix else relative


@dataclass(frozen=True, slots=True)
class Job:
    """One input (``None``: standard input) and its output (``None``: standard output)."""

    source: Path | None
    output: Path | None

    @property
    def name(self) -> str:
        """What messages call the input."""
        return "standard input" if self.source is None else str(self.source)

    @property
    def lasts(self) -> bool:
        """Whether the output is a file that can be read again, no stream, device or pipe."""
        return self.output is not None and (is_file(self.output) or not exists(self.output))


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a run, inputs that cannot be read, and the folder that holds the outputs."""

    jobs: tuple[Job, ...]
    failures: tuple[AlignerError, ...]
    root: Path | None

    @property
    def many(self) -> bool:
        """Whether more than one input was named or found."""
        return len(self.jobs) + len(self.failures) > 1


def plan_jobs(inputs: Sequence[str], output: str | None, naming: Naming) -> Plan:
    """Return the jobs for the inputs named on the command line.

    A missing input among others is a failure of its own; if nothing is left, its error is raised.
    Raises ``UsageError`` when one output would be written twice or over an input.
    """
    if not inputs or list(inputs) == [STDIN_NAME]:
        target = None if output in {None, STDIN_NAME} else Path(str(output))
        job = Job(None, target)
        return Plan((job,), (), target.parent if target and job.lasts else None)
    if STDIN_NAME in inputs:
        raise UsageError("- (standard input) cannot be mixed with files")
    if output == STDIN_NAME and len(inputs) > 1:
        raise UsageError("-o - takes one input; name a folder for several")
    found: list[tuple[Path, Path]] = []
    failures: list[AlignerError] = []
    for name in inputs:
        closed = closed_folders(Path(name))
        failures += [InputError(f"{path}: {CLOSED}") for path in closed]
        try:
            found += [] if Path(name) in closed else _expand(Path(name), output)
        except InputError as error:
            failures.append(error)
    if not found:
        raise failures[0]
    folder = len(inputs) > 1 or is_folder(Path(inputs[0]))
    plan = _with_outputs(found, output, naming, folder=folder)
    _refuse_clashes(plan)
    return Plan(plan, tuple(failures), _root(plan, output, several=len(inputs) > 1, folder=folder))


def check_outputs(jobs: Sequence[Job], *, glossary: Path | None = None, force: bool) -> None:
    """Raise the error that writing would, before the work: exists already, no rights, no folder.

    ``UsageError`` for the glossary as an output.
    """
    for job in jobs:
        if job.output is not None:
            check_no_input([job.output], [] if glossary is None else [glossary])
            if job.lasts:
                _check_parents(job.output)
            check_writable(job.output, force=force)


def _check_parents(path: Path) -> None:
    """Find the nearest folder that exists and see that the missing ones can be made in it."""
    parent = path.parent
    while not exists(parent) and parent != parent.parent:
        parent = parent.parent
    if not is_folder(parent):
        raise OutputError(f"{parent}: is not a directory; choose another output path")
    if not os.access(parent, os.W_OK):
        raise OutputError(f"{parent}: no permission to write here; choose another output path")


def _expand(path: Path, output: str | None) -> list[tuple[Path, Path]]:
    """Return the articles of an input, each with its path relative to the input."""
    if path.is_file() or path.is_fifo() or path.is_char_device():
        return [(path, Path(path.name))]
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    out = Path(output).absolute() if output else None
    articles = [(found, found.relative_to(path)) for found in _articles(path, out)]
    if not articles:
        known = " ".join(sorted(ARTICLE_SUFFIXES))
        raise InputError(f"{path}: no articles in this folder (looked for {known})")
    return articles


def _articles(folder: Path, out: Path | None) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        ours = path.stem.endswith(_OUTPUT_TAGS)
        inside = (
            out is not None and out != folder.absolute() and path.absolute().is_relative_to(out)
        )
        known = path.suffix.lower() in ARTICLE_SUFFIXES
        if known and is_file(path) and not (hidden or ours or inside):
            yield path


def _with_outputs(
    found: Sequence[tuple[Path, Path]], output: str | None, naming: Naming, *, folder: bool
) -> tuple[Job, ...]:
    if output == STDIN_NAME or (output is None and not folder):
        return (Job(found[0][0], None),)
    if output is None:
        return tuple(Job(source, naming.beside(source)) for source, _ in found)
    root = Path(output)
    if folder or is_folder(root) or output.endswith(("/", os.sep)):
        if is_file(root):
            raise OutputError(f"{root}: is a file; several inputs need a folder after -o")
        return tuple(Job(source, root / naming.mirrored(relative)) for source, relative in found)
    return (Job(found[0][0], root),)


def _refuse_clashes(jobs: Sequence[Job]) -> None:
    sources = {job.source.resolve(): job for job in jobs if job.source is not None}
    taken: dict[Path, Job] = {}
    for job in jobs:
        if job.output is None:
            continue
        place = job.output.resolve()
        if place in sources:
            raise UsageError(f"{job.output}: is an input as well; choose another output with -o")
        if place in taken:
            raise UsageError(
                f"{job.output}: would be written twice, for {taken[place].name} and {job.name}; "
                "translate them in two runs"
            )
        taken[place] = job


def _root(jobs: Sequence[Job], output: str | None, *, several: bool, folder: bool) -> Path | None:
    """Return where the journal of a run lies; of several inputs it is beside the first output.

    A device or pipe has none: there is nothing to go on with, and its folder is not ours.

    What they have in common may be the root of the disk, where nobody may write.
    """
    parents = [str(job.output.absolute().parent) for job in jobs if job.output and job.lasts]
    if not parents:
        return None
    if output and folder:
        return Path(output)
    return Path(parents[0] if several else os.path.commonpath(parents))
