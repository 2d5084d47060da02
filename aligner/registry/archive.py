"""Unpack a .zip or .tar.gz that may be hostile: plain files only, inside the folder, bounded.

Refused, before anything is written: absolute paths, ``..``, backslashes, drive letters, links,
devices, two entries of one name, too many files, too many bytes. Sizes are counted while
unpacking, so a header that lies does not help. Owners, modes and times are not taken over.
"""

import lzma
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from aligner.errors import InputError, OutputError

SUFFIXES = (".zip", ".tar.gz", ".tgz", ".tar", ".tar.xz", ".tar.bz2")
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError)
_COPY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold at most; ``size`` in bytes, unpacked."""

    files: int = 1000
    size: int = 16 << 30


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    is_folder: bool
    is_plain: bool
    size: int
    open: Callable[[], IO[bytes] | None]


def is_archive(path: Path) -> bool:
    """Return whether the name is one of an archive we unpack."""
    return path.name.lower().endswith(SUFFIXES)


def unpack(archive: Path, folder: Path, limits: Limits | None = None) -> None:
    """Unpack ``archive`` into the empty ``folder``.

    Raises ``InputError`` if it is damaged or holds what a model has no use for, ``OutputError``
    if the disk cannot hold it. What was written by then is left to the caller to remove.
    """
    limits = limits or Limits()
    try:
        with _opened(archive, limits) as members:
            _check(archive, members, limits)
            _check_space(archive, folder, members)
            for member in members:
                _write(archive, folder, member)
    except _DAMAGE as error:
        raise InputError(f"{archive}: damaged, or no .zip or .tar archive: {error}") from error
    except (RuntimeError, NotImplementedError) as error:  # zipfile: encrypted, unknown method
        raise InputError(f"{archive}: cannot be unpacked: {error}") from error
    except FileNotFoundError as error:
        raise InputError(f"{archive}: no such file") from error
    except OSError as error:
        # gzip reports damage as an OSError without a number; those of a disk have one.
        if error.errno is None:
            raise InputError(f"{archive}: damaged: {error}") from error
        raise OutputError(f"{archive}: cannot be unpacked to {folder}: {error}") from error


@contextmanager
def _opened(archive: Path, limits: Limits) -> Iterator[list[_Member]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            yield [_zip_member(zipped, item) for item in zipped.infolist()]
        return
    with tarfile.open(archive) as tar:
        members: list[_Member] = []
        for item in tar:  # One by one: an archive of millions of empty files stops here.
            members.append(_tar_member(tar, item))
            if len(members) > limits.files:
                break
        yield members


def _zip_member(zipped: zipfile.ZipFile, item: zipfile.ZipInfo) -> _Member:
    kind = stat.S_IFMT(item.external_attr >> 16)
    plain = kind in {0, stat.S_IFREG} and not item.is_dir()
    return _Member(item.filename, item.is_dir(), plain, item.file_size, partial(zipped.open, item))


def _tar_member(tar: tarfile.TarFile, item: tarfile.TarInfo) -> _Member:
    # isreg is also true of sparse files, whose size may be anything: not plain.
    plain = item.isreg() and not item.issparse()
    return _Member(item.name, item.isdir(), plain, item.size, partial(tar.extractfile, item))


def _check(archive: Path, members: Sequence[_Member], limits: Limits) -> None:
    if len(members) > limits.files:
        raise InputError(f"{archive}: more than {limits.files} files; not an archive of a model")
    if sum(member.size for member in members) > limits.size:
        raise InputError(f"{archive}: unpacks to more than {limits.size} bytes; refused")
    seen: set[str] = set()
    for member in members:
        _check_member(archive, member)
        key = str(_relative(member)).casefold()
        if key in seen and not member.is_folder:
            raise InputError(f"{archive}: holds {member.name!r} twice; refused")
        seen.add(key)


def _check_member(archive: Path, member: _Member) -> None:
    path = _relative(member)
    outside = path.is_absolute() or ".." in path.parts or not path.parts
    if member.is_folder and not path.parts:
        return
    if outside or any(mark in member.name for mark in ("\\", ":", "\0")):
        raise InputError(f"{archive}: {member.name!r} would land outside the folder; refused")
    if not (member.is_plain or member.is_folder):
        raise InputError(f"{archive}: {member.name!r} is a link or device; refused")


def _relative(member: _Member) -> PurePosixPath:
    return PurePosixPath(member.name)


def _check_space(archive: Path, folder: Path, members: Sequence[_Member]) -> None:
    needed, free = sum(member.size for member in members), shutil.disk_usage(folder).free
    if needed > free:
        raise OutputError(f"{archive}: needs {needed} bytes in {folder}, {free} are free")


def _write(archive: Path, folder: Path, member: _Member) -> None:
    place = folder / _relative(member)
    if member.is_folder:
        place.mkdir(parents=True, exist_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    stream = member.open()
    if stream is None:  # tarfile: not a file after all
        raise InputError(f"{archive}: {member.name!r} cannot be read")
    left = member.size
    with stream, place.open("xb") as target:
        while block := stream.read(_COPY_BYTES):
            left -= len(block)
            if left < 0:
                raise InputError(f"{archive}: {member.name!r} is longer than it says; refused")
            target.write(block)
    if left:
        raise InputError(f"{archive}: {member.name!r} is cut off: {left} bytes are missing")
