import tomllib

from tests.corpora import CORPORA, article_ids
from tests.corpora.manifest import MANIFEST, OWN, listed_ids, render


def test_counts_and_checksums_are_those_of_the_files():
    text = MANIFEST.read_text(encoding="utf-8")
    assert render(tomllib.loads(text)) == text


def test_every_article_is_listed():
    manifest = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    assert listed_ids(manifest) == article_ids()


def test_every_file_has_a_checksum():
    text = MANIFEST.read_text(encoding="utf-8")
    files = [path.relative_to(CORPORA).as_posix() for path in CORPORA.rglob("*") if path.is_file()]
    assert [name for name in files if name not in OWN and f'"{name}" = ' not in text] == []


def test_every_set_is_public_domain_and_ours():
    manifest = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    assert {entry["licence"] for entry in manifest["set"]} == {"CC0-1.0"}
    assert {entry["origin"] for entry in manifest["set"]} == {"written for this project"}
