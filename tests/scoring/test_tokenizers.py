"""Tokenizers of BLEU that need what is not here: one line, and no network."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.errors import UsageError
from aligner.scoring.metrics import BleuOptions, MetricOptions, make_metrics
from tests.scoring.conftest import REFERENCES, make_system

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "zh-en"


@pytest.fixture
def sacrebleus_folder(tmp_path, monkeypatch):
    for module in ("utils", "tokenizers.tokenizer_spm"):
        monkeypatch.setattr(f"sacrebleu.{module}.SACREBLEU_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def score(tmp_path):
    for name, lines in (("ref.en", REFERENCES), ("a.en", make_system(0.15, 1))):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def score_with(tokenizer, metric="bleu"):
        files = [str(tmp_path / "ref.en"), "-i", str(tmp_path / "a.en")]
        return CliRunner().invoke(app, ["score", *files, "-m", metric, "-q", "-tok", tokenizer])

    return score_with


@pytest.mark.parametrize("metric", ["bleu", "BLEU"])
@pytest.mark.parametrize("name", ["flores200", "flores101", "spm", "spBLEU-1K"])
def test_a_tokenizer_that_wants_a_download_is_refused(score, sacrebleus_folder, name, metric):
    result = score(name, metric)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{sacrebleus_folder}/models/" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_library_refuses_it_too_where_it_is_used(sacrebleus_folder):
    options = MetricOptions(BleuOptions(tokenize="flores200"))
    with pytest.raises(UsageError, match="would download and we do not"):
        make_metrics(["bleu"], [REFERENCES], options)
    make_metrics(["chrf"], [REFERENCES], options)


def test_a_tokenizer_whose_file_is_there_is_used(score, sacrebleus_folder):
    (sacrebleus_folder / "models").mkdir()
    file = sacrebleus_folder / "models" / "flores200sacrebleuspm"
    file.write_bytes((SHIPPED / "zh-en.spm").read_bytes())
    assert "tok:flores200" in score("flores200").stdout
    file.write_bytes(b"half a fi")
    result = score("flores200")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(("name", "module"), [("ja-mecab", "ja_mecab"), ("ko-mecab", "ko_mecab")])
def test_a_tokenizer_without_its_package_is_refused(score, monkeypatch, name, module):
    monkeypatch.setattr(f"sacrebleu.tokenizers.tokenizer_{module}.MeCab", None)
    result = score(name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install sacrebleu[" in result.stderr
    assert result.stderr.count("\n") == 1
