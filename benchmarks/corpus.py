"""How well the corpus filters find known damage.

    python benchmarks/corpus.py noise ROWS...   noisy corpora out of clean pairs, 10 % each kind
    python benchmarks/corpus.py fit ROWS...     the weights of aligner.corpus.completeness

ROWS: files of Chinese, tab, English, and perhaps tab and source; .zst or plain; default
``$ALIGNER_DATA/train/news.tsv.zst``. Each source is a corpus of its own and gets its own figures.
Even lines are for ``fit``, odd lines for ``noise``, so that nothing is measured on what it was
learned from; ``FITTED`` names the sources whose even lines were learned from.
"""

import argparse
import os
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from corpus_damage import KINDS, cut_anywhere, cut_short, damaged, samples

from aligner.bitext import SegmentPair
from aligner.corpus.clean import judge
from aligner.corpus.completeness import WEIGHTS, measures
from aligner.corpus.content import Complete
from aligner.corpus.dedupe import Index
from aligner.corpus.evidence import evidence
from aligner.corpus.filters import ALIGNED, FilterSet, choose
from aligner.corpus.surface import Ratio

FITTED = (
    "economist_notes", "oliver_news", "nyt_rss_newsarchive", "jiyu_examples", "kajweb_examples",
    "scidb_textbooks_crossmanger", "tw_moj_law", "hn2024_articles", "mlqe_pe", "wmt17",
)  # fmt: skip


def noise(name: str, clean: list[SegmentPair], show: bool) -> list[tuple[str, str]]:
    """Print recall by kind and precision, ours and a length ratio's; return kinds and reasons."""
    rows = damaged(clean)
    kinds = [kind for kind, _ in rows]
    pairs = [pair for _, pair in rows]
    reasons = [verdict.filter for verdict in judge(pairs, choose(FilterSet(), skip=ALIGNED))]
    left = [at for at, reason in enumerate(reasons) if not reason]
    index = Index()
    index.add([pairs[at] for at in left])
    for at, kind in zip(left, index.verdicts(), strict=True):
        reasons[at] = kind or ""
    ratio = Ratio(least=0.5)
    plain = ["" if ratio.accept(ratio.score(pair)) else "ratio" for pair in pairs]
    seen = "even lines learned from" if name in FITTED else "source never learned from"
    print(f"{name} ({seen}): {len(rows)} pairs, {sum(map(bool, kinds))} damaged")
    table(kinds, reasons)
    print(f"  a length ratio alone: {totals(kinds, plain)}", flush=True)
    if show:
        for kind, reason, pair in zip(kinds, reasons, pairs, strict=True):
            if bool(kind) != bool(reason):
                print(f"{kind or 'clean'}\t{reason or 'kept'}\t{pair.src}\t{pair.tgt}")
    return list(zip(kinds, reasons, strict=True))


def table(kinds: list[str], reasons: list[str]) -> None:
    """Print one line a kind, and recall and precision."""
    for kind in [*(kind for kind, _ in KINDS), ""]:
        taken = [reason for k, reason in zip(kinds, reasons, strict=True) if k == kind]
        gone = Counter(filter(None, taken))
        most = ", ".join(f"{name} {times}" for name, times in gone.most_common(5))
        print(
            f"  {kind or '(clean: rejected)':18} {gone.total():6} of {len(taken):6}  "
            f"{gone.total() / max(1, len(taken)):.3f}  {most}"
        )
    print(f"  {totals(kinds, reasons)}")


def totals(kinds: list[str], reasons: list[str]) -> str:
    """Return recall and precision over all kinds."""
    hits = sum(bool(k and r) for k, r in zip(kinds, reasons, strict=True))
    flagged, bad = sum(map(bool, reasons)), sum(map(bool, kinds))
    return f"recall {hits / max(1, bad):.3f}  precision {hits / max(1, flagged):.3f}"


def fit(sources: dict[str, list[SegmentPair]]) -> None:
    """Print the weights: a ridge logistic regression by Newton's method."""
    rng = random.Random(5)
    whole = [pair for own in sources.values() for pair in own]
    cut = [damage(pair, rng) for pair in whole for damage in (cut_short, cut_anywhere)]
    both = whole + cut
    plain = np.array([measures(p, e) for p, e in zip(both, evidence(both), strict=True)])
    mean, spread = plain.mean(0), plain.std(0) + 1e-9
    x = np.c_[(plain - mean) / spread, np.ones(len(plain))]
    y = np.r_[np.ones(len(whole)), np.zeros(len(cut))]
    w = np.zeros(x.shape[1])
    for _ in range(20):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curve = (x.T * (p * (1 - p))) @ x + np.eye(len(w))
        w -= np.linalg.solve(curve, x.T @ (p - y) + w)
    weights = w[:-1] / spread
    print(f"BIAS = {w[-1] - (w[:-1] * mean / spread).sum():.3f}")
    for (name, _), value in zip(WEIGHTS, weights, strict=True):
        print(f'    ("{name}", {value:.3f}),')
    score = 1 / (1 + np.exp(-x @ w))
    for share in (0.005, 0.01, 0.02, 0.03):
        least = np.quantile(score[y == 1], share)
        lost = np.mean(score[y == 0] < least)
        print(f"  at {least:.3f}: whole rejected {share:.1%}, cut {lost:.3f}")
    print("  threshold in use:", Complete().least)


def main() -> None:
    """Read the options and run."""
    default = Path(os.environ.get("ALIGNER_DATA", ".")) / "train" / "news.tsv.zst"
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["noise", "fit"])
    parser.add_argument("rows", type=Path, nargs="*", default=[default])
    parser.add_argument("--count", type=int, default=1000, help="clean pairs a source")
    parser.add_argument("--source", action="append", default=[], help="only this source")
    parser.add_argument("--show", action="store_true", help="print every wrong decision")
    options = parser.parse_args()
    for path in options.rows:
        if not path.exists():
            sys.exit(f"{path}: no such file; set ALIGNER_DATA or name a file")
    odd = int(options.what == "noise")
    found = samples(options.rows, options.count, odd, options.source)
    if options.what == "fit":
        fit({name: own for name, own in found.items() if options.source or name in FITTED})
        return
    rows = [row for name, own in found.items() for row in noise(name, own, options.show)]
    if len(found) > 1:
        print("all sources together")
        table([kind for kind, _ in rows], [reason for _, reason in rows])


if __name__ == "__main__":
    main()
