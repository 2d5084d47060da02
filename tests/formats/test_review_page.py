"""The review page in a real browser: ``pytest -m browser`` (Chromium, chromedriver, selenium)."""

import json
import shutil
import time

import pytest
from typer.testing import CliRunner

from aligner.bitext import SegmentPair
from aligner.cli import app
from aligner.formats.base import read_bitext
from aligner.formats.html import ReviewRow, ReviewUnit, write_review

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--window-size=1300,900",
)


def units(*sentences, first=0):
    return tuple(ReviewUnit((first + at,), text) for at, text in enumerate(sentences))


ROWS = [
    ReviewRow("d", units("第一句。"), units("One."), 0.97),
    ReviewRow("d", units("第二句。", "第三句。", first=1), units("Two.", "Three.", first=1), 0.3),
    ReviewRow("d", units("责任编辑", first=3), (), 0.8, "boilerplate"),
    ReviewRow("d", units("第四句</script><b>。", first=4), units("Four & <i>.", first=3), 0.6),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs chromium and chromedriver")
    downloads = tmp_path_factory.mktemp("downloads")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.chrome.service.Service(driver)
    found = webdriver.Chrome(options=options, service=service)
    found.downloads = downloads
    yield found
    found.quit()


class Page:
    def __init__(self, browser, path):
        self.browser, self.path = browser, path
        browser.get(path.as_uri())

    def keys(self, *keys):
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()
        return self

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def rows(self):
        return [
            tuple(row)
            for row in self.run(
                "return [...document.querySelectorAll('article')].map(a => ['src', 'tgt'].map("
                "s => [...a.querySelectorAll(`.${s} .unit`)].map(u => u.childNodes[1].data)"
                ".join('|')))"
            )
        ]

    def current(self):
        return self.run(
            "const a = document.querySelector('[aria-current=true] .src .unit');"
            "return a && a.childNodes[1].data"
        )

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def choose(self, select, value):
        self.run(
            "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
            "s.dispatchEvent(new Event('change'))",
            select,
            value,
        )
        return self

    def saved(self, key, ending):
        path = self.browser.downloads / f"{self.path.stem}.reviewed.{ending}"
        path.unlink(missing_ok=True)
        self.keys(key)
        for _ in range(100):
            if path.exists():
                return path
            time.sleep(0.1)
        raise AssertionError(f"{path} was not saved")


@pytest.fixture
def page(browser, tmp_path):
    write_review(ROWS, tmp_path / "page.html")
    found = Page(browser, tmp_path / "page.html")
    found.run("localStorage.clear()")
    yield found
    assert browser.get_log("browser") == []
    found.run("localStorage.clear()")


TEXTS = [
    ("第一句。", "One."),
    ("第二句。|第三句。", "Two.|Three."),
    ("责任编辑", ""),
    ("第四句</script><b>。", "Four & <i>."),
]


def test_texts_confidence_and_reasons_are_shown_as_text(page):
    assert page.rows() == TEXTS
    assert page.run(
        "return [...document.querySelectorAll('.score b')].map(b => b.textContent)"
    ) == [
        "0.97",
        "0.30",
        "0.80",
        "0.60",
    ]
    assert page.text(".absent") == "boilerplate"
    assert page.text("#progress") == "4 beads · 0 reviewed · 1 doubtful left"


def test_the_keys_go_to_the_next_and_the_next_doubtful_bead(page):
    assert page.current() == "第一句。"
    assert page.keys("j", "j", "j", "j").current() == "第四句</script><b>。"
    assert page.keys("k").current() == "责任编辑"
    assert page.keys("k", "k", "n").current() == "第二句。"
    assert page.keys("n").current() == "第二句。"
    assert page.keys("j", "j", "p").current() == "第二句。"


def test_a_key_puts_the_lowest_confidence_first_and_back(page):
    order = [TEXTS[1], TEXTS[3], TEXTS[2], TEXTS[0]]
    assert page.keys("o").rows() == order
    assert page.current() == "第二句。"
    assert page.keys("o").rows() == TEXTS


def test_split_at_the_picked_sentence_merge_and_undo(page):
    page.keys("j", "l", "l", "s")
    split = [TEXTS[0], ("第二句。", "Two."), ("第三句。", "Three."), *TEXTS[2:]]
    assert page.rows() == split
    assert page.keys("d").rows() == TEXTS
    assert page.keys("z").rows() == split
    assert page.keys("z").rows() == TEXTS
    assert page.keys("Z").rows() == split
    assert page.keys("z", "u").rows() == [
        ("第一句。|第二句。|第三句。", "One.|Two.|Three."),
        *TEXTS[2:],
    ]


def test_a_sentence_moves_up_or_down_on_one_side(page):
    page.keys("j", "h", "D")
    assert page.rows() == [
        TEXTS[0],
        ("第二句。|第三句。", "Two."),
        ("责任编辑", "Three."),
        TEXTS[3],
    ]
    page.keys("z", "l", "U")
    assert page.rows()[:2] == [("第一句。|第二句。", "One."), ("第三句。", "Two.|Three.")]


def test_a_sentence_moved_away_leaves_no_empty_bead(page):
    page.keys("j", "j", "l", "U")
    assert page.rows() == [TEXTS[0], ("第二句。|第三句。|责任编辑", "Two.|Three."), TEXTS[3]]


def test_the_mouse_picks_and_moves(page):
    from selenium.webdriver.common.by import By

    page.browser.find_elements(By.CSS_SELECTOR, "article")[1].click()
    page.browser.find_elements(By.CSS_SELECTOR, "[aria-current] .src .unit")[1].click()
    page.browser.find_elements(By.CSS_SELECTOR, ".picked button")[1].click()
    assert page.rows()[1:3] == [("第二句。", "Two.|Three."), ("第三句。|责任编辑", "")]


def test_reviewing_counts_and_goes_on(page):
    page.keys("n", "r")
    assert page.current() == "责任编辑"
    assert page.text("#progress") == "4 beads · 1 reviewed · 0 doubtful left"
    page.choose("filter", "open")
    assert len(page.rows()) == 3
    page.choose("filter", "null")
    assert page.rows() == [TEXTS[2]]


def test_search_looks_at_both_sides_and_marks_what_it_finds(page):
    page.keys("/", *"four")
    time.sleep(0.4)
    assert page.run("return document.querySelectorAll('article').length") == 1
    assert page.text("mark") == "Four"
    from selenium.webdriver import Keys

    page.keys(Keys.ESCAPE)
    assert page.rows() == TEXTS


@pytest.mark.parametrize(("key", "ending"), [("w", "jsonl"), ("W", "tmx")])
def test_what_is_saved_is_read_back(page, key, ending):
    page.keys("j", "l", "l", "s")
    pairs = list(read_bitext(page.saved(key, ending)))
    reason = "boilerplate" if ending == "jsonl" else ""
    assert pairs == [
        SegmentPair("第一句。", "One.", 0.97, "d", (0,), (0,)),
        SegmentPair("第二句。", "Two.", 1.0, "d", (1,), (1,)),
        SegmentPair("第三句。", "Three.", 1.0, "d", (2,), (2,)),
        SegmentPair("责任编辑", "", 0.8, "d", (3,), (), reason),
        SegmentPair("第四句</script><b>。", "Four & <i>.", 0.6, "d", (4,), (3,)),
    ]


def test_the_jsonl_says_what_was_reviewed(page):
    lines = page.keys("j", "r").saved("w", "jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line).get("reviewed", False) for line in lines] == [
        False,
        True,
        False,
        False,
    ]


def test_edits_survive_a_reload(page):
    page.keys("j", "u")
    edited = page.rows()
    page.saved("w", "jsonl")
    page.browser.refresh()
    assert page.rows() == edited
    assert page.keys("z").rows() == TEXTS


def test_what_was_corrected_in_the_page_comes_back_through_the_command(browser, tmp_path):
    (tmp_path / "zh.txt").write_text("雨停了。\n\n风很大。浪也很高。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("The rain stopped.\n\nThe wind blew. The waves were high.\n")
    sides = [str(tmp_path / name) for name in ("zh.txt", "en.txt")]

    def align(*options):
        result = CliRunner().invoke(app, ["align", *sides, *map(str, options)])
        assert result.exit_code == 0, result.output

    align("-o", tmp_path / "check.html")
    page = Page(browser, tmp_path / "check.html")
    page.keys("j", "u")
    expected = [(src.replace("|", ""), tgt.replace("|", " ")) for src, tgt in page.rows()]
    align("-o", tmp_path / "out.tsv", "--reviewed", page.saved("w", "jsonl"))
    assert [(pair.src, pair.tgt) for pair in read_bitext(tmp_path / "out.tsv")] == expected
    align("-o", tmp_path / "tmx.tsv", "--reviewed", page.saved("W", "tmx"))
    assert (tmp_path / "tmx.tsv").read_bytes() == (tmp_path / "out.tsv").read_bytes()
    page.run("localStorage.clear()")


def test_ten_thousand_beads_are_quick(browser, tmp_path):
    rows = (ROWS[n % 3] for n in range(10_000))
    write_review(rows, tmp_path / "big.html")
    start = time.monotonic()
    page = Page(browser, tmp_path / "big.html")
    assert page.run("return document.querySelectorAll('article').length") < 400
    page.keys("n", "n", "j", "u", "z", "o", "o")
    assert time.monotonic() - start < 20
    assert page.text("#progress").startswith("10,000 beads")
    page.run("window.scrollTo(0, document.body.scrollHeight)")
    time.sleep(0.5)
    assert page.run("return document.querySelectorAll('article').length") < 800
    page.run("localStorage.clear()")
