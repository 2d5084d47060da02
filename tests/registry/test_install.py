import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.errors import InputError, ModelError, RefusedError
from aligner.lang import LangPair
from aligner.registry.card import Download, ModelCard, Pull, card_toml, read_card
from aligner.registry.convert import About
from aligner.registry.install import (
    Label,
    PullOptions,
    convert_model,
    import_model,
    pull_model,
    unpinned,
)
from aligner.registry.pull import Transfer
from aligner.registry.store import list_models, resolve_model, user_root, verify_model
from tests.registry.test_store import make_model


@pytest.fixture
def model(tmp_path):
    return make_model(tmp_path / "tiny")


@pytest.fixture(params=["folder", "zip", "gztar", "zip of a folder"])
def source(request, model, tmp_path):
    if request.param == "folder":
        return model
    kind, _, wrapped = request.param.partition(" ")
    base = str(tmp_path / "packed")
    if wrapped:
        return shutil.make_archive(base, kind, tmp_path, "tiny")
    return shutil.make_archive(base, kind, model)


def test_folders_and_archives_are_imported_whole(source, model):
    folder = import_model(Path(source))
    assert folder == resolve_model("tiny")
    assert read_card(folder) == read_card(model)
    verify_model(folder).require()
    assert [path.name for path in user_root().iterdir()] == ["tiny"]


def test_a_damaged_model_is_not_imported(model):
    (model / "model.bin").write_bytes(b"other")
    with pytest.raises(ModelError, match=f"{model}: damaged"):
        import_model(model)
    assert not list_models_of_user()


def list_models_of_user():
    return [found for found in list_models() if found.place == "user"]


def test_an_import_replaces_only_by_force(model):
    import_model(model)
    with pytest.raises(RefusedError, match="--force"):
        import_model(model)
    import_model(model, force=True)
    import_model(model, Label("other"))
    assert [found.name for found in list_models_of_user()] == ["other", "tiny"]
    assert read_card(user_root() / "other").name == "other"


def test_a_model_without_a_card_needs_a_name_and_gets_a_card(model):
    (model / "card.toml").unlink()
    with pytest.raises(ModelError, match="say --name"):
        import_model(model)
    card = read_card(import_model(model, Label("plain")))
    assert (card.name, card.licence) == ("plain", "unknown")
    assert {file.path for file in card.files} == {"model.bin", "config.json"}


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("none", InputError, "no such file or folder"),
        ("a" * 256, InputError, "no such file or folder"),
        ("text.txt", InputError, "neither a model folder nor"),
        ("text.zip", InputError, "damaged"),
        ("folder", ModelError, "no CTranslate2 model"),
    ],
)
def test_what_is_no_model_is_refused(tmp_path, name, error, message):
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.txt").write_text("text")
    (tmp_path / "text.zip").write_text("text")
    with pytest.raises(error, match=message):
        import_model(tmp_path / name)


def test_an_archive_without_a_model_is_refused(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "readme").write_text("text")
    path = shutil.make_archive(str(tmp_path / "a"), "zip", tmp_path / "d")
    with pytest.raises(ModelError, match="holds 0 models"):
        import_model(Path(path))
    assert not any(user_root().iterdir())


def test_a_converted_checkpoint_is_installed(checkpoint):
    about = About("converted", LangPair("zh", "en"))
    made = convert_model(checkpoint.marian, about, quantization="float32")
    assert made.folder == resolve_model("converted")
    verify_model(made.folder).require()


def test_a_failed_conversion_leaves_nothing(checkpoint, tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(checkpoint.marian, folder)
    (folder / "model.npz").write_bytes(b"")
    with pytest.raises(ModelError, match="cannot be converted"):
        convert_model(folder, About("broken", LangPair("zh", "en")))
    assert not list(user_root().iterdir())


def card_for(server, body, kind, path, sha256=None):
    server.body = body
    return ModelCard(
        "pulled", LangPair("zh", "en"), "d", "a", "pair", "CC-BY-4.0", "", "here", "trained",
        pull=Pull(kind, "its name", (Download(path, server.url(f"/{path}"), None, sha256),)),
    )  # fmt: skip


QUICK = Transfer(attempts=1, timeout=5.0)


@pytest.fixture
def marian_zip(checkpoint, tmp_path):
    path = shutil.make_archive(str(tmp_path / "marian"), "zip", checkpoint.marian)
    return Path(path).read_bytes()


def test_a_pulled_marian_archive_is_converted_and_its_checksum_recorded(server, marian_zip):
    card = card_for(server, marian_zip, "marian", "opus.zip")
    options = PullOptions(accept_unpinned=True, transfer=QUICK)
    pulled = pull_model(card, options)
    assert pulled.folder == resolve_model("pulled")
    installed = read_card(pulled.folder)
    verify_model(pulled.folder).require()
    checksum = hashlib.sha256(marian_zip).hexdigest()
    assert [item.sha256 for item in pulled.recorded] == [checksum]
    assert installed.pull is not None
    assert installed.pull.files[0].sha256 == checksum
    assert (installed.licence, installed.description) == ("CC-BY-4.0", "d")
    assert not (user_root() / ".downloads" / "pulled").exists()


def test_a_file_without_a_checksum_is_pulled_only_on_demand(server, marian_zip):
    card = card_for(server, marian_zip, "marian", "opus.zip")
    assert unpinned(card)
    with pytest.raises(RefusedError, match="--accept-unpinned"):
        pull_model(card, PullOptions(transfer=QUICK))
    assert server.requests == []


def test_what_was_recorded_must_come_again(server, marian_zip):
    card = card_for(server, marian_zip, "marian", "opus.zip")
    pull_model(card, PullOptions(accept_unpinned=True, transfer=QUICK))
    assert unpinned(card) == ()
    again = PullOptions(force=True, transfer=QUICK)
    pull_model(card, again)
    server.body = marian_zip + b"\0"
    with pytest.raises(ModelError, match=r"more than the expected|not the file that was expected"):
        pull_model(card, again)
    assert resolve_model("pulled").is_dir()


def test_a_ready_model_is_pulled_as_it_is(server, model):
    archive = shutil.make_archive(str(model.parent / "ready"), "gztar", model.parent, "tiny")
    body = Path(archive).read_bytes()
    card = card_for(server, body, "ready", "m.tar.gz", hashlib.sha256(body).hexdigest())
    pulled = pull_model(card, PullOptions(transfer=QUICK))
    assert (pulled.folder / "model.bin").read_bytes() == b"weights"
    assert pulled.recorded == ()
    assert read_card(pulled.folder).name == "pulled"


def test_nothing_is_asked_for_when_the_model_is_there_already(server, model):
    import_model(model, Label("pulled"))
    card = card_for(server, b"", "ready", "m.zip", "0" * 64)
    with pytest.raises(RefusedError, match="exists already"):
        pull_model(card, PullOptions(transfer=QUICK))
    assert server.requests == []


def test_a_wrong_checksum_installs_nothing(server, marian_zip):
    card = card_for(server, marian_zip, "marian", "opus.zip", "0" * 64)
    with pytest.raises(ModelError, match="SHA-256"):
        pull_model(card, PullOptions(transfer=QUICK))
    assert not (user_root() / "pulled").exists()


def test_a_missing_extra_is_known_before_the_download(server, monkeypatch):
    monkeypatch.setattr("aligner.registry.convert.find_spec", lambda name: None)
    card = card_for(server, b"", "transformers", "weights.bin", "0" * 64)
    with pytest.raises(ModelError, match="pip install"):
        pull_model(card, PullOptions(transfer=QUICK))
    assert server.requests == []


def test_a_card_without_a_download_cannot_be_pulled(model):
    with pytest.raises(ModelError, match="does not say where"):
        pull_model(replace(read_card(model), name="other"))


def test_the_card_of_a_pulled_model_reads_back(server, marian_zip):
    card = card_for(server, marian_zip, "marian", "opus.zip")
    pulled = pull_model(card, PullOptions(accept_unpinned=True, transfer=QUICK))
    assert (pulled.folder / "card.toml").read_text(encoding="utf-8") == card_toml(pulled.card)
