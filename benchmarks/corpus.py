"""How well the corpus filters find known damage, and how fast they are.

    python benchmarks/corpus.py noise ROWS      a noisy corpus out of clean pairs, 10 % each kind
    python benchmarks/corpus.py speed ROWS      pairs a second and memory of filter and dedupe
    python benchmarks/corpus.py fit ROWS        the weights of aligner.corpus.content.Complete

ROWS: source, tab, target a line (more columns before them are passed over), .zst or plain; default
``$ALIGNER_DATA/train/general.tsv.zst``. Even lines are for ``fit``, odd lines for the others, so
that nothing is measured on what it was learned from.
"""

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from aligner.bitext import SegmentPair
from aligner.corpus.clean import judge
from aligner.corpus.content import Complete, completeness
from aligner.corpus.dedupe import BYTES_A_PAIR, Index
from aligner.corpus.evidence import evidence
from aligner.corpus.filters import ALIGNED, FilterSet, choose
from aligner.corpus.surface import Ratio

OTHER_LANGUAGES = (
    "Le gouvernement a annoncé mardi que la nouvelle ligne de tramway ouvrira au printemps.",
    "Les pêcheurs du village attendent toujours une réponse du ministère de la mer.",
    "Der Stadtrat hat am Montag beschlossen, die alte Brücke über den Fluss zu sanieren.",
    "Nach dem Unwetter blieben mehrere Straßen im Süden des Landes gesperrt.",
    "La alcaldesa explicó que el mercado volverá a abrir cuando terminen las obras.",
    "Los agricultores esperan que la lluvia llegue antes de que termine el mes.",
    "Il museo resterà chiuso per due settimane mentre si restaura la facciata.",
    "Gemeenteraad stemt in met het plan voor een nieuw park langs het kanaal.",
    "Городской совет одобрил новый бюджет на следующий год.",
    "市議会は来年度の予算案を可決し、新しい図書館を建てることを決めた。",
)


def read_rows(path: Path) -> Iterator[SegmentPair]:
    """Yield the pairs of a file, packed or not."""
    if path.suffix == ".zst":
        process = subprocess.Popen(["zstdcat", str(path)], stdout=subprocess.PIPE, text=True)
        lines = process.stdout
    else:
        lines = path.open(encoding="utf-8")
    assert lines is not None
    for number, line in enumerate(lines):
        cells = line.rstrip("\n").split("\t")
        yield SegmentPair(cells[-2], cells[-1], doc_id=f"d{number}")


def sample(path: Path, count: int, odd: int, only: str) -> list[SegmentPair]:
    """Return ``count`` pairs of one parity, spread over the file, that look like sentences."""
    chosen = [
        pair
        for number, pair in enumerate(read_rows(path))
        if number % 2 == odd and 5 <= len(pair.src) <= 150 and only in pair.src
    ]
    random.Random(7).shuffle(chosen)
    return chosen[:count]


def cut_short(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Keep 30 to 60 % of one side."""
    share = rng.uniform(0.3, 0.6)
    if rng.random() < 0.5:
        return replace(pair, src=pair.src[: max(2, int(len(pair.src) * share))])
    words = pair.tgt.split()
    return replace(pair, tgt=" ".join(words[: max(1, int(len(words) * share))]))


def wrong_number(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Change one figure of the English, or add a digit."""
    found = list(re.finditer(r"\d+(?:[.,]\d+)*", pair.tgt))
    match = rng.choice(found)
    digits = list(match.group())
    places = [at for at, char in enumerate(digits) if char.isdigit()]
    at = places[0] if rng.random() < 0.7 else rng.choice(places)
    digits[at] = str((int(digits[at]) + rng.randint(1, 8)) % 9 + 1)
    if "".join(digits) == match.group():
        digits.append("0")
    new = "".join(digits)
    return replace(pair, tgt=pair.tgt[: match.start()] + new + pair.tgt[match.end() :])


def loop(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Let one side repeat a phrase to its end, as a looping model does."""
    if rng.random() < 0.7:
        words = pair.tgt.split()
        at, size = rng.randrange(max(1, len(words) // 2)), rng.randint(1, 5)
        phrase = words[at : at + size]
        return replace(pair, tgt=" ".join(words[:at] + phrase * rng.randint(4, 12)))
    at, size = rng.randrange(max(1, len(pair.src) // 2)), rng.randint(2, 6)
    return replace(pair, src=pair.src[:at] + pair.src[at : at + size] * rng.randint(4, 10))


def wrong_language(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Put a sentence of another language on one side, or swap the sides."""
    kind = rng.random()
    other = rng.choice(OTHER_LANGUAGES)
    if kind < 0.6:
        return replace(pair, tgt=other)
    if kind < 0.8:
        return replace(pair, src=other)
    return replace(pair, src=pair.tgt, tgt=pair.src)


def copied(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Put one side on both, whole or with a word changed."""
    text = pair.src if rng.random() < 0.5 else pair.tgt
    at = rng.randrange(len(text))
    other = text if rng.random() < 0.5 else text[:at] + text[at + 2 :]
    return SegmentPair(text, other, doc_id=pair.doc_id)


def nearly_same(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Repeat a pair with another mark, width, case or small word."""
    kind = rng.randrange(4)
    if kind == 0:
        return replace(pair, src=pair.src + "。", tgt=pair.tgt.rstrip(".") + " .")
    if kind == 1:
        return replace(pair, tgt=pair.tgt.upper(), src=pair.src.replace("，", ", "))
    words = pair.tgt.split()
    at = rng.randrange(len(words))
    if kind == 2:
        return replace(pair, tgt=" ".join([*words[:at], "also", *words[at:]]))
    return replace(pair, tgt=" ".join(words[:at] + words[at + 1 :]), src=pair.src + "的")


Damage = Callable[[SegmentPair, random.Random], SegmentPair]
KINDS: tuple[tuple[str, Damage | None], ...] = (
    ("shifted", None),
    ("wrong language", wrong_language),
    ("truncated", cut_short),
    ("wrong number", wrong_number),
    ("copy", copied),
    ("machine loop", loop),
    ("near-duplicate", nearly_same),
)


def damaged(clean: list[SegmentPair]) -> list[tuple[str, SegmentPair]]:
    """Return the pairs with 10 % damaged in each way, 30 % left, near-duplicates after theirs."""
    rng = random.Random(3)
    share = len(clean) // 10
    figures = [pair for pair in clean if re.search(r"\d", pair.tgt)][:share]
    picked = {id(pair) for pair in figures}
    rest = [pair for pair in clean if id(pair) not in picked]
    noisy: list[tuple[str, SegmentPair]] = [("wrong number", wrong_number(p, rng)) for p in figures]
    for kind, damage in KINDS:
        if kind == "wrong number":
            continue
        group, rest = rest[:share], rest[share:]
        if kind == "shifted":
            turned = group[1:] + group[:1]
            group = [replace(a, tgt=b.tgt) for a, b in zip(group, turned, strict=True)]
            noisy += [(kind, pair) for pair in group]
        elif kind == "near-duplicate":
            noisy += [("", pair) for pair in group]
            noisy += [(kind, nearly_same(pair, rng)) for pair in group]
        elif damage is not None:
            noisy += [(kind, damage(pair, rng)) for pair in group]
    noisy += [("", pair) for pair in rest]
    late = [item for item in noisy if item[0] == "near-duplicate"]
    early = [item for item in noisy if item[0] != "near-duplicate"]
    rng.shuffle(early)
    return early + late


def noise(path: Path, count: int, only: str, show: bool) -> None:
    """Print recall by kind and precision, ours and a length ratio's."""
    rows = damaged(sample(path, count, 1, only))
    kinds = [kind for kind, _ in rows]
    pairs = [pair for _, pair in rows]
    verdicts = list(judge(pairs, choose(FilterSet(), skip=ALIGNED)))
    reasons = [verdict.filter for verdict in verdicts]
    left = [at for at, reason in enumerate(reasons) if not reason]
    index = Index()
    index.add([pairs[at] for at in left])
    for at, kind in zip(left, index.verdicts(), strict=True):
        reasons[at] = kind or ""
    ratio = Ratio(least=0.5)
    plain = ["" if ratio.accept(ratio.score(pair)) else "ratio" for pair in pairs]
    print(f"{len(rows)} pairs of {path.name}, {sum(map(bool, kinds))} damaged")
    table(kinds, reasons, "aligner")
    table(kinds, plain, "length ratio")
    if show:
        for kind, reason, pair in zip(kinds, reasons, pairs, strict=True):
            if bool(kind) != bool(reason):
                print(f"{kind or 'clean'}\t{reason or 'kept'}\t{pair.src}\t{pair.tgt}")


def table(kinds: list[str], reasons: list[str], title: str) -> None:
    """Print one line a kind."""
    print(title)
    for kind in [*(kind for kind, _ in KINDS), ""]:
        taken = [reason for k, reason in zip(kinds, reasons, strict=True) if k == kind]
        gone = Counter(filter(None, taken))
        most = ", ".join(f"{name} {times}" for name, times in gone.most_common(5))
        name = kind or "(clean: rejected)"
        print(
            f"  {name:18} {gone.total():6} of {len(taken):6}  "
            f"{gone.total() / max(1, len(taken)):.3f}  {most}"
        )
    hits = sum(bool(k and r) for k, r in zip(kinds, reasons, strict=True))
    flagged, bad = sum(map(bool, reasons)), sum(map(bool, kinds))
    print(f"  recall {hits / bad:.3f}  precision {hits / max(1, flagged):.3f}")


def fit(path: Path, count: int, only: str) -> None:
    """Print the weights of ``Complete``: a ridge logistic regression by Newton's method."""
    rng = random.Random(5)
    whole = sample(path, count, 0, only)
    cut = [cut_short(pair, rng) for pair in whole]
    both = whole + cut
    plain = np.array([completeness(p, e) for p, e in zip(both, evidence(both), strict=True)])
    mean, spread = plain.mean(0), plain.std(0)
    x = np.c_[(plain - mean) / spread, np.ones(len(plain))]
    y = np.r_[np.ones(len(whole)), np.zeros(len(cut))]
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        curve = (x.T * (p * (1 - p))) @ x + 1e-2 * np.eye(len(w))
        w -= np.linalg.solve(curve, x.T @ (p - y) + 1e-2 * w)
    weights = w[:-1] / spread
    print("BIAS =", round(float(w[-1] - (w[:-1] * mean / spread).sum()), 4))
    print("WEIGHTS =", tuple(round(float(v), 4) for v in weights))
    score = 1 / (1 + np.exp(-x @ w))
    for share in (0.01, 0.02, 0.03, 0.05):
        least = np.quantile(score[y == 1], share)
        print(
            f"  at {least:.3f}: whole rejected {share:.0%}, "
            f"cut {np.mean(score[y == 0] < least):.3f}"
        )
    print("  threshold in use:", Complete().least)


def speed(path: Path, count: int) -> None:
    """Print pairs a second of filters and deduplication, and the most memory used."""
    pairs = []
    for pair in read_rows(path):
        pairs.append(pair)
        if len(pairs) == count:
            break
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    filters = choose(FilterSet(), skip=ALIGNED)
    started = time.process_time()
    left = [verdict.pair for verdict in judge(pairs, filters) if verdict.kept]
    filtering = time.process_time() - started
    started = time.process_time()
    index = Index()
    index.add(pairs)
    gone = sum(v is not None for v in index.verdicts())
    deduping = time.process_time() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(pairs)} pairs; filter: {len(left)} kept, {len(pairs) / filtering:,.0f} pairs/s")
    print(
        f"dedupe: {gone} dropped, {len(pairs) / deduping:,.0f} pairs/s, {BYTES_A_PAIR} bytes a pair"
    )
    print(f"memory: {base / 1024:.0f} MB with the pairs read, {most / 1024:.0f} MB at most")


def main() -> None:
    """Read the options and run."""
    default = Path(os.environ.get("ALIGNER_DATA", ".")) / "train" / "general.tsv.zst"
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["noise", "speed", "fit"])
    parser.add_argument("rows", type=Path, nargs="?", default=default)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--only", default="", help="only pairs with this in the source")
    parser.add_argument("--show", action="store_true", help="print every wrong decision")
    options = parser.parse_args()
    if not options.rows.exists():
        sys.exit(f"{options.rows}: no such file; set ALIGNER_DATA or name a file")
    if options.what == "noise":
        noise(options.rows, options.count, options.only, options.show)
    elif options.what == "fit":
        fit(options.rows, options.count, options.only)
    else:
        speed(options.rows, options.count)


if __name__ == "__main__":
    main()
