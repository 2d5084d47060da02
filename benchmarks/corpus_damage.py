"""Known damage to clean pairs, for the benchmarks of the corpus filters.

Used by ``corpus.py`` and ``corpus_train.py``; every choice is drawn with a fixed seed.
"""

import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from aligner.bitext import SegmentPair

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


def read_rows(path: Path) -> Iterator[tuple[str, SegmentPair]]:
    """Yield source and pair of each line of a file, packed or not.

    A line: Chinese, tab, English, and perhaps tab and the name of its source, else the file's.
    """
    if path.suffix == ".zst":
        command = ["zstd", "-dc", "--long=27", str(path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
        lines = process.stdout
    else:
        lines = path.open(encoding="utf-8")
    assert lines is not None
    for number, line in enumerate(lines):
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 1:
            name = cells[2] if len(cells) > 2 else path.name.split(".")[0]
            yield name, SegmentPair(cells[0], cells[1], doc_id=f"d{number}")


def samples(
    paths: Iterable[Path], count: int, odd: int, sources: Collection[str]
) -> dict[str, list[SegmentPair]]:
    """Return ``count`` pairs by source from lines of one parity that look like sentences.

    Drawn in one pass (reservoir sampling); no ``sources``: all.
    """
    rng = random.Random(7)
    chosen: dict[str, list[SegmentPair]] = {}
    seen: Counter[str] = Counter()
    for path in paths:
        for number, (source, pair) in enumerate(read_rows(path)):
            wanted = number % 2 == odd and 5 <= len(pair.src) <= 150
            if not wanted or (sources and source not in sources):
                continue
            own = chosen.setdefault(source, [])
            seen[source] += 1
            if len(own) < count:
                own.append(pair)
            elif (at := rng.randrange(seen[source])) < count:
                own[at] = pair
    for own in chosen.values():
        rng.shuffle(own)
    return chosen


def cut_short(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Keep 30 to 60 % of one side."""
    share = rng.uniform(0.3, 0.6)
    if rng.random() < 0.5:
        return replace(pair, src=pair.src[: max(2, int(len(pair.src) * share))])
    words = pair.tgt.split()
    return replace(pair, tgt=" ".join(words[: max(1, int(len(words) * share))]))


def cut_anywhere(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Keep 30 to 65 % of one side: its beginning or its end, up to a mark if one is there."""
    share, front = rng.uniform(0.3, 0.6), rng.random() < 0.25
    side = "src" if rng.random() < 0.5 else "tgt"
    text = getattr(pair, side)
    marks = [m.end() for m in re.finditer("[，；：。]|[,;:.] ", text)]
    marks = [at for at in marks if 0.3 <= at / len(text) <= 0.65]
    if marks and rng.random() < 0.5:
        at = rng.choice(marks)
        stop = "。" if side == "src" else "."
        end = text[at:] if front else text[:at].rstrip("，；：,;:. ") + stop
        return replace(pair, **{side: end})
    if side == "src":
        size = max(2, int(len(text) * share))
        return replace(pair, src=text[-size:] if front else text[:size])
    words = text.split()
    size = max(1, int(len(words) * share))
    return replace(pair, tgt=" ".join(words[-size:] if front else words[:size]))


def wrong_number(pair: SegmentPair, rng: random.Random) -> SegmentPair:
    """Change one figure of the English, or add a digit."""
    found = list(re.finditer(r"\d+(?:[.,]\d+)*", pair.tgt))
    match = rng.choice(found)
    digits = list(match.group())
    places = [at for at, char in enumerate(digits) if char.isdigit()]
    at = places[0] if rng.random() < 0.7 else rng.choice(places)
    digits[at] = str((int(digits[at]) + rng.randint(1, 8)) % 9 + 1)
    if "".join(digits) == match.group():
        digits.append("1" if "." in digits else "0")  # 1.20 would be 1.2
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
