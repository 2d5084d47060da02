"""Reproduce published scores, compare every figure with sacrebleu's own, and time both.

    ALIGNER_DATA=... python benchmarks/score.py        # everything: an hour of sacrebleu's TER
    ALIGNER_DATA=... python benchmarks/score.py --compare-lines 40

``ALIGNER_DATA`` holds ``eval/<set>/{ref.en,systems/ff_*.en}``, the outputs that Mozilla published
with its evaluation of translation models. Times are CPU seconds of one process, so that other
work on the machine matters little. Ends with status 1 if a figure differs.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import numpy as np
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest, _bootstrap_resample

from aligner.scoring.metrics import ChrfOptions, MetricOptions, make_metrics
from aligner.scoring.score import TestOptions, measure, report
from aligner.scoring.segments import System, TestSet, read_segments
from aligner.scoring.significance import bootstrap, draw_counts

SYSTEMS = (
    "google",
    "microsoft",
    "bergamot-base",
    "bergamot-base-memory",
    "nllb",
    "opusmt",
    "argos",
)

PUBLISHED = {  # BLEU (13a, cased), Mozilla's firefox-translations-models, in the order of SYSTEMS
    "wmt17": (30.6, 29.4, 29.4, 29.1, 21.0, 19.2, 19.2),
    "wmt18": (33.4, 31.5, 28.9, 28.7, 21.0, 20.2, 19.4),
    "wmt19": (39.0, 37.0, 34.8, 34.9, 21.1, 21.3, 21.0),
    "wmt20": (36.8, 38.1, 34.3, 34.2, 22.4, 22.2, 21.4),
    "wmt21": (31.8, 32.3, 28.7, 28.1, 18.2, 18.3, 17.3),
    "flores-dev": (33.0, 32.5, 28.8, 27.8, 24.7, 23.0, 23.4),
    "iwslt17": (24.8, 26.9, 24.1, 22.9, 21.4, 23.1, 22.9),
}

OPTIONS = MetricOptions(chrf=ChrfOptions(word_order=2))


def read(path: Path) -> tuple[str, ...]:
    """Return the segments of a file."""
    return read_segments(path).lines


def sampled(lines: tuple[str, ...], count: int) -> list[str]:
    """Return ``count`` evenly spaced lines, or all."""
    if not count or count >= len(lines):
        return list(lines)
    return [lines[i * len(lines) // count] for i in range(count)]


def reproduce(root: Path, name: str, count: int) -> bool:
    """Print a line a system; return whether all figures agree."""
    refs = read(root / name / "ref.en")
    paths = [root / name / "systems" / f"ff_{system}.en" for system in SYSTEMS]
    systems = [System(path.stem, read(path)) for path in paths]
    test_set = TestSet((refs,))
    measured = measure(systems, test_set, make_metrics(("bleu", "chrf", "ter"), [refs], OPTIONS))
    whole = report(measured, TestOptions())
    some_refs = sampled(refs, count)
    rows = sampled(tuple(map(str, range(len(refs)))), count)
    chosen = [int(row) for row in rows]
    good = True
    for s, system in enumerate(systems):
        figures = [table.scores[s].value for table in whole.metrics]
        off = figures[0] - PUBLISHED[name][s]
        hyps = [system.hyps[i] for i in chosen]
        theirs = [
            metric.corpus_score(hyps, [some_refs]).score
            for metric in (BLEU(force=True), CHRF(word_order=2), TER())
        ]
        ours = [
            float(metric.values(rows[s][chosen].sum(axis=0)))
            for metric, rows in zip(measured.metrics, measured.stats, strict=True)
        ]
        same = all(abs(a - b) < 1e-9 for a, b in zip(ours, theirs, strict=True))
        good &= same and abs(off) <= 0.05 + 1e-9
        print(
            f"{name:<11} {SYSTEMS[s]:<21} {PUBLISHED[name][s]:>9.1f} {figures[0]:>7.2f} "
            f"{off:>+6.2f} {figures[1]:>8.2f} {figures[2]:>7.2f}   "
            f"{'equal' if same else f'DIFFERS {ours} {theirs}'} ({len(chosen)} lines)",
            flush=True,
        )
    return good


def clock(work):  # noqa: ANN001, ANN201 (any work, any result)
    """Return the result of ``work()`` and its CPU seconds."""
    begin = time.process_time()
    result = work()
    return result, time.process_time() - begin


def speed(root: Path, count: int, segments: int) -> bool:
    """Time TER and the paired bootstrap beside sacrebleu's; return whether the values agree."""
    folder = root / "wmt21"
    refs = read(folder / "ref.en")[:segments]
    stems = [f"ff_{system}" for system in SYSTEMS] + ["wmt_Facebook-AI"]
    hyps = {stem: read(folder / "systems" / f"{stem}.en")[:segments] for stem in stems}

    some = sampled(hyps["ff_bergamot-base"], count), sampled(refs, count)
    ter = make_metrics(("ter",), [some[1]], OPTIONS)[0]
    clock(lambda: ter.statistics(some[0][:50] + some[0][50:]))
    mine, mine_s = clock(lambda: float(ter.values(ter.statistics(some[0]).sum(axis=0))))
    theirs, theirs_s = clock(lambda: TER().corpus_score(some[0], [some[1]]).score)
    print(
        f"\nTER of {len(some[0])} segments: {mine_s:.2f} s, sacrebleu {theirs_s:.2f} s, "
        f"{theirs_s / mine_s:.0f} times; {mine:.4f} and {theirs:.4f}",
        flush=True,
    )
    good = mine == theirs

    systems = [System(stem, lines) for stem, lines in hyps.items()]
    metrics = make_metrics(("bleu", "chrf"), [refs], OPTIONS)
    measured, extraction = clock(lambda: measure(systems, TestSet((refs,)), metrics))
    draws, drawing = clock(lambda: draw_counts(len(refs), 1000))
    drawn, adding = clock(lambda: bootstrap(metrics, measured.stats, draws))
    whole, tests = clock(lambda: report(measured, TestOptions(paired="bs")))
    slow = 0.0
    for m, metric in enumerate(metrics):
        for s in range(len(systems)):
            rows = measured.stats[m][s].tolist()
            (_, scores), seconds = clock(lambda r=rows, k=metric: _bootstrap_resample(r, k.metric))
            slow += seconds
            values = np.array([score.score for score in scores])
            good &= bool(np.allclose(values, drawn[m].scores[s], rtol=0, atol=1e-4))
    print(
        f"1000 resamples of {len(systems)} systems by BLEU and chrF++, {len(refs)} segments: "
        f"{drawing + adding:.2f} s, sacrebleu {slow:.2f} s, {slow / (drawing + adding):.0f} times"
    )
    (_, theirs_table), paired = clock(
        lambda: PairedTest(
            [(s.name, s.hyps) for s in systems],
            {
                "BLEU": BLEU(references=[refs], force=True),
                "CHRF": CHRF(word_order=2, references=[refs]),
            },
            None,
            "bs",
            1000,
        )()
    )
    for table in whole.metrics:
        theirs_p = [r.p_value for r in theirs_table[table.name][1:]]
        mine_p = [row[0] for row in table.tests.p_values[1:]]
        good &= mine_p == theirs_p
        print(f"p-values of {table.name}: {'equal' if mine_p == theirs_p else (mine_p, theirs_p)}")
    print(
        f"whole paired test with counting n-grams: {extraction + tests:.2f} s "
        f"({tests:.2f} s of it the tests, all pairs), sacrebleu {paired:.2f} s"
    )
    return good


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--compare-lines", type=int, default=0, help="lines a file scored twice (0: all)"
    )
    parser.add_argument("--segments", type=int, default=2000, help="segments of the timed part")
    parser.add_argument("--sets", nargs="*", default=list(PUBLISHED))
    parser.add_argument("--no-speed", action="store_true")
    args = parser.parse_args()
    if "ALIGNER_DATA" not in os.environ:
        sys.exit("set ALIGNER_DATA to the folder with eval/<set>/")
    root = Path(os.environ["ALIGNER_DATA"]) / "eval"
    print(
        f"{'set':<11} {'system':<21} {'published':>9} {'BLEU':>7} {'off':>6} {'chrF++':>8} "
        f"{'TER':>7}   beside sacrebleu"
    )
    agree = [reproduce(root, name, args.compare_lines) for name in args.sets]
    good = all(agree)
    if not args.no_speed:
        good &= speed(root, args.compare_lines * 5, args.segments)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
