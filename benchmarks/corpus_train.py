"""What filtering is worth to a model: one trained on a noisy corpus, one on what the filters keep.

    python benchmarks/corpus_train.py ROWS... -o FOLDER [--source NAME] [--count N] [--steps N]
        [--init MODEL]

The noisy corpus is that of ``corpus.py noise``: 10 % each of seven kinds of damage. Both models
have the same recipe, steps and seed; the dev set is clean, from lines that are in neither corpus.
Both train at once, a core each: from nothing, or from ``--init``, a model that has not seen the
rows, at a low rate. Prints BLEU and chrF++ of both from their logs.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from corpus_damage import damaged, samples

from aligner.bitext import SegmentPair
from aligner.corpus.clean import judge
from aligner.corpus.dedupe import Index
from aligner.corpus.filters import ALIGNED, FilterSet, choose
from aligner.formats.base import write_bitext
from aligner.training.recipe import (
    Data,
    Export,
    LexicalStart,
    Optimizer,
    Recipe,
    Run,
    Shape,
    Tokenizer,
    TrainingFile,
    recipe_toml,
)

DEV = 200


def recipe_of(steps: int, seed: int, *, tuned: bool) -> Recipe:
    """Return the recipe of both models, small enough for minutes on a core each."""
    fresh = Optimizer(warmup=50, batch_pieces=1024)
    return Recipe(
        data=Data(train=(TrainingFile("train.tsv"),), dev="../dev.tsv"),
        tokenizer=Tokenizer(vocabulary=6000, sentences=20_000),
        shape=Shape(width=128, ffn=352, heads=4, encoder_layers=3, decoder_layers=1),
        lexical=LexicalStart(rounds=3, sentences=50_000),
        optimizer=replace(fresh, rate=3e-4, flat=0.1, sampled=600) if tuned else fresh,
        run=Run(
            steps=steps,
            seed=seed,
            device="cpu",
            threads=1,
            eval_every=max(1, steps // 2),
            eval_lines=DEV,
        ),
        export=Export(name="tiny"),
    )


def corpora(paths: list[Path], count: int, sources: list[str]) -> dict[str, list[SegmentPair]]:
    """Return the noisy corpus, the filtered one and the dev set."""
    clean = [p for own in samples(paths, count, 0, sources).values() for p in own]
    dev = [p for own in samples(paths, DEV, 1, sources).values() for p in own]
    random.Random(1).shuffle(clean)
    random.Random(1).shuffle(dev)
    noisy = [pair for _, pair in damaged(clean)]
    random.Random(2).shuffle(noisy)
    left = [v.pair for v in judge(noisy, choose(FilterSet(), skip=ALIGNED)) if v.kept]
    index = Index()
    index.add(left)
    kept = [pair for pair, kind in zip(left, index.verdicts(), strict=True) if kind is None]
    return {"noisy": noisy, "filtered": kept, "dev": dev[:DEV]}


def prepare(folder: Path, parts: dict[str, list[SegmentPair]], recipe: Recipe) -> None:
    """Write the corpora and recipes."""
    bare = {name: [replace(p, doc_id="") for p in pairs] for name, pairs in parts.items()}
    folder.mkdir(parents=True, exist_ok=True)
    write_bitext(folder / "dev.tsv", bare["dev"], force=True)
    for name in ("noisy", "filtered"):
        (folder / name).mkdir(exist_ok=True)
        write_bitext(folder / name / "train.tsv", bare[name], force=True)
        (folder / name / "recipe.toml").write_text(recipe_toml(recipe), encoding="utf-8")


def results(log: Path) -> list[str]:
    """Return step, BLEU and chrF++ of the rows of a log that have a score."""
    with log.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row.get("BLEU")]
    return [f"step {row['step']}: {row['BLEU']} / {row['chrF++']}" for row in rows]


def main() -> None:
    """Read the options and run."""
    default = Path(os.environ.get("ALIGNER_DATA", ".")) / "train" / "general.tsv.zst"
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows", type=Path, nargs="*", default=[default])
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--source", action="append", default=[])
    parser.add_argument("--count", type=int, default=20000, help="clean pairs a source")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--init", default="", metavar="MODEL", help="fine-tune this model")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for path in options.rows:
        if not path.exists():
            sys.exit(f"{path}: no such file; set ALIGNER_DATA or name a file")
    parts = corpora(options.rows, options.count, options.source)
    print({name: len(pairs) for name, pairs in parts.items()}, flush=True)
    recipe = recipe_of(options.steps, options.seed, tuned=bool(options.init))
    prepare(options.output, parts, recipe)
    start = ["--init", options.init] if options.init else []
    running = {}
    for name in ("noisy", "filtered"):
        folder = options.output / name
        command = [
            sys.executable,
            "-m",
            "aligner",
            "train",
            str(folder / "recipe.toml"),
            "-o",
            str(folder / "run"),
        ]
        running[name] = subprocess.Popen([*command, *start], stderr=subprocess.DEVNULL)
    for name, process in running.items():
        if process.wait():
            sys.exit(f"{name}: training failed; run aligner train on its recipe to see why")
        print(name, *results(options.output / name / "run" / "log.tsv"), sep="\n  ", flush=True)


if __name__ == "__main__":
    main()
