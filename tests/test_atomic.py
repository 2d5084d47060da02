import os
import threading

import pytest

from aligner.atomic import check_writable, torn, writing
from aligner.errors import OutputError, RefusedError


def written(path, text="new\n", **options):
    with writing(path, **options) as stream:
        stream.write(text)


def test_a_link_stays_one_and_the_file_it_leads_to_is_replaced(tmp_path):
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old\n")
    link.symlink_to("target.txt")
    written(link, force=True)
    assert link.is_symlink()
    assert target.read_text() == "new\n"
    assert sorted(tmp_path.iterdir()) == [link, target]


def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    written(pipe)
    reader.join()
    assert read == ["new\n"]
    assert pipe.is_fifo()


def test_a_name_of_the_greatest_length_is_written(tmp_path):
    path = tmp_path / ("新" * 82 + ".tsv.gz")
    written(path)
    assert path.read_text() == "new\n"


@pytest.mark.parametrize("name", ["a" * 256, "file/x/y"])
def test_a_path_that_cannot_be_is_refused_before_the_work(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(tmp_path / name, force=False)


def test_what_is_there_stays_without_force_and_after_an_error(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    with pytest.raises(RefusedError):
        written(path)

    def interrupted():
        with writing(path, force=True) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["a.txt", "[新闻]*.txt", "新" * 80 + ".tsv"])
def test_what_a_killed_writer_left_is_found_and_nothing_else_is(tmp_path, name):
    path = tmp_path / name
    with writing(path.with_name(f"{name}2")), writing(path) as stream:
        left = list(torn(path))
        assert [str(each) for each in left] == [stream.name]
    assert list(torn(path)) == []
    assert list(torn(tmp_path / "nowhere" / "a.txt")) == []
