import pytest

from aligner.errors import AlignerError
from aligner.scoring.sets import one_line, read_test_set


def make(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, lines in files.items():
        path = folder / name.replace("__", ".")
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_a_folder_gives_source_references_documents_and_its_manifest(tmp_path):
    folder = make(
        tmp_path / "town",
        src__zh=["一", "二"],
        ref_a__en=["one", "two"],
        ref_b__en=["1", "2"],
        docids=["d", "e"],
        manifest__toml=['name = "town news"', 'licence = "CC0-1.0"'],
    )
    found = read_test_set(folder)
    assert (found.name, found.licence) == ("town news", "CC0-1.0")
    assert found.segments.references == (("one", "two"), ("1", "2"))
    assert found.segments.docids == ("d", "e")
    assert found.segments.src == found.src == ("一", "二")


def test_a_bitext_is_a_test_set_with_one_reference(tmp_path):
    path = tmp_path / "town.v2.tsv"
    path.write_text("一\tone\n二\ttwo\n", encoding="utf-8")
    found = read_test_set(path)
    assert (found.name, found.src) == ("town", ("一", "二"))
    assert found.segments.references == (("one", "two"),)


def test_a_limit_is_in_the_name_and_in_the_digest(tmp_path):
    folder = make(tmp_path / "town", src__zh=["一", "二"], ref__en=["one", "two"])
    whole, part = read_test_set(folder), read_test_set(folder, 1)
    assert (part.name, part.src) == ("town[:1]", ("一",))
    assert part.digest != whole.digest
    assert read_test_set(folder, 2).identity == whole.identity


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "no src.zh"),
        ({"ref__en": ["one"]}, "no src.zh"),
        ({"src__zh": ["一"]}, "no ref.en"),
        ({"src__zh": [], "ref__en": []}, "has no segments"),
        ({"src__zh": ["一", "二"], "ref__en": ["one"]}, "src.zh has 2 lines"),
        ({"src__zh": ["一"], "ref__en": ["one"], "docids": ["d", "e"]}, "docids has 2 lines"),
        ({"src__zh": ["一"], "ref1__en": ["one"], "ref2__en": ["1", "2"]}, "ref2.en has 2 lines"),
        ({"src__zh": ["一"], "ref__en": ["one"], "manifest__toml": ["nme = 1"]}, "nme"),
    ],
)
def test_an_incomplete_folder_is_explained(tmp_path, files, words):
    with pytest.raises(AlignerError) as error:
        read_test_set(make(tmp_path / "set", **files))
    assert words in str(error.value)


def test_line_ends_inside_a_segment_become_spaces():
    assert one_line(" a\r\nb\rc\nd ") == "a b c d"
