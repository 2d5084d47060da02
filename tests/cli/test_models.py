import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.registry.store import user_root
from tests.registry.test_store import make_model


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty user's folder, and one shipped model."""
    shipped = tmp_path / "shipped"
    make_model(shipped / "models" / "zh-en", "zh-en")
    card = Path(__file__).parents[2] / "models" / "opus-mt-zh-en.toml"
    shutil.copy(card, shipped / "models")
    monkeypatch.setattr("aligner.registry.store.shipped_root", lambda: shipped)
    monkeypatch.setenv("ALIGNER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ALIGNER_MODEL", raising=False)
    return shipped


def run(*arguments, status=0, **options):
    result = CliRunner().invoke(app, ["models", *map(str, arguments)], **options)
    assert result.exit_code == status, result.output
    if status:
        assert result.stderr.count("\n") == 1, result.stderr
        assert result.stderr.startswith("aligner: ")
    return result


@pytest.fixture
def model(tmp_path):
    return make_model(tmp_path / "mine", "mine")


def test_list_shows_installed_models_and_those_to_pull():
    rows = [line.split() for line in run("list").stdout.splitlines()]
    assert rows[0] == ["NAME", "PAIR", "SIZE", "LICENCE", "WHERE", "QUALITY"]
    assert rows[1][:6] == ["zh-en", "zh-en", "9", "B", "MIT", "shipped"]
    assert rows[2][0] == "opus-mt-zh-en"
    assert "CC-BY-4.0" in rows[2]
    assert "36.1" in rows[2]


def test_list_as_json_gives_every_field(model):
    run("import", model)
    rows = json.loads(run("list", "--json").stdout)
    assert [(row["name"], row["place"]) for row in rows] == [
        ("mine", "user"),
        ("zh-en", "shipped"),
        ("opus-mt-zh-en", "pull"),
    ]
    assert rows[0]["size"] == 9
    assert rows[0]["identity"].startswith("mine@")
    assert rows[0]["pair"] == "zh-en"
    assert rows[2]["pull"]["files"][0]["sha256"] is None


def test_list_goes_on_after_a_broken_model(model):
    folder = Path(run("import", model).stdout.strip())
    (folder / "card.toml").write_text("format = 1\n")
    result = run("list")
    assert "unusable" in result.stdout
    assert "key 'name' is missing" in result.stderr
    assert "zh-en" in result.stdout


def test_show_prints_the_card_of_an_installed_model(home):
    output = run("show").stdout
    for expected in ("zh-en  (zh-en)", "MIT", str(home / "models" / "zh-en"), "model.bin", "9 B"):
        assert expected in output


def test_show_prints_the_card_of_a_model_to_pull():
    output = run("show", "opus-mt-zh-en").stdout
    for expected in (
        "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/",
        "not installed; 'aligner models pull opus-mt-zh-en'",
        "sha256 not known, recorded on the first pull",
        "BLEU 36.1 on Tatoeba-test.zho.eng",
        "chrF 0.548 on Tatoeba-test.zho.eng",
    ):
        assert expected in output
    assert json.loads(run("show", "opus-mt-zh-en", "--json").stdout)["licence"] == "CC-BY-4.0"


def test_path_prints_the_folder_alone(home):
    assert run("path").stdout == f"{home / 'models' / 'zh-en'}\n"


def test_verify_names_each_file_and_fails_on_damage(home):
    assert run("verify").stdout == "zh-en\tconfig.json\t2\tok\nzh-en\tmodel.bin\t7\tok\n"
    (home / "models" / "zh-en" / "model.bin").write_bytes(b"weighty")
    result = run("verify", "zh-en", status=4)
    assert "model.bin\t7\tchecksum differs" in result.stdout
    assert "model.bin: checksum differs" in result.stderr
    values = json.loads(run("verify", "--json", status=4).stdout)
    assert [value["ok"] for value in values] == [False]


def test_verify_takes_several_models(home, model):
    (model / "model.bin").unlink()
    (model / "model.bin").write_bytes(b"w")
    (home / "models" / "zh-en" / "model.bin").write_bytes(b"w")
    result = run("verify", "zh-en", model, status=4)
    assert "zh-en, mine" in result.stderr


def test_import_verify_and_remove_go_together(model):
    folder = Path(run("import", model).stdout.strip())
    assert folder == user_root() / "mine"
    run("verify", "mine")
    assert run("rm", "mine", "--yes").stdout == f"{folder}\n"
    assert not folder.exists()


def test_removing_asks_first(model, monkeypatch):
    run("import", model)
    run("rm", "mine", status=6)
    assert (user_root() / "mine").is_dir()
    result = CliRunner().invoke(app, ["models", "rm", "mine"], input="n\n")
    assert result.exit_code != 0
    assert (user_root() / "mine").is_dir()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("rm", "zh-en", "--yes"), 6, "ships with aligner"),
        (("rm", "none", "--yes"), 4, "no model 'none'"),
        (("rm", "../x", "--yes"), 4, "cannot name a model"),
        (("path", "none"), 4, "installed: zh-en"),
        (("path", "opus-mt-zh-en"), 4, "'aligner models pull opus-mt-zh-en' downloads it"),
        (("show", "none"), 4, "no model 'none'"),
        (("verify", "none"), 4, "no model 'none'"),
        (("import", "none"), 3, "no such file or folder"),
        (("import", "none", "--pair", "zh-fr"), 2, "not a language pair"),
        (("import", "{home}/models/zh-en"), 6, "--force"),
        (("convert", "none", "--name", "x"), 3, "no such folder"),
        (("convert", "{home}", "--name", "x"), 4, "nothing to convert"),
        (("convert", "{home}", "--name", "X"), 4, "cannot name a model"),
        (("convert", "{home}", "--name", "zh-en"), 6, "ships and would be hidden"),
        (("convert", "{home}", "--name", "x", "--quantization", "int3"), 2, "int8, int8_float32"),
        (("pull", "none"), 4, "can be pulled: opus-mt-zh-en"),
        (("pull", "none.toml"), 4, "none.toml: no such card\n"),
    ],
)
def test_each_error_is_one_line_with_its_status(home, arguments, status, message):
    result = run(*(part.replace("{home}", str(home)) for part in arguments), status=status)
    assert message in result.stderr


def test_pull_says_licence_and_missing_checksum_before_it_refuses():
    result = CliRunner().invoke(app, ["models", "pull", "opus-mt-zh-en"])
    assert result.exit_code == 6
    assert "licence CC-BY-4.0" in result.stderr
    assert "the card knows no checksum of opus-2020-07-17.zip" in result.stderr
    assert "--accept-unpinned" in result.stderr
