"""Download a file of a model: the only code of the project that opens the network.

https only, also after redirects (plain http is for a server on this machine). A broken transfer
goes on where it stopped, if the server says that the file is still the same one. Size and SHA-256
are verified before the file gets its name. Does not unpack or install; ``install.py`` does.
"""

import http.client
import ipaddress
import json
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aligner import __version__
from aligner.errors import ModelError, OutputError, RefusedError
from aligner.progress import Progress, Silent
from aligner.registry.card import Download, file_sha256

_BLOCK_BYTES = 1 << 18
_MAX_BYTES = 16 << 30
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Transfer:
    """How stubbornly; ``wait`` sleeps between attempts, for pauses doubling from one second."""

    attempts: int = 5
    timeout: float = 30.0
    wait: Callable[[float], None] = field(default=time.sleep)


@dataclass(frozen=True, slots=True)
class _Partial:
    """The bytes of a transfer so far and, beside them, which version of the file they are of."""

    path: Path

    @property
    def tag_path(self) -> Path:
        return self.path.with_name(self.path.name + ".tag")

    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def tag(self, url: str) -> str:
        """Return the validator the server gave for these bytes; empty: start again."""
        try:
            known = json.loads(self.tag_path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        matches = isinstance(known, dict) and known.get("url") == url and self.size() > 0
        return str(known.get("tag", "")) if matches else ""

    def start(self, url: str, tag: str) -> None:
        self.path.unlink(missing_ok=True)
        self.tag_path.write_text(json.dumps({"url": url, "tag": tag}), encoding="utf-8")

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.tag_path.unlink(missing_ok=True)


class _BrokenTransferError(Exception):
    """The transfer stopped; trying again may help."""


def download(
    item: Download,
    place: Path,
    transfer: Transfer | None = None,
    progress: Progress | None = None,
) -> Download:
    """Download one file to ``place`` and return it with the size and SHA-256 of what came.

    Nothing is at ``place`` unless size and checksum are those of ``item``, where it has them.
    Raises ``ModelError`` that says what the server said.
    """
    transfer, progress = transfer or Transfer(), progress or Silent()
    _check_url(item.url, item.url)
    if place.is_file() and item.sha256 is not None and file_sha256(place) == item.sha256:
        return replace(item, size=place.stat().st_size)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = _Partial(place.with_name(place.name + ".part"))
    for attempt in range(transfer.attempts):
        try:
            _fetch(item, part, transfer.timeout, progress)
            break
        except _BrokenTransferError as error:
            if attempt + 1 == transfer.attempts:
                raise ModelError(
                    f"{item.url}: {error} (tried {transfer.attempts} times); "
                    "run the same command again to go on where it stopped"
                ) from error
            transfer.wait(2.0**attempt)
    return _accept(item, part, place)


def _accept(item: Download, part: _Partial, place: Path) -> Download:
    size, checksum = part.size(), file_sha256(part.path)
    wrong = ""
    if item.size is not None and size != item.size:
        wrong = f"{size} bytes came instead of {item.size}"
    elif item.sha256 is not None and checksum != item.sha256:
        wrong = f"its SHA-256 is {checksum} instead of {item.sha256}"
    if wrong:
        part.discard()
        raise ModelError(
            f"{item.url}: not the file that was expected: {wrong}; nothing was installed. The "
            "publisher changed it, or something on the way did"
        )
    part.path.replace(place)
    part.discard()
    return replace(item, size=size, sha256=checksum)


def _fetch(item: Download, part: _Partial, timeout: float, progress: Progress) -> None:
    """Bring the partial file to its full length, or raise."""
    tag = part.tag(item.url)
    headers = {"User-Agent": f"aligner/{__version__}", "Accept-Encoding": "identity"}
    if tag:
        headers |= {"Range": f"bytes={part.size()}-", "If-Range": tag}
    try:
        request = urllib.request.Request(item.url, headers=headers)
        with _opener().open(request, timeout=timeout) as response:
            _receive(response, item, part, progress)
    except urllib.error.HTTPError as error:
        _explain_status(error, item, part)
    except urllib.error.URLError as error:
        raise _BrokenTransferError(f"no connection: {error.reason}") from error
    except (http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise _BrokenTransferError(f"the transfer broke: {error!r}") from error


def _explain_status(error: urllib.error.HTTPError, item: Download, part: _Partial) -> None:
    with error:
        status = f"{error.code} {error.reason}"
        if error.code == 416:  # The partial file is longer than the file: not of this version.
            part.discard()
            raise _BrokenTransferError(status) from error
        if 300 <= error.code < 400:  # urllib's own limits: other schemes, loops
            raise RefusedError(f"{item.url}: {status}; refused") from error
        if error.code in _TRY_AGAIN:
            raise _BrokenTransferError(status) from error
        raise ModelError(
            f"{item.url}: the server answered {status}; the card may be out of date"
        ) from error


def _receive(response: Any, item: Download, part: _Partial, progress: Progress) -> None:  # noqa: ANN401
    resumed = response.status == 206 and _resumes_at(response) == part.size()
    if response.status == 206 and not resumed:
        part.discard()
        raise _BrokenTransferError("the server sent another part than asked for")
    if not resumed:
        part.start(item.url, _validator(response))
    length = response.headers.get("Content-Length")
    done = part.size()
    total = done + int(length) if length and length.isdigit() else None
    _check_room(item, part, total)
    with part.path.open("ab") as stream:
        while block := _read_block(response):
            stream.write(block)
            done += len(block)
            _check_room(item, part, done, written=True)
            progress.advance(done, total or item.size)
    if total is not None and done < total:
        raise _BrokenTransferError(f"cut off after {done} of {total} bytes")


def _read_block(response: Any) -> bytes:  # noqa: ANN401
    try:
        return bytes(response.read(_BLOCK_BYTES))
    except OSError as error:  # Of the connection, TLS included: those of the disk are elsewhere.
        raise _BrokenTransferError(f"the transfer broke: {error!r}") from error


def _resumes_at(response: Any) -> int:  # noqa: ANN401
    unit, _, span = (response.headers.get("Content-Range") or "").partition(" ")
    first = span.partition("-")[0]
    return int(first) if unit == "bytes" and first.isdigit() else -1


def _validator(response: Any) -> str:  # noqa: ANN401
    """Return what identifies this version of the file; weak tags cannot resume (RFC 9110)."""
    tag = response.headers.get("ETag") or ""
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified") or ""


def _check_room(item: Download, part: _Partial, size: int | None, *, written: bool = False) -> None:
    limit = item.size if item.size is not None else _MAX_BYTES
    if size is not None and size > limit:
        part.discard()
        raise ModelError(f"{item.url}: sends more than the expected {limit} bytes; refused")
    if not written and size is not None:
        free = shutil.disk_usage(part.path.parent).free
        if size - part.size() > free:
            raise OutputError(f"{part.path.parent}: {size} bytes needed, {free} are free")


def _check_url(url: str, asked: str) -> None:
    """Allow https, and http to this very machine; anything else is refused."""
    parts = urllib.parse.urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return
    if parts.scheme == "http" and _is_loopback(host):
        return
    where = "" if url == asked else f" (redirected to {url})"
    raise RefusedError(f"{asked}: only https is downloaded{where}; refused")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects within the rules of ``_check_url``, and from https to https only."""

    def redirect_request(self, req: Any, *rest: Any) -> Any:  # noqa: ANN401 (as inherited)
        """Check the new address before anything is sent to it."""
        new_url = str(rest[-1])
        _check_url(new_url, req.full_url)
        if req.full_url.startswith("https:") and not new_url.startswith("https:"):
            raise RefusedError(f"{req.full_url}: redirected to plain {new_url}; refused")
        return super().redirect_request(req, *rest)


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_SafeRedirects)
