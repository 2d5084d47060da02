"""Make ``aligner/translation/english/small_words.txt``, the words that English writes small.

    python benchmarks/small_words.py FOLDER [--least N] [--share N]

Reads the ``FOLDER/SOURCE.tsv`` that ``default_model_data.py`` wrote. Counted are words within a
sentence before a word that is small itself, so that the capitals of titles and of names of several
words count for neither. A word is listed that is found small ``--least`` times, and ``--share``
times as often as with a capital, unless it is a Chinese surname too.
"""

import argparse
import re
import textwrap
from collections import Counter
from pathlib import Path

from aligner.checks.surnames import PINYIN

SOURCES = {
    "bilingual_notes_misc": 1,
    "economist_notes": 1,
    "hn2024_articles": 1,
    "jiyu_examples": 3,
    "mlqe_pe": 1,
    "news_commentary_ap004": 1,
    "nyt_notes_toyboxman": 1,
    "nyt_rss_newsarchive": 1,
    "oliver_news": 1,
    "wmt17": 1,
    "wmt18": 1,
    "xquad": 1,
}
"""What is read, every so many lines of it."""
WITHIN = re.compile(r"(?<=[a-z,] )[A-Za-z][a-z]+(?= [a-z])")
LIST = Path(__file__).parent.parent / "aligner" / "translation" / "small_words.txt"


def count(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Return how often each word is small, and how often it has a capital."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for name, step in SOURCES.items():
        lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        for line in lines[::step]:
            english = line.split("\t")[1]
            begun = [word[0].isupper() for word in english.split()]
            if sum(begun) > len(begun) / 2:  # a headline
                continue
            for word in WITHIN.findall(english):
                (small if word[0].islower() else capital)[word.lower()] += 1
    return small, capital


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--least", type=int, default=50)
    parser.add_argument("--share", type=int, default=10)
    options = parser.parse_args()
    small, capital = count(options.folder)
    surnames = set(PINYIN.values())
    kept = sorted(
        word
        for word, times in small.items()
        if times >= options.least
        and times >= options.share * capital[word]
        and word not in surnames
    )
    LIST.write_text(textwrap.fill(" ".join(kept), 100) + "\n", encoding="utf-8")
    print(f"{LIST}: {len(kept):,} words")


if __name__ == "__main__":
    main()
