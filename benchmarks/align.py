"""Measure the aligner beside its peers: quality, omissions, calibration, ablation, speed.

Run: ``ALIGNER_DATA=... python -m benchmarks.align quality [--hunalign PROGRAM]``, or ``omissions``,
``calibration``, ``ablation``, ``leave-one-out``, ``speed``. The data folder holds
``align/<set>/{zh,en,gold}/<document>`` with a sentence a line and gold as ``[0]:[1,2]``, and the
stored output of peers in ``align/<set>/peers/<name>/``. Sets: mac_dev, nejm, berg (de, fr).
"""

import argparse
import itertools
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from aligner.alignment.align import AlignOptions, align, presplit
from aligner.alignment.gold import Evaluation, Link, evaluate, links, read_ladder
from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.alignment.passes import fine_signals
from aligner.alignment.path import best_path
from aligner.alignment.training.fit import Trained, TrainOptions, read_pair, train_weights
from aligner.alignment.training.goldset import read_gold_set
from aligner.alignment.training.mixture import Mixture
from aligner.alignment.training.synthetic import GoldDocument, omit
from aligner.alignment.weights import lattice, load_weights, shipped_weights
from aligner.bitext import Bead
from benchmarks import gale_church
from benchmarks.reliability import Judged, cells, reliability_svg

LANGS = {"berg": ("de", "fr")}
Tool = Callable[[GoldDocument], list[Link]]


def read_set(name: str) -> dict[str, GoldDocument]:
    """Return the documents of a set by name."""
    folder = Path(os.environ["ALIGNER_DATA"]) / "align" / name
    return read_gold_set(folder, LANGS.get(name, ("zh", "en")))


def ours(document: GoldDocument, *, plain: bool = False) -> list[Link]:
    """Align with what ships."""
    src = presplit(document.src, "en" if plain else "zh", "src")
    tgt = presplit(document.tgt, "en", "tgt")
    return links(align(src, tgt, AlignOptions(use_lexicon=not plain)).beads)


def hunalign(program: str) -> Tool:
    """Return hunalign run on characters (zh) or words, without dictionary, byte lengths."""

    def run(document: GoldDocument) -> list[Link]:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            for name, lines in (("src", document.src), ("tgt", document.tgt)):
                text = "\n".join(_spaced(line) for line in lines) + "\n"
                (place / name).write_text(text, "utf-8")
            (place / "dic").write_text("", "utf-8")
            paths = [place / name for name in ("dic", "src", "tgt")]
            command = [program, "-onebyteencoding", *map(str, paths)]
            done = subprocess.run(command, capture_output=True, check=True)
        rungs = [tuple(map(int, line.split(b"\t")[:2])) for line in done.stdout.splitlines()]
        return [
            (tuple(range(a[0], b[0])), tuple(range(a[1], b[1])))
            for a, b in itertools.pairwise(rungs)
        ]

    return run


def _spaced(line: str) -> str:
    """Put spaces between Han characters, so that hunalign has words to match."""
    return " ".join(line) if any("一" <= mark <= "鿿" for mark in line) else line


def stored(name: str, peer: str) -> dict[str, list[Link]]:
    """Return the stored output of a peer, empty if there is none."""
    folder = Path(os.environ["ALIGNER_DATA"]) / "align" / name / "peers" / peer
    return {path.name: read_ladder(path) for path in sorted(folder.glob("*"))}


def total(parts: Iterable[Evaluation]) -> Evaluation:
    """Add up the evaluations of documents."""
    first, *rest = parts
    for part in rest:
        first = first + part
    return first


def row(name: str, found: Evaluation) -> str:
    """Return a line of a table."""
    s, lax = found.strict, found.lax
    return f"{name:32} {s.precision:.3f} {s.recall:.3f} {s.f1:.3f}   lax {lax.f1:.3f}"


def quality(arguments: argparse.Namespace) -> None:
    """Print strict P, R, F1 and lax F1 of every tool on every set, and ours by bead kind."""
    for name in arguments.sets:
        documents = read_set(name)
        tools: dict[str, Tool] = {
            "aligner": partial(ours, plain=name in LANGS),
            "Gale-Church": lambda d: gale_church.align(list(d.src), list(d.tgt)),
        }
        if arguments.hunalign:
            tools["hunalign"] = hunalign(arguments.hunalign)
        for tool, run in tools.items():
            parts = {key: evaluate(run(one), one.beads) for key, one in documents.items()}
            whole = total(parts.values())
            print(row(f"{name} {tool}", whole))
            if tool == "aligner":
                for key, part in parts.items():
                    print(row(f"  {key}", part))
                print("  ", " ".join(f"{k.kind}:{k.right}/{k.gold}" for k in whole.kinds[:12]))
        peer = stored(name, "bertalign_labse")
        if peer:
            both = [evaluate(peer[key], one.beads) for key, one in documents.items() if key in peer]
            print(row(f"{name} Bertalign (stored)", total(both)))


def omissions(arguments: argparse.Namespace) -> None:
    """Print how much is lost when blocks of 1 to 12 beads are left out on either side."""
    documents = read_set("mac_dev")
    before = total(evaluate(ours(one), one.beads) for one in documents.values())
    print(row("whole", before))
    for seed in range(arguments.seeds):
        rng = random.Random(seed)
        cut = [omit(one, rng, max(3, len(one.beads) // 50)) for one in documents.values()]
        print(row(f"blocks left out, seed {seed}", total(evaluate(ours(d), d.beads) for d in cut)))


def calibration(arguments: argparse.Namespace) -> None:
    """Print the share of right beads by confidence."""
    for name in arguments.sets:
        judged: list[Judged] = []
        plain = name in LANGS
        for one in read_set(name).values():
            src = presplit(one.src, "en" if plain else "zh", "src")
            found = align(
                src, presplit(one.tgt, "en", "tgt"), AlignOptions(use_lexicon=not plain)
            ).beads
            judged += _judge(found, one)
        _show(judged, name, arguments.svg)


def _judge(found: Iterable[Bead], document: GoldDocument) -> list[Judged]:
    gold = set(document.beads)
    return [(bead.confidence, (tuple(bead.src), tuple(bead.tgt)) in gold) for bead in found]


def _show(judged: list[Judged], title: str, picture: Path | None) -> None:
    for confidence, share, number in cells(judged):
        print(f"{title}: confidence {confidence:.2f}, {number:5} beads, {share:.3f} right")
    sure = [right for confidence, right in judged if confidence >= 0.9]
    print(f"at .9 and above: {len(sure)} of {len(judged)}, {sum(sure) / len(sure):.3f} right")
    if picture:
        picture.write_text(reliability_svg(judged, title), encoding="utf-8")


def ablation(_: argparse.Namespace) -> None:
    """Print strict F1 on mac_dev with one group of features silenced at a time."""
    from aligner.alignment.features import GROUPS

    lexicon = load_lexicon(shipped_lexicon())
    coarse = load_weights(shipped_weights(), "coarse lexicon")
    fine = load_weights(shipped_weights(), "lexicon")
    documents = read_set("mac_dev")
    found = {
        key: fine_signals(read_pair(one, lexicon, ("zh", "en")), lexicon, coarse)
        for key, one in documents.items()
    }
    for group in ("none", *GROUPS):
        silent = GROUPS.get(group, ())
        kept = tuple(
            0.0 if name in silent else value
            for name, value in zip(fine.names, fine.features, strict=True)
        )
        parts = []
        for key, one in documents.items():
            steps = best_path(lattice(found[key], replace(fine, features=kept)))
            beads = [(tuple(range(s.i, s.i + s.x)), tuple(range(s.j, s.j + s.y))) for s in steps]
            parts.append(evaluate(beads, one.beads))
        print(row(f"without {group}", total(parts)))


def leave_one_out(arguments: argparse.Namespace) -> None:
    """Train on all books of mac_dev but one, measure on that one; minutes a book."""
    lexicon = load_lexicon(shipped_lexicon())
    documents = read_set("mac_dev")
    parts, judged = [], list[Judged]()
    for key, one in documents.items():
        trained: Trained = train_weights(
            Mixture(documents).without(key), lexicon, TrainOptions(rounds=arguments.rounds)
        )
        found = trained.align(one, lexicon)
        parts.append(evaluate(found, one.beads))
        judged += _judge(found, one)
        print(row(key, parts[-1]), flush=True)
    print(row("all", total(parts)))
    _show(judged, "mac_dev, leave one book out", arguments.svg)


def speed(arguments: argparse.Namespace) -> None:
    """Print CPU seconds and peak memory of whole processes on 100, 1,000 and 10,000 sentences."""
    source = read_set("mac_dev")
    src = [line for one in source.values() for line in one.src]
    tgt = [line for one in source.values() for line in one.tgt]
    for size in arguments.sizes:
        zh = (src * (size // len(src) + 1))[:size]
        en = (tgt * (size // len(src) + 1))[: size * len(tgt) // len(src)]
        with tempfile.TemporaryDirectory() as folder:
            zh_path, en_path, spaced, dic, out = (
                Path(folder) / name for name in ("zh.txt", "en.txt", "spaced.txt", "dic", "out.tsv")
            )
            # hunalign gets characters as words, as in ``quality``.
            sides = ((zh_path, zh), (en_path, en), (spaced, [_spaced(line) for line in zh]))
            for path, side in sides:
                path.write_text("\n".join(side) + "\n", "utf-8")
            dic.write_text("", "utf-8")
            ours_ = [sys.executable, "-m", "aligner", "align", zh_path, en_path, "--presplit"]
            runs = {"aligner": [*ours_, "-o", out, "--force", "--quiet"]}
            if arguments.hunalign:
                options = ["-onebyteencoding", dic, spaced, en_path]
                runs["hunalign"] = [arguments.hunalign, *options]
            for name, command in runs.items():
                print(f"{name} {size}: {_measure(command)}", flush=True)


def _measure(command: list[object]) -> str:
    start = time.perf_counter()
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    spent: resource.struct_rusage = usage
    wall = time.perf_counter() - start
    return (
        f"{spent.ru_utime + spent.ru_stime:.1f} CPU s, {wall:.1f} s, "
        f"{spent.ru_maxrss / 1024:.0f} MB, status {child.returncode}"
    )


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    runs = {
        "quality": quality,
        "omissions": omissions,
        "calibration": calibration,
        "ablation": ablation,
        "leave-one-out": leave_one_out,
        "speed": speed,
    }
    parser.add_argument("what", choices=runs)
    parser.add_argument("--sets", nargs="*", default=["mac_dev", "nejm", "berg"])
    parser.add_argument("--hunalign", help="the hunalign program")
    parser.add_argument("--svg", type=Path, help="write the reliability diagram here")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sizes", nargs="*", type=int, default=[100, 1000, 10_000])
    arguments = parser.parse_args()
    runs[arguments.what](arguments)


if __name__ == "__main__":
    main()
