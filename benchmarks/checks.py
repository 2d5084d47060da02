"""What the checks and the phenomena are worth on evaluation data: the tables of docs/checks.md.

ALIGNER_DATA names a folder with eval/<set>/src.zh, ref.en, systems/*.en and eval/human/<set>.
Prints speed, then a table of checks (false alarms, MQM penalties), the accuracy of phenomena for
each system of each set, and how often accuracy orders two systems as MQM does, beside BLEU and
chrF++. Usage: ``python benchmarks/checks.py [--sets wmt19,wmt20,wmt21] [--no-checks]``.
"""

# ruff: noqa: ANN001, ANN201, D103 (a script)
import argparse
import os
import time
from itertools import combinations
from pathlib import Path

from aligner.checks.measure import evaluation_sets, read_pairs
from aligner.checks.phenomena import ALL, PHENOMENA, kept
from aligner.checks.registry import all_checks, run_checks
from aligner.cli.checks_self_test import print_table, run_self_test

NAMES = [*(p.name for p in PHENOMENA), ALL]


def speed(folder):
    pairs = read_pairs(folder / "src.zh", folder / "ref.en")
    start = time.process_time()
    for pair in pairs:
        run_checks(pair, all_checks())
    seconds = time.process_time() - start
    print(f"{len(pairs)} pairs, all checks: {len(pairs) / seconds:,.0f} pairs a CPU second\n")


def accuracy(folder, outputs):
    """Return for each output the kept and total items of each phenomenon, and of all of them."""
    refs = read_pairs(folder / "src.zh", folder / "ref.en")
    rows = []
    for output in outputs:
        hyps = read_pairs(folder / "src.zh", output)
        row = []
        for name in NAMES:
            counts = [kept(name, r.src, r.tgt, h.tgt) for r, h in zip(refs, hyps, strict=True)]
            row.append((sum(c.kept for c in counts), sum(c.total for c in counts)))
        rows.append(row)
    return rows


def print_accuracy(folder, outputs, rows):
    totals = [f"{name} ({total})" for name, (_, total) in zip(NAMES, rows[0], strict=True)]
    body = [
        [output.stem, *(f"{100 * k / t:.1f}" if t else "-" for k, t in row)]
        for output, row in zip(outputs, rows, strict=True)
    ]
    print(f"Accuracy of phenomena on {folder.name}, percent (items)")
    print_table(["system", *totals], sorted(body, key=lambda r: -float(r[-1])))
    print()


def corpus_scores(folder, outputs):
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    refs = [pair.tgt for pair in read_pairs(folder / "src.zh", folder / "ref.en")]
    hyps = [[pair.tgt for pair in read_pairs(folder / "src.zh", o)] for o in outputs]
    return (
        [BLEU().corpus_score(h, [refs]).score for h in hyps],
        [CHRF(word_order=2).corpus_score(h, [refs]).score for h in hyps],
    )


def human_means(folder):
    table = folder.parent / "human" / folder.name / "mqm_sys.tsv"
    if not table.is_file():
        return {}
    lines = table.read_text(encoding="utf-8").splitlines()[1:]
    return {line.split("\t")[0]: float(line.split("\t")[1]) for line in lines}


def pairwise(scores, gold):
    pairs = list(combinations(range(len(gold)), 2))
    right = sum((scores[a] - scores[b]) * (gold[a] - gold[b]) > 0 for a, b in pairs)
    tied = sum(scores[a] == scores[b] for a, b in pairs)
    return right, tied, len(pairs)


def against_people(folder):
    people = human_means(folder)
    outputs = [folder / "systems" / f"wmt_{name}.en" for name in people]
    outputs = [output for output in outputs if output.is_file()]
    if len(outputs) < 3:
        return
    gold = [people[output.stem.removeprefix("wmt_")] for output in outputs]
    rows = accuracy(folder, outputs)
    bleu, chrf = corpus_scores(folder, outputs)
    print_accuracy(folder, outputs, rows)
    scores = {"BLEU": bleu, "chrF++": chrf}
    for column, name in enumerate(NAMES):
        scores[name] = [k / t if t else 0.0 for k, t in (row[column] for row in rows)]
    print(f"Pairs of systems ordered as MQM orders them, {folder.name}")
    body = []
    for name, values in scores.items():
        right, tied, total = pairwise(values, gold)
        share = (right + tied / 2) / total
        body.append([name, f"{right}/{total}", str(tied), f"{share:.2f}"])
    print_table(["by", "right", "ties", "share (tie: half)"], body)
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default="wmt19,wmt20,wmt21")
    parser.add_argument("--no-checks", action="store_true", help="phenomena and speed only")
    options = parser.parse_args()
    data = os.environ.get("ALIGNER_DATA")
    if not data:
        parser.error("set ALIGNER_DATA to a folder of evaluation data")
    folders = evaluation_sets(Path(data))
    chosen = [folder for folder in folders if folder.name in options.sets.split(",")]
    speed(chosen[0])
    for folder in chosen:
        outputs = sorted((folder / "systems").glob("ff_*.en"))
        if outputs:
            print_accuracy(folder, outputs, accuracy(folder, outputs))
    for folder in folders:
        against_people(folder)
    if not options.no_checks:
        run_self_test(Path(data), all_checks())


if __name__ == "__main__":
    main()
