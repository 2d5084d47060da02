import re
from pathlib import Path

import pytest

from aligner.errors import ModelError, RefusedError
from aligner.lang import LangPair
from aligner.registry.card import ModelCard, measure_files, read_card, write_card
from aligner.registry.store import (
    installing,
    list_models,
    remove_model,
    resolve_model,
    user_root,
    verify_model,
)


def make_model(folder: Path, name: str = "tiny", weights: bytes = b"weights") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.bin").write_bytes(weights)
    (folder / "config.json").write_text("{}")
    card = ModelCard(
        name, LangPair("zh", "en"), "d", "a", "joint", "MIT", "", "s", "m", measure_files(folder)
    )
    write_card(folder, card, force=True)
    return folder


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Stand in for what ships, so that no test depends on its state."""
    root = tmp_path / "shipped"
    make_model(root / "models" / "zh-en", "zh-en")
    monkeypatch.setattr("aligner.registry.store.shipped_root", lambda: root)
    return root / "models"


def test_none_is_the_shipped_model(shipped):
    assert resolve_model(None) == shipped / "zh-en"


def test_the_environment_names_another_default(shipped, monkeypatch):
    folder = make_model(user_root() / "mine", "mine")
    monkeypatch.setenv("ALIGNER_MODEL", "mine")
    assert resolve_model(None) == folder


def test_the_users_model_comes_before_the_shipped_one(shipped):
    folder = make_model(user_root() / "zh-en", "zh-en", b"better")
    assert resolve_model("zh-en") == folder
    assert [model.place for model in list_models()] == ["user"]


def test_a_path_needs_no_card(shipped, tmp_path, monkeypatch):
    folder = make_model(tmp_path / "elsewhere")
    (folder / "card.toml").unlink()
    assert resolve_model(str(folder)) == folder
    monkeypatch.chdir(tmp_path)
    assert resolve_model("elsewhere").samefile(folder)


def test_a_name_is_taken_before_a_folder_of_the_same_name_here(shipped, tmp_path, monkeypatch):
    make_model(tmp_path / "zh-en")
    monkeypatch.chdir(tmp_path)
    assert resolve_model("zh-en") == shipped / "zh-en"
    assert resolve_model("./zh-en").samefile(tmp_path / "zh-en")


@pytest.mark.parametrize(
    "name", ["nothing", "./nothing", "../zh-en", "zh-en/../zh-ex", "~none/x", "a" * 256]
)
def test_an_unknown_model_lists_what_there_is(shipped, name):
    with pytest.raises(ModelError, match="installed: zh-en; 'aligner models list'"):
        resolve_model(name)


def test_a_model_that_could_be_pulled_says_so(shipped):
    make_model(shipped / "x", "other")
    text = (shipped / "x" / "card.toml").read_text()
    pull = (
        '[pull]\nkind = "ready"\npinned_by = "v"\n[[pull.files]]\npath = "a"\nurl = "https://e"\n'
    )
    (shipped / "other.toml").write_text(text.replace("[[files]]", pull + "[[files]]", 1))
    with pytest.raises(ModelError, match="'aligner models pull other' downloads it"):
        resolve_model("other")


def test_an_archive_is_not_a_model_but_can_be_imported(shipped, tmp_path):
    (tmp_path / "m.zip").write_bytes(b"")
    with pytest.raises(ModelError, match="aligner models import"):
        resolve_model(str(tmp_path / "m.zip"))


def test_an_incomplete_model_says_what_is_missing(shipped):
    (shipped / "zh-en" / "model.bin").unlink()
    with pytest.raises(ModelError, match=r"though it has a card: model.bin missing"):
        resolve_model(None)


def test_a_broken_card_does_not_hide_the_other_models(shipped):
    folder = make_model(user_root() / "bad", "bad")
    (folder / "card.toml").write_text("format = 1\n")
    models = {model.name: model for model in list_models()}
    assert models["bad"].card is None
    assert "card.toml: key 'name'" in models["bad"].problem
    assert models["zh-en"].card is not None


def test_folders_that_hold_no_model_are_not_listed(shipped):
    (user_root() / ".downloads").mkdir(parents=True)
    (shipped / "lexicon").mkdir()
    (shipped / "lexicon" / "table.tsv").write_text("")
    assert [model.name for model in list_models()] == ["zh-en"]


def test_a_whole_model_verifies(shipped):
    result = verify_model(shipped / "zh-en")
    assert {file.state for file in result.files} == {"ok"}
    result.require()


@pytest.mark.parametrize(
    ("damage", "state"),
    [
        (lambda f: (f / "model.bin").write_bytes(b"weighty"), "model.bin: checksum differs"),
        (lambda f: (f / "model.bin").write_bytes(b"weights!"), "model.bin: size differs"),
        (lambda f: (f / "model.bin").unlink(), "model.bin: missing"),
        (lambda f: (f / "vmap.txt").write_text("a"), "vmap.txt: not on the card"),
    ],
)
def test_every_kind_of_damage_is_found(shipped, damage, state):
    folder = shipped / "zh-en"
    damage(folder)
    with pytest.raises(ModelError, match=re.escape(state)):
        verify_model(folder).require()


def test_a_card_that_lists_no_weights_does_not_verify(tmp_path):
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    files = measure_files(folder)
    card = ModelCard("m", LangPair("zh", "en"), "d", "a", "joint", "MIT", "", "s", "m", files)
    write_card(folder, card)
    assert [file.path for file in verify_model(folder).problems] == ["model.bin"]


def test_progress_counts_all_bytes(shipped):
    calls = []

    class Seen:
        def advance(self, done, total):
            calls.append((done, total))

    verify_model(shipped / "zh-en", Seen())
    assert calls[-1] == (9, 9)


def test_only_the_users_models_are_removed(shipped):
    make_model(user_root() / "mine", "mine")
    remove_model("mine")
    assert not (user_root() / "mine").exists()
    with pytest.raises(RefusedError, match="ships with aligner"):
        remove_model("zh-en")
    with pytest.raises(ModelError, match="no model 'mine'"):
        remove_model("mine")
    with pytest.raises(ModelError, match="cannot name a model"):
        remove_model("../shipped")


def test_removing_a_link_keeps_what_it_points_to(shipped, tmp_path):
    folder = make_model(tmp_path / "elsewhere")
    user_root().mkdir(parents=True)
    (user_root() / "mine").symlink_to(folder)
    remove_model("mine")
    assert (folder / "model.bin").is_file()


def test_an_interrupted_installation_leaves_nothing(shipped):
    def install():
        with installing("mine") as place:
            make_model(place, "mine")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install()
    assert not list(user_root().iterdir())


def test_what_does_not_verify_is_not_installed(shipped):
    def install():
        with installing("mine") as place:
            make_model(place, "mine")
            (place / "model.bin").write_bytes(b"other")

    with pytest.raises(ModelError, match="mine: damaged"):
        install()
    assert not list(user_root().iterdir())


def test_installing_over_a_model_needs_force(shipped):
    make_model(user_root() / "mine", "mine", b"old")
    with pytest.raises(RefusedError, match="would be replaced"), installing("mine"):
        pass
    with pytest.raises(RefusedError, match="would be hidden"), installing("zh-en"):
        pass
    with installing("mine", force=True) as place:
        make_model(place, "mine", b"new")
    assert (user_root() / "mine" / "model.bin").read_bytes() == b"new"
    assert read_card(user_root() / "mine").name == "mine"
    assert [path.name for path in user_root().iterdir()] == ["mine"]
