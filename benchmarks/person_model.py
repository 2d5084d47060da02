"""Train the model that finds Chinese persons (decision 0312).

    python benchmarks/person_model.py OUT BITEXT.tsv...

Each surname with one or two characters after it in a Chinese sentence is a candidate; it is a
person if the English has it in pinyin, *Jin Wei*. All pairs with such a person are taken, all pairs
of files named ``wmt*``, which are news and weigh ``NEWS`` times as much, and ``SHARE`` of the
others. Logistic regression by Adagrad. Writes ``OUT/persons.tsv``; what occurs in fewer than
``FEWEST`` candidates has no weight.

    ALIGNER_DATA=... python benchmarks/person_model.py --test [--least 0]

counts, on wmt19 and wmt20, the names that references spell so and rules, tables and model find.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.text.normalize import normalize
from aligner.text.script import to_simplified
from aligner.translation.names.person_model import WEIGHTS, PersonModel, candidates, features
from aligner.translation.names.pinyin import person

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEAD = """\
# Weights of the features of Chinese persons, learnt from the training text of the default model by
# benchmarks/person_model.py. CC BY-NC-SA 4.0.
"""
PINYIN = re.compile(r"(?=(?<!\w)([A-Z][a-z]+ [A-Z][a-z]+)(?!\w))")
LONGEST = 400
SHARE, NEWS, LEFT_OUT = 0.12, 4.0, 3.0
"""Share of the pairs without persons, weight of news, and of those for the ones left out."""
FEWEST = 12
DECAY, RATE, ROUNDS, BATCH = 0.1, 0.3, 12, 4096

spelt = lru_cache(400_000)(lambda name: person(name, labelled=True))


def named(zh: str, en: str) -> tuple[list[tuple[int, str]], set[tuple[int, str]]]:
    """Return the candidates of a simplified sentence, and those whom its translation spells."""
    spellings = set(PINYIN.findall(en))
    own = list(candidates(zh))
    persons: set[tuple[int, str]] = set()
    end = 0
    for start, name in own if spellings else ():
        if start >= end and spelt(name) in spellings:
            persons.add((start, name))
            end = start + len(name)
    return own, persons


def pairs(files: list[Path]) -> Iterator[tuple[str, str, float]]:
    """Yield simplified sentences, their translations, and what they weigh."""
    chance = random.Random(1)
    for path in files:
        news = path.name.startswith("wmt")
        for line in path.open(encoding="utf-8"):
            zh, en = line.rstrip("\n").split("\t")[:2]
            if len(zh) > LONGEST:
                continue
            zh = to_simplified(normalize(zh, "zh"))
            if news:
                yield zh, en, NEWS
            elif named(zh, en)[1]:
                yield zh, en, 1.0
            elif chance.random() < SHARE:
                yield zh, en, LEFT_OUT


class Rows:
    """Candidates as numbers of features, with labels and weights."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.features, self.ends = array("l"), array("l", [0])
        self.labels, self.weights = array("d"), array("d")

    def add(self, zh: str, en: str, weight: float) -> None:
        """Add the candidates of a pair."""
        own, persons = named(zh, en)
        for start, name in own:
            for feature in features(zh, start, name):
                self.features.append(self.numbers.setdefault(feature, len(self.numbers)))
            self.ends.append(len(self.features))
            self.labels.append((start, name) in persons)
            self.weights.append(weight)


def fit(rows: Rows) -> NDArray[np.float64]:
    """Return a weight for each feature."""
    import numpy as np

    flat, ends = np.array(rows.features), np.array(rows.ends)
    labels, weights = np.array(rows.labels), np.array(rows.weights)
    kept = np.bincount(flat, minlength=len(rows.numbers)) >= FEWEST
    theta, squares = np.zeros(len(kept)), np.full(len(kept), 1e-10)
    order, chance = np.arange(len(labels)), np.random.default_rng(1)
    for turn in range(ROUNDS):
        chance.shuffle(order)
        loss = 0.0
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            own = [flat[ends[row] : ends[row + 1]] for row in batch]
            sizes = np.array([len(each) for each in own])
            ids = np.concatenate(own)
            row = np.repeat(np.arange(len(batch)), sizes)
            odds = np.bincount(row, theta[ids], len(batch))
            wrong = weights[batch] * (1 / (1 + np.exp(-odds)) - labels[batch])
            loss += float((weights[batch] * np.logaddexp(0, odds * (1 - 2 * labels[batch]))).sum())
            slope = np.bincount(ids, wrong[row], len(theta))
            slope += 2 * DECAY * len(batch) / len(order) * theta
            slope *= kept
            squares += slope**2
            theta -= RATE * slope / np.sqrt(squares)
        print(f"round {turn + 1}: {loss:.0f}", flush=True)
    return theta


def train(out: Path, files: list[Path]) -> None:
    """Write the weights."""
    rows = Rows()
    for pair in pairs(files):
        rows.add(*pair)
    print(f"{len(rows.labels):,} candidates, {int(sum(rows.labels)):,} persons", flush=True)
    weights = fit(rows)
    lines = (
        f"{feature}\t{weights[number]:.1f}\n"
        for feature, number in sorted(rows.numbers.items())
        if round(abs(weights[number]), 1) > 0
    )
    (out / WEIGHTS).write_text(HEAD + "".join(lines), encoding="utf-8")


def test(data: Path, least: float) -> None:
    """Print what is found of the names that references spell."""
    from aligner.translation.names.spelt_names import names_in

    model, counts = PersonModel.shipped(), Counter[str]()
    for part in ("wmt19", "wmt20"):
        sides = [
            (data / "eval" / part / side).read_text(encoding="utf-8").splitlines()
            for side in ("src.zh", "ref.en")
        ]
        for source, reference in zip(*sides, strict=True):
            zh = to_simplified(normalize(source, "zh"))
            persons = named(zh, reference)[1]
            known = {
                (name.span.start, zh[name.span.start : name.span.end]) for name in names_in(zh)
            }
            found = {(start, name) for start, name, _ in model.find(zh, least)}
            counts += Counter(
                references=len(persons),
                found_by_all=len(persons & known),
                model=len(found),
                model_right=len(found & persons),
            )
    print(dict(counts))


def main() -> None:
    """Read the arguments and train or test."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--least", type=float, default=0.0)
    args = parser.parse_args()
    if args.test:
        test(Path(os.environ["ALIGNER_DATA"]), args.least)
    else:
        train(args.out, args.files)


if __name__ == "__main__":
    main()
