"""Make the training files of the default model from the gathered bitext.

    python benchmarks/default_model_data.py OUT [--limit N]

``ALIGNER_DATA`` names the data; needs ``pip install zstandard``.

Reads ``$ALIGNER_DATA/train/*.tsv.zst`` (Chinese, English, source) and writes ``OUT/SOURCE.tsv`` for
every source the recipe of ``models/zh-en/recipe.toml`` names, ``wmt17.tsv`` and ``wmt18.tsv`` from
``$ALIGNER_DATA/eval`` (used for tuning, as their licence allows for research), and ``dev.tsv``
(wmt19). What is dropped: untranslated or half-translated pairs, markup, extreme lengths, English
that is not a written sentence in the largest source, and of the two largest sources the part that
is least like news by the log-ratio of unigrams (Moore & Lewis 2010). English quotation marks become
straight, as those of translations are.
"""

import argparse
import io
import math
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.text.script import to_simplified
from aligner.translation.english.quotes import straight

HAN = re.compile(r"[\u4e00-\u9fff]")
ENDING = re.compile(r"[.!?…\"”’')\]:;]$")
MARKUP = re.compile(r"https?://|[{}<>\\|=]|\S{35,}")
TAG = re.compile(
    r"\s?\((?:AP|AFP|ABC|CBS|LATIMES|Reuters|The Christian Science Monitor|(?:NY )?Times|TIMES|"
    r"WAPOST|Yahoo)\)$"
)
"""Where a headline is from; the Chinese side does not say it."""
LIKE_NEWS = {"jiyu_examples": 0.65, "hn2024_articles": 0.65}
"""Sources of which only this share, the most news-like, is kept."""
NEWS = {"nyt_notes_toyboxman", "economist_notes", "nyt_rss_newsarchive", "news_commentary_ap004"}

Row = tuple[str, str, str]


def is_good(zh: str, en: str, source: str) -> bool:
    """Say whether a pair looks like a translation in written language."""
    words, han = len(en.split()), len(HAN.findall(zh))
    if not (1 < len(zh) <= 180 and 1 <= words <= 110) or MARKUP.search(en) or HAN.search(en):
        return False
    if han < 0.4 * len(zh.replace(" ", "")) or (han >= 8 and not 0.3 <= words / han <= 1.5):
        return False
    if source != "jiyu_examples":
        return True
    written = re.match(r"[A-Z\"“0-9]", en) and ENDING.search(en) and len(zh) >= 5
    return bool(written) and not re.search(r"\s[,.;:?!]|\.\.|[,;][A-Za-z]", en)


def rows(data: Path, limit: int) -> Iterator[Row]:
    """Yield (source, zh, en) of every good pair, each once."""
    import zstandard

    seen: set[int] = set()
    kept: Counter[str] = Counter()
    for path in sorted((data / "train").glob("*.tsv.zst")):
        with path.open("rb") as raw:
            stream = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(raw)
            for line in io.TextIOWrapper(stream, "utf-8", newline="\n"):
                zh, en, source = ([*line.rstrip("\n").split("\t"), ""])[:3]
                en = straight(TAG.sub("", en))
                if limit and kept[source] >= limit:
                    continue
                key = hash((zh, en))
                if key not in seen and is_good(zh, en, source):
                    seen.add(key)
                    kept[source] += 1
                    yield source, to_simplified(zh), en


def news_likeness(pairs: list[Row]) -> list[float]:
    """Return the mean log-ratio of character and word unigrams, news over everything."""
    news: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    units = [[*zh, *en.lower().split()] for _, zh, en in pairs]
    for (source, _, _), unit in zip(pairs, units, strict=True):
        everything.update(unit)
        if source in NEWS:
            news.update(unit)
    totals = sum(news.values()) + len(everything), sum(everything.values()) + len(everything)
    ratio = {
        u: math.log((news[u] + 1) / totals[0]) - math.log((n + 1) / totals[1])
        for u, n in everything.items()
    }
    return [sum(ratio[u] for u in unit) / len(unit) for unit in units]


def write(path: Path, pairs: list[tuple[str, str]]) -> None:
    """Write a TSV without a header."""
    clean = [(zh.replace("\t", " "), en.replace("\t", " ")) for zh, en in pairs]
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in clean), encoding="utf-8")
    print(f"{path}: {len(pairs):,} pairs")


def main() -> None:
    """Write one file a source."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="pairs of each source; 0: all")
    options = parser.parse_args()
    data = Path(os.environ["ALIGNER_DATA"])
    options.out.mkdir(parents=True, exist_ok=True)
    pairs = list(rows(data, options.limit))
    scores = news_likeness(pairs)
    by_source: dict[str, list[tuple[float, str, str]]] = {}
    for (source, zh, en), score in zip(pairs, scores, strict=True):
        by_source.setdefault(source, []).append((score, zh, en))
    for source, found in sorted(by_source.items()):
        if source in LIKE_NEWS:
            found = sorted(found, reverse=True)[: round(LIKE_NEWS[source] * len(found))]
        write(options.out / f"{source}.tsv", [(zh, en) for _, zh, en in found])
    for name, target in (("wmt17", "wmt17"), ("wmt18", "wmt18"), ("wmt19", "dev")):
        sides = [
            (data / "eval" / name / side).read_text(encoding="utf-8").splitlines()
            for side in ("src.zh", "ref.en")
        ]
        if target != "dev":
            sides[1] = [straight(line) for line in sides[1]]
        write(options.out / f"{target}.tsv", list(zip(*sides, strict=True)))


if __name__ == "__main__":
    main()
