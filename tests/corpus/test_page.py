"""The page of a corpus: everything on it, nothing loaded, nothing of a corpus taken for markup."""

import re
import shutil
import subprocess

import pytest

from aligner.bitext import SegmentPair
from aligner.corpus.clean import Verdict
from aligner.corpus.page import Gallery, to_html

PAIRS = [
    SegmentPair(
        "图书馆周三重新开放。" * (at % 4 + 1), "The library reopened." * (at % 5 + 1), at / 40
    )
    for at in range(40)
]


def page():
    gallery = Gallery()
    for pair in PAIRS:
        gallery.add(pair)
        gallery.judge(Verdict(pair, scores=(("ratio", 0.9), ("lexical", 0.7))))
    gallery.judge(Verdict(SegmentPair("<script>甲", "@@KEPT@@ <b>x"), "ratio", 0.1))
    return to_html(gallery.contents, "<corpus>")


def test_the_page_shows_plots_filters_and_samples():
    text = page()
    assert text.count("<svg") == 5  # lengths, ratio, score; one filter
    assert "always 0.7" in text
    assert "What each filter took" in text
    assert text.count("class=pair") == 21
    assert "40</b><small>pairs<" in text


def test_plots_have_names_and_a_scale_that_ends_where_scores_do():
    gallery = Gallery()
    for score in (0.4, 1.0, 1.0):
        gallery.add(SegmentPair("图" * 500, "word " * 500, score))
    text = to_html(gallery.contents, "corpus")
    [scores] = re.findall('aria-label="Score of the pair">(.*?)</svg>', text)
    assert "<title>0.95 to 1: 2</title>" in scores
    assert "1.05" not in scores
    assert "<title>400 and more: 3</title>" in text
    assert "highest bar 3<" in text


def test_text_of_the_corpus_is_text():
    text = page()
    assert "&lt;script&gt;甲" in text
    assert "@@KEPT@@ &lt;b&gt;x" in text
    assert "<title>&lt;corpus&gt;</title>" in text
    assert "http" not in text.replace("http-equiv", "")


def test_an_empty_corpus_has_a_page():
    assert "None." in to_html(Gallery().contents, "nothing")


@pytest.mark.browser
def test_the_page_fits_a_narrow_window(tmp_path):
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    over = "page.scrollWidth - page.clientWidth"  # the latter without a scroll bar
    script = f"let page = document.documentElement; document.title = [innerWidth, {over}]"
    probe = f"<script>{script}</script></body>"
    file = tmp_path / "page.html"
    text = page().replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'")
    file.write_text(text.replace("</body>", probe), encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=500,900"]
    command += [f"--user-data-dir={tmp_path}", "--dump-dom", file.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert "<title>500,0</title>" in shown.stdout
