"""Make variants of good pairs: what news is full of and the bitext has too little of.

    python benchmarks/default_model_variants.py OUT [--each N] [--seed N]

Reads the ``OUT/SOURCE.tsv`` that ``default_model_data.py`` wrote and
``$ALIGNER_DATA/names.tsv.zst`` (Chinese, English, type; needs ``pip install zstandard``) and writes
``OUT/variants.tsv`` and ``OUT/spelled.tsv``. A variant is a pair with one thing changed on both
sides:

- a gloss in Latin letters after a name that both sides have: 施密特（Anna Schmidt）,
- a date after the only weekday: 星期二（3月4日）, ``Tuesday (March 4)``,
- a dateline before the sentence: （首尔/布鲁塞尔综合讯）, ``(Seoul/Brussels)``,
- other numbers, in 万, 亿 and 万亿 too, for those whose value stands once on each side.

A pair of ``spelled.tsv`` has names in Latin letters on the Chinese side too, half of them with
spaces around, as names that a translation lost are given to the model: Siem Reap机场. One in three
of one word is another name than it was, on both sides, so that copying is what is learnt.
"""

import argparse
import calendar
import io
import os
import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from aligner.checks.surnames import PINYIN
from aligner.registry.store import shipped_root
from aligner.text.english_words import words
from aligner.translation.names.name_table import NameTable
from aligner.translation.names.pinyin import person

NEWS = (
    "nyt_notes_toyboxman",
    "economist_notes",
    "nyt_rss_newsarchive",
    "news_commentary_ap004",
    "oliver_news",
    "hn2024_articles",
    "jiyu_examples",
    "wmt17",
    "wmt18",
)
PEOPLE = {"person-name-part", "transliteration", "person", "surname"}
TITLES = words("""
    The President Mr Mrs Ms Dr Sir Minister Prime Chancellor Senator In At And But On Secretary
    General Representative King Queen Prince Governor Judge Justice Professor CEO Republican
    Democrat Democratic American British
""")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])(?!（)")
DAYS = dict(zip("一二三四五六日", calendar.day_name, strict=True)) | {"天": "Sunday"}
FORMULAS = ("综合讯", "综合电", "综合报道", "讯", "电")
ZH_NUMBER = re.compile(
    r"(?<![\d.,A-Za-z-])(\d[\d,]*(?:\.\d+)?)(万亿|亿|千万|百万|万)?(?![\d.,]*\d)"
    r"(?!年|月|日|号|世纪|岁|时|点|分|秒|[A-Za-z-])"
)
EN_NUMBER = re.compile(
    r"(?<![\d.,A-Za-z-])(\d[\d,]*(?:\.\d+)?)(?:[ -](thousand|million|billion|trillion))?"
    r"(?![\d.,]*\d)(?![A-Za-z-])"
)
ZH_SCALE = {"": 1, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
EN_SCALE = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

SPELT, OTHER = 0.75, 0.35
"""How many of the names of a pair are spelt, and how many of these become another name."""
INNER = re.compile(r" (?=[，。、；：？！”’）》]|\s)|(?<=[，。、；：？！“‘（《]) ")

Pair = tuple[str, str]
Variant = Callable[[str, str, random.Random], Pair | None]


def people(data: Path) -> dict[str, list[str]]:
    """Return the Chinese spellings of names of one English word, the longest first."""
    import zstandard

    found: dict[str, set[str]] = {}
    with (data / "names.tsv.zst").open("rb") as raw:
        stream = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(raw)
        for line in io.TextIOWrapper(stream, "utf-8", newline="\n"):
            zh, en, kind = line.split("\t")[:3]
            if kind in PEOPLE and 2 <= len(zh) <= 8 and re.fullmatch(r"[A-Z][A-Za-z'’-]{2,}", en):
                found.setdefault(en, set()).add(zh)
    return {en: sorted(spellings, key=len, reverse=True) for en, spellings in found.items()}


def places() -> list[Pair]:
    """Return the places that datelines name."""
    lines = (
        (shipped_root() / "models" / "lexicon" / "places.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(zh, en) for zh, en in cells]


def glossing(names: dict[str, list[str]]) -> Variant:
    """Return what puts the English spelling after up to two names."""

    def gloss(zh: str, en: str, rng: random.Random) -> Pair | None:
        if "（" in zh or "(" in zh:
            return None
        ends = dict(_glosses(zh, en, names))
        for end in sorted(ends, reverse=True)[:2]:
            left, right = "（）" if rng.random() < 0.85 else "()"
            zh = f"{zh[:end]}{left}{ends[end]}{right}{zh[end:]}"
        return (zh, en) if ends else None

    return gloss


def _glosses(zh: str, en: str, names: dict[str, list[str]]) -> Iterator[tuple[int, str]]:
    found = list(WORD.finditer(en))
    for before, match in pairwise(found):
        name = match[0].removesuffix("'s").removesuffix("’s")
        spelt = next((n for n in names.get(name, []) if n in zh), None)
        if spelt is None:
            continue
        start = zh.index(spelt)
        end = start + len(spelt)
        joined = en[before.end() : match.start()] in {" ", ". "} and before.start() > 0
        first = joined and before[0][0].isupper() and before[0] not in TITLES
        alone = zh[end : end + 1] not in {"·", "•", "・", "-"}
        if alone and (first or zh[start - 1 : start] not in {"·", "•", "・"}):
            yield end, f"{en[before.start() : match.start()]}{name}" if first else name


def dated(zh: str, en: str, rng: random.Random) -> Pair | None:
    """Put a date after the weekday, if there is one and only one."""
    days = list(WEEKDAY.finditer(zh))
    if len(days) != 1:
        return None
    names = list(re.finditer(DAYS[days[0][1]] + r"\b(?!['’(])", en))
    if len(names) != 1:
        return None
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    at, then = days[0].end(), names[0].end()
    return (
        f"{zh[:at]}（{month}月{day}日）{zh[at:]}",
        f"{en[:then]} ({calendar.month_name[month]} {day}){en[then:]}",
    )


def datelining(cities: list[Pair]) -> Variant:
    """Return what puts a dateline of one or two places before a sentence."""

    def dateline(zh: str, en: str, rng: random.Random) -> Pair | None:
        if zh[0] in "（(“《" or not en[0].isupper() or len(zh) < 14 or rng.random() > 0.12:
            return None
        chosen = rng.sample(cities, rng.choice([1, 1, 2]))
        src, tgt = ("/".join(names) for names in zip(*chosen, strict=True))
        return f"（{src}{rng.choice(FORMULAS)}）{zh}", f"({tgt}) {en}"

    return dateline


def renumbered(zh: str, en: str, rng: random.Random) -> Pair | None:
    """Write other numbers for those whose value stands once on each side."""
    src, tgt = list(ZH_NUMBER.finditer(zh)), list(EN_NUMBER.finditer(en))
    values = [_value(match, ZH_SCALE) for match in src]
    others = [_value(match, EN_SCALE) for match in tgt]
    changes: list[tuple[re.Match[str], str, re.Match[str], str]] = []
    for match, value in zip(src, values, strict=True):
        if values.count(value) == others.count(value) == 1 and value >= 3:
            new = _new_number(match, value, zh, rng)
            changes.append((match, new[0], tgt[others.index(value)], new[1]))
    if not changes or len(src) > 4:
        return None
    return (
        _rewritten(zh, [(match, new) for match, new, _, _ in changes]),
        _rewritten(en, [(match, new) for _, _, match, new in changes]),
    )


def _value(match: re.Match[str], scales: dict[str, int]) -> float:
    return round(float(match[1].replace(",", "")) * scales[match[2] or ""], 4)


def _new_number(match: re.Match[str], value: float, zh: str, rng: random.Random) -> Pair:
    if zh[match.end() : match.end() + 1] in {"%", "％"}:
        share = f"{rng.choice([rng.randint(1, 99), round(rng.uniform(0.1, 99), 1)])}"
        return share, share
    if value < 10**4 and not match[2]:
        small = rng.randint(3, 9999 if value > 999 else 999 if value > 99 else 99)
        return str(small), f"{small:,}"
    unit = rng.choice(["万", "万", "亿", "亿", "万亿"])
    most = 30 if unit == "万亿" else rng.choice([99, 999, 9999])
    amount = rng.choice([rng.randint(1, most), round(rng.uniform(1, min(most, 99)), 1)])
    return f"{amount:g}{unit}", _english(round(amount * ZH_SCALE[unit]))


def _english(value: int) -> str:
    name = next((n for n in ("trillion", "billion", "million") if value >= EN_SCALE[n]), "")
    return f"{value / EN_SCALE[name]:.6g} {name}" if name else f"{value:,}"


def _rewritten(text: str, changes: list[tuple[re.Match[str], str]]) -> str:
    for match, new in sorted(changes, key=lambda change: -change[0].start()):
        text = text[: match.start()] + new + text[match.end() :]
    return text


def spelling(table: NameTable, others: list[str]) -> Variant:
    """Return what writes most names that both sides have as the English spells them."""

    def spell(zh: str, en: str, rng: random.Random) -> Pair | None:
        found = {**dict(_persons(zh, en)), **dict(_listed(zh, en, table))}
        chosen = [span for span in found if rng.random() < SPELT] or [*found][:1]
        space = rng.choice(["", " "])
        for start, end in sorted(chosen, reverse=True):
            name = found[start, end]
            once = en.count(name) == zh.count(zh[start:end]) == 1 and " " not in name
            if once and len(zh[start:end]) > 1 and rng.random() < OTHER:
                other = rng.choice(others)
                en, name = en.replace(name, other), other
            zh = f"{zh[:start]}{space}{name}{space}{zh[end:]}"
        return (INNER.sub("", zh).strip(), en) if chosen else None

    return spell


def _listed(zh: str, en: str, table: NameTable) -> Iterator[tuple[tuple[int, int], str]]:
    for name in table.find(zh):
        spelt = next((form for form in name.spellings if _stands(form, en)), None)
        if spelt:
            yield (name.span.start, name.span.end), spelt


def _persons(zh: str, en: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the Chinese names whose pinyin stands in the English."""
    end = 0
    for start, first in enumerate(zh):
        if start < end or f"{PINYIN.get(first, '-').capitalize()} " not in en:
            continue
        for size in (3, 2):
            spelt = person(zh[start : start + size], labelled=True)
            if spelt and _stands(spelt, en):
                end = start + size
                yield (start, end), spelt
                break


def _stands(name: str, en: str) -> bool:
    return name in en and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", en) is not None


def copied(names: dict[str, list[str]]) -> list[str]:
    """Return the names that may stand for others."""
    return sorted(name for name in names if 3 <= len(name) <= 22)


def main() -> None:
    """Write the variants."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", type=int, default=50_000, help="variants of a kind at most")
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    pairs: list[Pair] = []
    for source in NEWS:
        path = options.out / f"{source}.tsv"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        pairs += [(zh, en) for zh, _, en in (line.partition("\t") for line in lines) if zh and en]
    rng.shuffle(pairs)
    names = people(Path(os.environ["ALIGNER_DATA"]))
    kinds: dict[str, Variant] = {
        "glossed": glossing(names),
        "dated": dated,
        "datelined": datelining(places()),
        "renumbered": renumbered,
    }
    spelt = {"spelled": spelling(NameTable.shipped(), copied(names))}
    for file, own, most in (("variants.tsv", kinds, options.each), ("spelled.tsv", spelt, None)):
        with (options.out / file).open("w", encoding="utf-8") as stream:
            for name, variant in own.items():
                found = (variant(zh, en, rng) for zh, en in pairs)
                kept = [pair for pair in found if pair is not None][:most]
                stream.writelines(f"{zh}\t{en}\n" for zh, en in kept)
                print(f"{name}: {len(kept):,} pairs")


if __name__ == "__main__":
    main()
