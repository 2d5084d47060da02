"""The lexical table: what ships, reading and writing."""

import numpy as np
import pytest

from aligner.alignment.lexicon import Lexicon, Sparse, load_lexicon, save_lexicon, shipped_lexicon
from aligner.alignment.side import read_side
from aligner.alignment.table import tables
from aligner.alignment.units import cutter
from aligner.errors import ModelError


def small():
    forward = Sparse(np.array([0, 1, 3]), np.array([0, 0, 1]), np.array([0.9, 0.1, 0.5]))
    backward = Sparse(np.array([0, 1, 2]), np.array([0, 1]), np.array([0.8, 0.7]))
    share = np.array([0.5, 0.25], np.float32)
    return Lexicon(
        {"水": 0, "火山": 1},
        {"water": 0, "volcano": 1},
        frozenset({"火山"}),
        forward,
        backward,
        share,
        share,
    )


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / "a" / "lexicon.npz"
    save_lexicon(path, small())
    found = load_lexicon(path)
    assert found.zh == small().zh
    assert found.words == {"火山"}
    assert found.forward.column.tolist() == [0, 0, 1]
    # a byte holds a probability to 1/16 of a natural logarithm
    assert np.allclose(found.forward.value, small().forward.value, rtol=0.065)


def test_a_missing_table_is_a_model_error(tmp_path):
    with pytest.raises(ModelError, match="no lexical table"):
        load_lexicon(tmp_path / "none.npz")


def test_another_file_is_a_model_error(tmp_path):
    path = tmp_path / "x.npz"
    path.write_text("not arrays", encoding="utf-8")
    with pytest.raises(ModelError, match="not a lexical table"):
        load_lexicon(path)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("总统", "president"),
        ("地震", "earthquake"),
        ("笑", "laugh"),
        ("亿", "billion"),
        ("妈", "mom"),
    ],
)
def test_the_shipped_table_knows_common_words(zh, en):
    lexicon = load_lexicon(shipped_lexicon())
    one = read_side([zh], cutter("zh", lexicon.words))
    other = read_side([en], cutter("en", lexicon.words))
    found = tables(one, other, lexicon)
    assert found.forward.value.max() > 0.1


def test_the_shipped_files_are_small():
    folder = shipped_lexicon().parent
    # The aligner's table is a third of it, the names and terms of the translator are the rest.
    assert sum(path.stat().st_size for path in folder.iterdir()) < 6_000_000
