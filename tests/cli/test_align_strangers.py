"""Documents that are no translations of each other are said to be none."""

import pytest
from typer.testing import CliRunner

from aligner.cli import app

FLOOD = """北部山区连降暴雨 三千人紧急疏散
北部山区星期二起连降暴雨，当局已疏散三千名居民。
气象局预计，暴雨将持续到周末。两座桥梁被洪水冲毁，铁路停运。
"""
FLOOD_EN = """Heavy rain in northern mountains; 3,000 evacuated
Heavy rain has fallen in the northern mountains since Tuesday, and 3,000 people were evacuated.
The weather office expects the rain to last until the weekend. Two bridges were swept away.
"""
LIBRARY = """New library opens by the sea
The new library received 8,000 readers on its first day. It has 1,500 seats.
The city government invested 350 million in the project, the director said.
"""
FRENCH = """La nouvelle bibliothèque ouvre au bord de la mer
La nouvelle bibliothèque a reçu huit mille lecteurs le premier jour. Elle a 1 500 places.
La ville a investi 350 millions dans le projet, a dit le directeur.
"""


def said(here, tgt, *more):
    (here / "zh.txt").write_text(FLOOD, encoding="utf-8")
    (here / "en.txt").write_text(tgt, encoding="utf-8")
    found = CliRunner().invoke(app, ["align", "zh.txt", "en.txt", "-o", "out.tsv", *more])
    assert found.exit_code == 0
    return found.stderr


@pytest.mark.parametrize("tgt", [LIBRARY, FRENCH])
def test_a_pair_of_strangers_is_told(tmp_path, monkeypatch, tgt):
    monkeypatch.chdir(tmp_path)
    assert "hardly a sentence has a counterpart" in said(tmp_path, tgt)


def test_nothing_is_said_of_translations_nor_under_quiet(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "counterpart" not in said(tmp_path, FLOOD_EN)
    assert said(tmp_path, LIBRARY, "--quiet", "--force") == ""
