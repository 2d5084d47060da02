"""What ``aligner corpus stats`` does: figures on stdout, or a page of plots in a file."""

import json
from dataclasses import asdict
from pathlib import Path

from aligner.atomic import check_writable
from aligner.cli.corpus_streams import read_pairs
from aligner.cli.dash import not_stdin
from aligner.cli.progress import bar
from aligner.corpus.clean import read_rejected
from aligner.corpus.stats import Stats, measure
from aligner.errors import InputError, UsageError
from aligner.formats.streams import writing_text
from aligner.paths import exists
from aligner.progress import counted


def run_stats(source: str, *, as_json: bool, quiet: bool) -> None:
    """Print the figures of a bitext."""
    with bar("Measuring", quiet=quiet, unit="pairs") as progress:
        found = measure(counted(read_pairs(source), progress))
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _print(found)


def _print(found: Stats) -> None:
    print(f"pairs\t{found.pairs}\ndocuments\t{found.documents}")
    print(f"without document\t{found.without_document}\nempty sides\t{found.empty_sides}")
    print(f"Chinese characters\t{found.han}\nEnglish words\t{found.words}")
    print("scripts\t" + " ".join(f"{name} {count}" for name, count in found.scripts))
    print("\t1%\t25%\tmedian\t75%\t99%")
    for title, spread in (
        ("characters a pair", found.han_spread),
        ("words a pair", found.words_spread),
        ("words a character", found.ratio),
        ("score", found.scores),
    ):
        print(f"{title}\t" + "\t".join(f"{value:g}" for value in asdict(spread).values()))


def run_page(source: str, html: str, rejects: Path | None, *, force: bool, quiet: bool) -> None:
    """Write the page; ``-`` is standard output."""
    from aligner.corpus.page import Gallery, to_html

    not_stdin("--rejects", rejects)
    if rejects is not None and not exists(rejects):
        raise InputError(f"{rejects}: no such file")
    target = None if html == "-" else Path(html)
    if target is not None:
        check_writable(target, force=force)
        if target.suffix.lower() not in (".html", ".htm"):
            raise UsageError(f"{html}: --html writes a page; give a name that ends in .html")
    gallery = Gallery()
    with bar("Measuring", quiet=quiet, unit="pairs") as progress:
        for pair in counted(read_pairs(source), progress):
            gallery.add(pair)
        for verdict in read_rejected(rejects) if rejects else ():
            gallery.judge(verdict)
    name = "standard input" if source == "-" else Path(source).name
    with writing_text(target, force=force) as stream:
        stream.write(to_html(gallery.contents, name))
