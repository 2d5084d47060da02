"""Make long pairs of neighbouring sentences: news sentences are longer than those of the bitext.

    python benchmarks/default_model_long.py OUT [--seed N]

Reads the ``OUT/SOURCE.tsv`` that ``default_model_data.py`` wrote, of sources whose lines follow
each other as in the article, and writes ``OUT/long.tsv``: two to four sentences in a row as one
pair. Every second full stop within becomes a comma or semicolon on the Chinese side, where one
sentence often goes on for what English says in several.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WANTED = (45, 60, 75, 90)
"""Chinese characters to reach; one of these is drawn for each pair."""
SHORTEST, LONGEST, MOST = 40, 130, 4
"""Chinese characters, and sentences, of a pair."""
ENDS_ZH, ENDS_EN = tuple("。？！”'\""), tuple(".?!”'\"")
GOES_ON = "，，，；"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """How often a file is gone through, and the share of its long pairs that is kept."""

    passes: int = 1
    share: float = 1.0


SOURCES = {
    "economist_notes": Source(),
    "news_commentary_ap004": Source(),
    "oliver_news": Source(share=0.4),
    "hkcnews_translated": Source(),
    "wmt17": Source(passes=3),
    "wmt18": Source(passes=3),
}


def runs(pairs: list[Pair], rng: random.Random) -> Iterator[list[Pair]]:
    """Yield neighbouring whole sentences, from a start that is drawn, without using one twice."""
    at = rng.randrange(3)
    while at < len(pairs):
        wanted = rng.choice(WANTED)
        run = [pairs[at]]
        while (
            at + len(run) < len(pairs)
            and len(run) < MOST
            and sum(len(zh) for zh, _ in run) < wanted
            and run[-1][0].endswith(ENDS_ZH)
            and run[-1][1].rstrip().endswith(ENDS_EN)
        ):
            run.append(pairs[at + len(run)])
        at += len(run)
        yield run


def joined(run: list[Pair], rng: random.Random) -> Pair:
    """Return a run as one pair."""
    text = run[0][0]
    for zh, _ in run[1:]:
        if text.endswith("。") and rng.random() < 0.5:
            text = text[:-1] + rng.choice(GOES_ON)
        text += zh
    return text, " ".join(en for _, en in run)


def long_pairs(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """Yield the long pairs of all sources."""
    for name, source in SOURCES.items():
        lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
        pairs = [(zh, en) for zh, en, *_ in (line.split("\t") for line in lines if line)]
        for _ in range(source.passes):
            for run in runs(pairs, rng):
                fits = SHORTEST <= sum(len(zh) for zh, _ in run) <= LONGEST
                if len(run) > 1 and fits and rng.random() < source.share:
                    yield joined(run, rng)


def main() -> None:
    """Write ``long.tsv``."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    pairs = list(long_pairs(options.folder, rng))
    rng.shuffle(pairs)
    text = "".join(f"{zh}\t{en}\n" for zh, en in pairs)
    (options.folder / "long.tsv").write_text(text, encoding="utf-8")
    print(f"{len(pairs):,} long pairs")


if __name__ == "__main__":
    main()
