import hashlib
from dataclasses import replace

import pytest

from aligner.errors import ModelError, RefusedError
from aligner.registry.card import Download
from aligner.registry.pull import Transfer, download
from tests.registry.file_server import BODY

SHA256 = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def transfer(pauses):
    return Transfer(attempts=3, timeout=5.0, wait=pauses.append)


def item(server, **known):
    return Download("model.bin", server.url(), **known)


def test_a_file_comes_whole_with_its_size_and_checksum(server, transfer, tmp_path):
    place = tmp_path / "folder" / "model.bin"
    result = download(item(server), place, transfer)
    assert (result.size, result.sha256) == (len(BODY), SHA256)
    assert place.read_bytes() == BODY
    assert [path.name for path in place.parent.iterdir()] == ["model.bin"]


def test_a_cut_transfer_goes_on_where_it_stopped(server, transfer, pauses, tmp_path):
    server.cut_after = [300_000, 200_000]
    download(item(server, sha256=SHA256), tmp_path / "m", transfer)
    assert server.requests == ["", "bytes=300000-", "bytes=500000-"]
    assert (tmp_path / "m").read_bytes() == BODY
    assert pauses == [1.0, 2.0]


def test_the_next_run_goes_on_where_the_last_one_stopped(server, transfer, tmp_path):
    server.cut_after = [100, 100, 100]
    with pytest.raises(ModelError, match=r"cut off after 300 of 1024000 bytes \(tried 3 times\)"):
        download(item(server), tmp_path / "m", transfer)
    assert not (tmp_path / "m").exists()
    download(item(server), tmp_path / "m", transfer)
    assert server.requests[-1] == "bytes=300-"
    assert (tmp_path / "m").read_bytes() == BODY


def test_a_file_that_changed_in_between_is_not_spliced(server, transfer, tmp_path):
    server.cut_after = [1000, 1000, 1000]
    with pytest.raises(ModelError):
        download(item(server), tmp_path / "m", transfer)
    server.body, server.tag = BODY[::-1], '"v2"'
    download(item(server), tmp_path / "m", transfer)
    assert (tmp_path / "m").read_bytes() == BODY[::-1]


@pytest.mark.parametrize(("tag", "ranges"), [("", True), ('W/"v1"', True), ('"v1"', False)])
def test_without_a_firm_version_the_file_starts_again(server, transfer, tmp_path, tag, ranges):
    server.tag, server.ranges, server.cut_after = tag, ranges, [1000]
    download(item(server), tmp_path / "m", transfer)
    assert (tmp_path / "m").read_bytes() == BODY


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ({"sha256": "0" * 64}, f"its SHA-256 is {SHA256} instead of {'0' * 64}"),
        ({"size": len(BODY) + 1}, "1024000 bytes came instead of 1024001"),
        ({"size": len(BODY) - 1}, "sends more than the expected 1023999 bytes"),
    ],
)
def test_what_is_not_the_expected_file_is_thrown_away(server, transfer, tmp_path, known, message):
    with pytest.raises(ModelError, match=message):
        download(item(server, **known), tmp_path / "m", transfer)
    assert not list(tmp_path.iterdir())
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_missing_file_is_not_asked_for_again(server, transfer, pauses, tmp_path, status):
    server.statuses = [status]
    with pytest.raises(ModelError, match=f"answered {status} .*card may be out of date"):
        download(item(server), tmp_path / "m", transfer)
    assert pauses == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_busy_server_is_asked_again(server, transfer, tmp_path, status):
    server.statuses = [status, status]
    download(item(server), tmp_path / "m", transfer)
    assert len(server.requests) == 3


def test_a_partial_file_longer_than_the_file_starts_again(server, transfer, tmp_path):
    server.cut_after = [5000] * 3
    with pytest.raises(ModelError):
        download(item(server), tmp_path / "m", transfer)
    server.statuses = [416]
    download(item(server), tmp_path / "m", transfer)
    assert server.requests[-1] == ""


@pytest.mark.parametrize(
    "url",
    ["http://example.org/a", "ftp://example.org/a", "file:///etc/passwd", "https:///a", "a.bin"],
)
def test_only_https_is_asked(url, transfer, tmp_path):
    with pytest.raises(RefusedError, match="only https"):
        download(Download("a", url), tmp_path / "a", transfer)


@pytest.mark.parametrize("target", ["http://example.org/a", "file:///etc/passwd", "ftp://e.org/a"])
def test_a_redirect_to_anything_but_https_is_refused(server, transfer, tmp_path, target):
    server.redirect = target
    with pytest.raises(RefusedError, match=f"[Rr]edirect.* {target}|'{target}'"):
        download(item(server), tmp_path / "m", transfer)
    assert not (tmp_path / "m").exists()


def test_https_never_becomes_http_even_on_this_machine():
    from urllib.request import Request

    from aligner.registry.pull import _SafeRedirects

    with pytest.raises(RefusedError, match="redirected to plain"):
        _SafeRedirects().redirect_request(
            Request("https://example.org/a"), None, 302, "Found", {}, "http://127.0.0.1/a"
        )


def test_nobody_there_is_one_clear_error(server, transfer, tmp_path):
    url = server.url()
    server.server_close()
    server.socket.close()
    with pytest.raises(ModelError, match=r"no connection: .*\(tried 3 times\)"):
        download(replace(item(server), url=url), tmp_path / "m", transfer)


def test_what_is_there_and_right_is_not_asked_for(server, transfer, tmp_path):
    (tmp_path / "m").write_bytes(BODY)
    download(item(server, sha256=SHA256), tmp_path / "m", transfer)
    assert server.requests == []


def test_progress_ends_with_all_bytes(server, transfer, tmp_path):
    calls = []

    class Seen:
        def advance(self, done, total):
            calls.append((done, total))

    download(item(server), tmp_path / "m", transfer, Seen())
    assert calls[-1] == (len(BODY), len(BODY))
    assert calls == sorted(calls)
