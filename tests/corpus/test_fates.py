"""What is left out of dev and test because train would give it away."""

import json

from aligner.bitext import SegmentPair
from aligner.corpus.build import build
from aligner.corpus.recipe import Bitext, Clean, CorpusRecipe
from aligner.corpus.shingles import squeeze
from aligner.corpus.split import PARTS, SplitOptions
from aligner.formats.base import read_bitext, write_bitext

PHRASES = (
    "The council will discuss the plan tomorrow.",
    "Tomorrow a plan is on the table of the council.",
    "This plan comes before the councillors on the next day.",
)


def corpus(tmp_path):
    """Forty documents; some say the same Chinese sentence in other English, all say a short one."""
    pairs = []
    for number in range(40):
        doc = f"doc-{number}"
        own = f"第{number}号渔船昨天返回了{'东西南北'[number % 4]}面的港口。"
        pairs.append(SegmentPair(own, f"Fishing boat {number} came home last night.", doc_id=doc))
        pairs.append(SegmentPair("议会明天将讨论这项计划。", PHRASES[number % 3], doc_id=doc))
        pairs.append(SegmentPair("是的。", f"Yes, {number} of them.", doc_id=doc))
    write_bitext(tmp_path / "a.jsonl", pairs)
    recipe = CorpusRecipe(
        bitext=(Bitext(str(tmp_path / "a.jsonl")),),
        clean=Clean(skip=("lexical", "complete", "numbers", "ratio"), near=1.0),
        split=SplitOptions(0.25, 0.25),
    )
    return build(recipe, tmp_path / "corpus"), tmp_path / "corpus"


def test_no_side_of_one_part_stands_in_another(tmp_path):
    _, folder = corpus(tmp_path)
    sides = {}
    for part in PARTS:
        pairs = list(read_bitext(folder / f"{part}.tsv"))
        assert pairs
        texts = [squeeze(text) for pair in pairs for text in (pair.src, pair.tgt)]
        sides[part] = {text for text in texts if len(text) >= 8}
    assert not sides["train"] & sides["test"]
    assert not sides["train"] & sides["dev"]
    assert not sides["dev"] & sides["test"]


def test_what_is_left_out_is_rejected_and_counted(tmp_path):
    built, folder = corpus(tmp_path)
    stages = dict(built.stages)
    reasons = [
        json.loads(line)["filter"]
        for line in (folder / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    left_out = stages["pairs of dev and test in train"]
    assert left_out == reasons.count("in-train") > 0
    parts = sum(file.count for file in built.files[:3])
    assert parts == stages["pairs after deduplication"] - left_out
    assert parts + len(reasons) == stages["pairs aligned or read"] == 120
