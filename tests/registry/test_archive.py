import io
import stat
import tarfile
import zipfile

import pytest

from aligner.errors import InputError, OutputError
from aligner.registry.archive import Limits, is_archive, unpack


def make_tar(path, *members):
    with tarfile.open(path, "w:gz") as tar:
        for name, content, kind in members:
            item = tarfile.TarInfo(name)
            item.type, item.size = kind, len(content) if kind == tarfile.REGTYPE else 0
            item.linkname = "/etc/passwd" if kind in {tarfile.SYMTYPE, tarfile.LNKTYPE} else ""
            tar.addfile(item, io.BytesIO(content) if item.size else None)
    return path


def make_zip(path, *members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content, mode in members:
            item = zipfile.ZipInfo(name)
            item.external_attr = mode << 16
            item.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(item, content)
    return path


FILE, LINK, HARD, DEVICE, FOLDER = (
    tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE,
)  # fmt: skip


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "outer" / "place"
    folder.mkdir(parents=True)
    return folder


def test_files_and_folders_come_out_of_both_kinds(tmp_path, place):
    tar = make_tar(tmp_path / "a.tar.gz", ("m", b"", FOLDER), ("m/a", b"xy", FILE))
    zipped = make_zip(tmp_path / "a.zip", ("z/", b"", stat.S_IFDIR), ("z/b/c", b"uv", 0o100644))
    unpack(tar, place)
    unpack(zipped, place)
    assert (place / "m/a").read_bytes() == b"xy"
    assert (place / "z/b/c").read_bytes() == b"uv"


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("../evil", FILE, "outside the folder"),
        ("a/../../evil", FILE, "outside the folder"),
        ("/etc/evil", FILE, "outside the folder"),
        ("a\\..\\evil", FILE, "outside the folder"),
        ("c:evil", FILE, "outside the folder"),
        ("link", LINK, "a link or device"),
        ("hard", HARD, "a link or device"),
        ("device", DEVICE, "a link or device"),
    ],
)
def test_a_hostile_tar_is_refused_before_anything_is_written(tmp_path, place, name, kind, message):
    tar = make_tar(tmp_path / "a.tar.gz", ("good", b"x", FILE), (name, b"x", kind))
    with pytest.raises(InputError, match=message):
        unpack(tar, place)
    assert not list(place.iterdir())
    assert [path.name for path in place.parent.iterdir()] == ["place"]


@pytest.mark.parametrize(
    ("name", "mode", "message"),
    [
        ("../evil", 0, "outside the folder"),
        ("/evil", 0, "outside the folder"),
        ("link", stat.S_IFLNK | 0o777, "a link or device"),
    ],
)
def test_a_hostile_zip_is_refused_before_anything_is_written(tmp_path, place, name, mode, message):
    zipped = make_zip(tmp_path / "a.zip", ("good", b"x", 0), (name, b"/etc/passwd", mode))
    with pytest.raises(InputError, match=message):
        unpack(zipped, place)
    assert not list(place.iterdir())


def test_two_entries_of_one_name_are_refused(tmp_path, place):
    tar = make_tar(tmp_path / "a.tar", ("a", b"x", FILE), ("A", b"y", FILE))
    with pytest.raises(InputError, match="twice"):
        unpack(tar, place)


@pytest.mark.parametrize("limits", [Limits(files=1), Limits(size=50)])
def test_too_much_is_refused(tmp_path, place, limits):
    members = [(name, b"0" * 40, 0) for name in "ab"]
    with pytest.raises(InputError, match="more than"):
        unpack(make_zip(tmp_path / "a.zip", *members), place, limits)
    tar = make_tar(tmp_path / "a.tar.gz", *((n, c, FILE) for n, c, _ in members))
    with pytest.raises(InputError, match="more than"):
        unpack(tar, place, limits)
    assert not list(place.iterdir())


def test_what_the_disk_cannot_hold_is_refused(tmp_path, place, monkeypatch):
    from collections import namedtuple

    usage = namedtuple("usage", "free")
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(10))
    with pytest.raises(OutputError, match="10 are free"):
        unpack(make_zip(tmp_path / "a.zip", ("a", b"0" * 40, 0)), place)


@pytest.mark.parametrize("cut", [0, 1, 40, 60])
def test_a_damaged_archive_is_an_input_error(tmp_path, place, cut):
    content = bytes(range(256)) * 40
    for path in (
        make_zip(tmp_path / "a.zip", ("a", content, 0)),
        make_tar(tmp_path / "a.tar.gz", ("a", content, FILE)),
    ):
        path.write_bytes(path.read_bytes()[:cut])
        with pytest.raises(InputError, match="damaged"):
            unpack(path, place)


def test_a_damaged_member_is_an_input_error(tmp_path, place):
    path = make_zip(tmp_path / "a.zip", ("a", bytes(range(256)) * 40, 0))
    content = bytearray(path.read_bytes())
    content[40:60] = b"\xff" * 20
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        unpack(path, place)


def test_names_tell_archives():
    from pathlib import Path

    assert is_archive(Path("a.TAR.GZ"))
    assert not is_archive(Path("model.bin"))
