import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import ModelError, RefusedError
from aligner.lang import LangPair
from aligner.registry.card import (
    Download,
    ModelCard,
    ModelFile,
    Pull,
    Quality,
    Search,
    Speed,
    TrainingSet,
    card_toml,
    check_name,
    file_sha256,
    measure_files,
    read_card,
    read_card_file,
    write_card,
)
from aligner.registry.store import shipped_root

SUM = "ab" * 32
CARD = ModelCard(
    name="tiny",
    pair=LangPair("zh", "en"),
    description="A model for tests",
    architecture="Transformer 1+1",
    tokenizer="joint",
    licence="CC-BY-4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    source="made here",
    made="by the tests",
    files=(ModelFile("model.bin", 3, SUM), ModelFile("config.json", 2, SUM)),
    training=(TrainingSet("Our news", "CC0-1.0", 1200, "https://example.org/"),),
    quality=(Quality("our set", "BLEU", 21.5, "nrefs:1|case:mixed"),),
    speed=(Speed("one core, int8", 20.0, "sentences/s"),),
    target_prefix=("__en__",),
    pull=Pull("ready", "the release 1.0", (Download("a.zip", "https://example.org/a.zip", 5),)),
)

texts = st.text(st.characters(codec="utf-8"), min_size=1)
counts = st.integers(min_value=0, max_value=2**53)
numbers = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=60)
@given(description=texts, piece=texts, value=numbers, pairs=st.none() | counts, size=counts)
def test_a_written_card_is_read_back_the_same(
    tmp_path_factory, description, piece, value, pairs, size
):
    folder = tmp_path_factory.mktemp("card")
    card = replace(
        CARD,
        description=description,
        source_prefix=(piece, "b"),
        quality=(Quality("a", "b", value, description),),
        training=(TrainingSet("n", piece, pairs),),
        files=(ModelFile("model.bin", size, SUM),),
    )
    write_card(folder, card)
    assert read_card(folder) == card


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "tiny"', "", "'name' is missing"),
        ('name = "tiny"', 'name = "../x"', "'name' cannot name a model"),
        ('name = "tiny"', "name = 3", "'name' must be a string, not 3"),
        ('pair = "zh-en"', 'pair = "zh-fr"', "'pair' is not a language pair"),
        ('licence = "CC-BY-4.0"', 'licence = ""', "'licence' is missing or empty"),
        ('licence = "CC-BY-4.0"', 'license = "MIT"', "'licence' is missing"),
        ("format = 1", "format = 2", "'format' is 2; this aligner reads 1"),
        ("format = 1", "format = true", "'format' must be a whole number"),
        ('tokenizer = "joint"', 'tokenizer = "bpe"', "'tokenizer' must be one of joint, pair"),
        ("size = 3", "size = -3", r"'files\[0\].size' must not be negative"),
        ("size = 3", 'size = "3"', r"'files\[0\].size' must be a whole number"),
        (f'sha256 = "{SUM}"', 'sha256 = "AB"', r"'files\[0\].sha256' must be 64 lower-case"),
        (f'sha256 = "{SUM}"', "", r"'files\[0\].sha256' is missing for model.bin"),
        ('path = "config.json"', 'path = "../config.json"', r"'files\[1\].path' must stay inside"),
        ('path = "config.json"', 'path = "/etc/x"', r"'files\[1\].path' must stay inside"),
        ('path = "config.json"', 'path = "a//b"', r"'files\[1\].path' must stay inside"),
        ('path = "config.json"', 'path = "model.bin"', "'files' lists model.bin"),
        ('path = "config.json"', 'path = "card.toml"', "'files' lists card.toml"),
        ("value = 21.5", "value = nan", r"'quality\[0\].value' is missing or not a finite"),
        ('metric = "BLEU"', 'metrics = "BLEU"', r"'quality\[0\].metric' is missing"),
        ("pairs = 1200", "pairs = 1200\nlines = 4", r"'training\[0\].lines' is unknown"),
        ('kind = "ready"', 'kind = "odd"', "'pull.kind' must be one of"),
        ('target_prefix = ["__en__"]', "target_prefix = [1]", "'target_prefix' must be a list of"),
        ("[[training]]", "[training]", "'training' must be a list of tables"),
        ("format = 1", "format = ", "not valid TOML"),
    ],
)
def test_a_wrong_card_names_the_file_and_the_key(tmp_path, old, new, message):
    text = card_toml(CARD)
    assert old in text
    path = tmp_path / "card.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ModelError, match=f"{re.escape(str(path))}: .*{message}"):
        read_card(tmp_path)


def test_a_card_without_files_and_without_a_download_is_no_card(tmp_path):
    path = tmp_path / "card.toml"
    path.write_text(card_toml(replace(CARD, files=(), pull=None)), encoding="utf-8")
    with pytest.raises(ModelError, match="a card without files describes no model"):
        read_card(tmp_path)


def test_a_missing_card_says_how_to_get_one(tmp_path):
    with pytest.raises(ModelError, match="no such card; 'aligner models import"):
        read_card(tmp_path)


def test_a_card_is_not_overwritten_without_force(tmp_path):
    write_card(tmp_path, CARD)
    with pytest.raises(RefusedError):
        write_card(tmp_path, CARD)
    write_card(tmp_path, CARD, force=True)


def test_the_digest_follows_every_file_and_no_order():
    swapped = replace(CARD, files=CARD.files[::-1])
    other = replace(CARD, files=(CARD.files[0], replace(CARD.files[1], sha256="cd" * 32)))
    assert swapped.digest == CARD.digest != other.digest
    assert CARD.identity == f"tiny@{CARD.digest[:8]}"


def test_hidden_files_and_the_card_are_not_measured(tmp_path):
    for name in ("model.bin", ".DS_Store", "card.toml"):
        (tmp_path / name).write_bytes(b"abc")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "x").write_bytes(b"")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert measure_files(tmp_path) == (ModelFile("model.bin", 3, digest),)


def test_an_unreadable_file_is_a_model_error(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        file_sha256(tmp_path / "none")


@pytest.mark.parametrize("name", ["", "A", "a/b", "..", ".a", "a b", "x" * 65, "模型"])
def test_names_that_could_be_paths_are_refused(name):
    with pytest.raises(ModelError, match="cannot name a model"):
        check_name(name)


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "cc-by-nc-sa-4.0"])
def test_non_commercial_licences_are_seen(licence):
    assert replace(CARD, licence=licence).non_commercial
    assert not CARD.non_commercial


def test_every_card_to_pull_states_licence_and_names_itself():
    paths = sorted((shipped_root() / "models").glob("*.toml"))
    assert paths
    for path in paths:
        card = read_card_file(path)
        assert card.name == path.stem
        assert card.licence_url.startswith("https://")
        assert card.pull is not None
        assert all(item.url.startswith("https://") for item in card.pull.files)


def test_the_search_of_a_card_reads_back_and_is_strict(tmp_path):
    card = replace(CARD, search=Search(8, 1.2, 0.3, 3, (16, 28), figures=True, short_forms=True))
    path = tmp_path / "card.toml"
    path.write_text(card_toml(card), encoding="utf-8")
    assert read_card_file(path).search == card.search
    path.write_text(card_toml(card).replace("[16, 28]", "[16, 0]"), encoding="utf-8")
    with pytest.raises(ModelError, match="parts"):
        read_card_file(path)
    path.write_text(card_toml(card).replace("beam_size = 8", "beam_size = 101"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"card\.toml.*beam_size.*100 or less: 101"):
        read_card_file(path)
    path.write_text(card_toml(card).replace("= true", "= 1"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"figures.*true or false"):
        read_card_file(path)
    path.write_text(card_toml(card).replace("coverage_penalty", "coverage"), encoding="utf-8")
    with pytest.raises(ModelError, match="coverage"):
        read_card_file(path)
