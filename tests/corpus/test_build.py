"""The whole pipeline on the sample corpus with names shuffled, and killed in the middle."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aligner.atomic import hold
from aligner.corpus.build import BuildOptions, build
from aligner.corpus.pairing import pair_by_content
from aligner.corpus.recipe import Bitext, CorpusRecipe, Documents, Output, read_corpus_recipe
from aligner.corpus.split import SplitOptions
from aligner.errors import InputError, RefusedError, UsageError
from aligner.execution.local import Local
from aligner.settings import settings_toml
from tests.execution.deadly import Killing, Stumbling

NEWS = Path(__file__).parents[2] / "corpora" / "news"
NAMES = sorted(path.stem for path in (NEWS / "zh").glob("*.txt"))
ZH_ONLY, EN_ONLY = "quake", "dengue"


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory):
    """File names that say nothing; one document a side without counterpart, one there twice."""
    root = tmp_path_factory.mktemp("news")
    for lang, missing, step in (("zh", EN_ONLY, 5), ("en", ZH_ONLY, 9)):
        (root / lang).mkdir()
        for number, name in enumerate(NAMES):
            if name != missing:
                target = root / lang / f"{number * step % len(NAMES):02}.txt"
                shutil.copy(NEWS / lang / f"{name}.txt", target)
    shutil.copy(root / "zh" / "00.txt", root / "zh" / "copy.txt")
    return root


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Three documents, and the corpus of them."""
    root = tmp_path_factory.mktemp("few")
    for lang in ("zh", "en"):
        (root / lang).mkdir()
        for name in NAMES[:3]:
            shutil.copy(NEWS / lang / f"{name}.txt", root / lang)
    build(recipe_for(root, 1), root / "corpus")
    return root


def recipe_for(root, shard=4):
    return CorpusRecipe(
        documents=Documents(str(root / "zh"), str(root / "en"), licence="CC0-1.0"),
        split=SplitOptions(0.2, 0.2),
        output=Output("news", shard_documents=shard),
    )


def content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def built(shuffled, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "corpus"
    result = build(recipe_for(shuffled), folder)
    assert result.lost == ()
    return folder, result


def test_every_document_finds_its_counterpart_by_content(shuffled):
    found = pair_by_content(
        sorted((shuffled / "zh").iterdir()), sorted((shuffled / "en").iterdir())
    )
    text = {
        (lang, (NEWS / lang / f"{name}.txt").read_bytes()): name
        for name in NAMES
        for lang in ("zh", "en")
    }
    pairs = [
        (text["zh", pair.src.read_bytes()], text["en", pair.tgt.read_bytes()])
        for pair in found.pairing.pairs
    ]
    assert pairs
    assert all(zh == en for zh, en in pairs)
    assert {zh for zh, _ in pairs} == set(NAMES) - {ZH_ONLY, EN_ONLY}
    left = {text["zh", path.read_bytes()] for path in found.pairing.src_only}
    assert ZH_ONLY in left
    assert len(found.pairing.src_only) == 2  # and one of the two copies
    assert [text["en", path.read_bytes()] for path in found.pairing.tgt_only] == [EN_ONLY]


def test_the_corpus_agrees_with_gold(built):
    folder, _ = built
    gold = set()
    for name in NAMES:
        for line in (NEWS / "gold" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 1 and cells[0] and cells[1]:
                gold.add((cells[0].replace(" ‖ ", ""), cells[1].replace(" ‖ ", " ")))
    kept = []
    for part in ("train", "dev", "test"):
        for line in (folder / f"{part}.tsv").read_text(encoding="utf-8").splitlines():
            kept.append(tuple(line.split("\t")[:2]))
    kept = [pair for pair in kept if pair != ("src", "tgt")]
    right = sum(pair in gold for pair in kept)
    assert right / len(kept) > 0.95, (right, len(kept))
    assert len(kept) > 180


def test_the_manifest_counts_every_stage(built):
    folder, result = built
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    stages = manifest["stages"]
    assert stages == dict(result.stages)
    assert stages["documents read"] == 27
    assert stages["document pairs"] == 12
    assert stages["documents unmatched"] == 3
    rejected = sum(manifest["rejected"].values())
    files = {file["name"]: file["count"] for file in manifest["files"]}
    assert files["rejected.jsonl"] == rejected
    assert stages["pairs aligned or read"] == rejected + stages["pairs after deduplication"]
    assert manifest["sources"] == [{"name": "documents", "licence": "CC0-1.0", "origin": ""}]
    assert "CC0-1.0" in (folder / "DATACARD.md").read_text(encoding="utf-8")
    assert not (folder / ".work").exists()


def test_several_workers_give_the_same_bytes_though_one_is_killed(few, tmp_path, several):
    executor = Killing(several, tmp_path / "mark", nth=1, after=0.2)
    result = build(recipe_for(few, 1), tmp_path / "two", BuildOptions(executor))
    assert (tmp_path / "mark").exists()
    assert result.lost == ()
    assert content(tmp_path / "two") == content(few / "corpus")


def test_a_shard_that_fails_is_named_and_done_by_resuming(few, tmp_path):
    recipe, folder = recipe_for(few, 1), tmp_path / "c"
    result = build(recipe, folder, BuildOptions(Stumbling(Local(), at=1)))
    ((name, reason),) = result.lost
    assert name == f"shard 1 ({NAMES[1]} to {NAMES[1]})"
    assert reason.startswith("ValueError: a fault")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["lost"] == [{"shard": name, "reason": reason}]
    assert manifest["stages"]["shards lost"] == 1
    assert manifest["stages"]["pairs aligned or read"] > 0
    assert NAMES[1] not in (folder / "train.tsv").read_text(encoding="utf-8")
    build(recipe, folder, BuildOptions(resume=True))
    assert content(folder) == content(few / "corpus")


def test_a_killed_build_goes_on_to_the_same_bytes(few, tmp_path):
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(settings_toml(recipe_for(few, 1)), encoding="utf-8")
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "aligner", "corpus", "build", "-r", str(recipe)]
    command += ["-o", str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (folder / ".work" / "000000.jsonl").exists():
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (folder / "manifest.json").exists()
    with pytest.raises(RefusedError, match="--resume"):
        build(read_corpus_recipe(recipe), folder)
    build(read_corpus_recipe(recipe), folder, BuildOptions(resume=True))
    assert content(folder) == content(few / "corpus")


def test_a_finished_corpus_is_not_overwritten(shuffled, built):
    with pytest.raises(RefusedError, match="finished corpus"):
        build(recipe_for(shuffled), built[0])


def test_resuming_with_another_recipe_is_an_error(shuffled, tmp_path):
    folder = tmp_path / "c"
    (folder / ".work").mkdir(parents=True)
    (folder / ".work" / "key").write_text("of another build")
    with pytest.raises(UsageError, match="changed since"):
        build(recipe_for(shuffled), folder, BuildOptions(resume=True))


def test_a_build_that_finished_nothing_leaves_nothing_to_be_refused_for(tmp_path):
    bitext = tmp_path / "a.tsv"
    bitext.write_text("只有一栏\n", encoding="utf-8")
    recipe = CorpusRecipe(bitext=(Bitext(str(bitext)),))
    with pytest.raises(InputError, match="no tab between"):
        build(recipe, tmp_path / "c")
    assert not (tmp_path / "c").exists()
    bitext.write_text("雨停了，风很大。\tThe rain stopped and the wind is strong.\n", "utf-8")
    build(recipe, tmp_path / "c")
    assert (tmp_path / "c" / "manifest.json").exists()


@pytest.mark.parametrize("options", [BuildOptions(resume=True), BuildOptions(force=True)])
def test_two_builds_do_not_share_a_folder(options, few, tmp_path):
    work = tmp_path / "c" / ".work"
    work.mkdir(parents=True)
    with (work / "lock").open("ab") as other:
        hold(other, work)
        with pytest.raises(RefusedError, match="another run is writing here"):
            build(recipe_for(few), tmp_path / "c", options)
        assert work.exists()
    build(recipe_for(few), tmp_path / "c", options)
    assert not work.exists()


def test_documents_that_have_nothing_to_do_with_each_other_are_an_error(tmp_path):
    for lang, name in (("zh", "quake"), ("en", "marathon")):
        (tmp_path / lang).mkdir()
        shutil.copy(NEWS / lang / f"{name}.txt", tmp_path / lang / "a.txt")
    with pytest.raises(InputError, match="no document goes with any other"):
        build(recipe_for(tmp_path), tmp_path / "out")


def test_a_recipe_is_read_back_as_it_was_written(tmp_path):
    path = tmp_path / "recipe.toml"
    path.write_text(settings_toml(CorpusRecipe()), encoding="utf-8")
    assert read_corpus_recipe(path) == CorpusRecipe()
