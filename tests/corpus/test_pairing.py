"""Names that documents get when folders are paired by what they say."""

import shutil
from pathlib import Path

from aligner.alignment.documents import pair_by_list
from aligner.corpus.pairing import pair_documents

NEWS = Path(__file__).parents[2] / "corpora" / "news"


def folders(root, placed):
    for lang in ("zh", "en"):
        for name, place in placed.items():
            target = root / lang / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(NEWS / lang / f"{name}.txt", target)
    return root / "zh", root / "en"


def names(found):
    return [pair.doc_id for pair in found.pairing.pairs]


def test_a_document_keeps_its_name_when_others_come_before_it(tmp_path):
    zh, en = folders(tmp_path, {"quake": "2025/01.txt"})
    alone = names(pair_documents(zh, en))
    folders(tmp_path, {"summit": "2024/01.txt"})
    assert alone == ["2025/01"]
    assert names(pair_documents(zh, en)) == ["2024/01", "2025/01"]


def test_names_are_the_same_by_name_and_by_content(tmp_path):
    zh, en = folders(tmp_path, {"quake": "2025/01.zh.txt", "summit": "2024/01.zh.txt"})
    by_name, by_content = (pair_documents(zh, en, by=by) for by in ("name", "content"))
    assert names(by_name) == names(by_content)


def test_a_table_names_files_whose_names_no_table_can_hold(tmp_path):
    zh, en = folders(tmp_path, {"quake": "a.txt"})
    odd = zh / b"\xb5\xd8\xd5\xf0\t1.txt".decode("utf-8", "surrogateescape")
    (zh / "a.txt").rename(odd)
    table = tmp_path / "pairs.tsv"
    table.write_text("\\\\xb5\\\\xd8\\\\xd5\\\\xf0\\t1.txt\ta.txt\n", encoding="utf-8")
    (pair,) = pair_by_list(table, zh, en).pairs
    assert pair.src == odd
