"""The manifest of the sample corpora, computed from the files.

``python -m tests.corpora.manifest`` rewrites counts and checksums after an edit. What a person
decides (topic, script, manner, the sets themselves) is kept from the manifest that is there.
"""

import hashlib
import json
import tomllib
from collections import Counter
from typing import Any

from tests.corpora import CHALLENGE, CORPORA, NEWS, article_ids, read_gold

MANIFEST = CORPORA / "manifest.toml"
OWN = ("manifest.toml", "README.md", "LICENSE")
"""Files that describe the corpora and are not part of them."""


def _files(prefix: str) -> list[str]:
    paths = sorted(CORPORA.glob(f"{prefix}/**/*"))
    return [path.relative_to(CORPORA).as_posix() for path in paths if path.is_file()]


def _checksums(names: list[str]) -> list[str]:
    digests = [hashlib.sha256((CORPORA / name).read_bytes()).hexdigest() for name in names]
    pairs = zip(names, digests, strict=True)
    return [f'"{name}" = "{digest}"' for name, digest in pairs]


def _article(entry: dict[str, Any]) -> list[str]:
    beads = read_gold(entry["id"])
    kinds = Counter(f"{len(zh)}-{len(en)}" for zh, en in beads)
    names = [n for n in _files("news") if n.rsplit("/", 1)[1].split(".")[0] == entry["id"]]
    return [
        "[[set.article]]",
        *(f'{key} = "{entry[key]}"' for key in ("id", "topic", "script", "manner")),
        f"zh_sentences = {sum(len(zh) for zh, _ in beads)}",
        f"en_sentences = {sum(len(en) for _, en in beads)}",
        "beads = {" + ", ".join(f'"{k}" = {n}' for k, n in sorted(kinds.items())) + "}",
        "[set.article.sha256]",
        *_checksums(names),
        "",
    ]


def _set(entry: dict[str, Any]) -> list[str]:
    keys = ("id", "description", "licence", "origin")
    lines = ["[[set]]", *(f'{key} = "{entry[key]}"' for key in keys)]
    lines += [f"languages = {json.dumps(entry['languages'])}"]
    if entry["id"] == "news":
        lines += [f"articles = {len(entry['article'])}", ""]
        for article in sorted(entry["article"], key=lambda a: str(a["id"])):
            lines += _article(article)
        return lines
    items = [json.loads(line) for line in CHALLENGE.read_text(encoding="utf-8").splitlines()]
    counts = Counter(item["phenomenon"] for item in items)
    lines += [f"items = {len(items)}", f"wrong = {sum(len(item['bad']) for item in items)}"]
    lines += ["[set.phenomena]", *(f"{name} = {counts[name]}" for name in sorted(counts))]
    return [*lines, "[set.sha256]", *_checksums(_files("challenge")), ""]


def render(manifest: dict[str, Any]) -> str:
    """Return the text of the manifest as it should be for the files as they are."""
    lines = ["# Rewritten by `python -m tests.corpora.manifest`.", ""]
    for entry in manifest["set"]:
        lines += _set(entry)
    return "\n".join(lines)


def listed_ids(manifest: dict[str, Any]) -> list[str]:
    """Return the names of the articles that the manifest lists."""
    return sorted(str(a["id"]) for s in manifest["set"] for a in s.get("article", []))


if __name__ == "__main__":
    known = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    missing = set(article_ids()) ^ set(listed_ids(known))
    if missing:
        raise SystemExit(f"{MANIFEST}: give id, topic, script and manner for {sorted(missing)}")
    MANIFEST.write_text(render(known), encoding="utf-8")
    print(f"{MANIFEST}: {len(article_ids())} articles under {NEWS.name}/")
