"""The page of scores in a real browser: ``pytest -m browser`` (Chromium and selenium)."""

import shutil

import pytest

from aligner.scoring.buckets import group_segments
from aligner.scoring.metrics import MetricOptions, make_metrics
from aligner.scoring.page import to_html
from aligner.scoring.score import TestOptions, measure, report, with_buckets
from aligner.scoring.segments import System, TestSet
from aligner.scoring.tables import Block

pytestmark = pytest.mark.browser

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
LONG = "m:zh-en@53c9d379|" * 30


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs chromium and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options, webdriver.chrome.service.Service(driver))
    yield found
    found.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory, references, good_system, poor_system):
    test_set = TestSet((references,), src=("原文。",) * 20, docids=("a",) * 8 + ("b",) * 12)
    systems = [System("good", good_system), System("poor", poor_system)]
    metrics = make_metrics(["bleu", "chrf"], [references], MetricOptions())
    measured = measure(systems, test_set, metrics)
    options = TestOptions(paired="bs", samples=50)
    groups = {"docid": group_segments("docid", test_set)}
    whole = with_buckets(report(measured, options), measured, groups, options)
    blocks = [Block("Signatures", lines=(LONG,)), Block("Cost", ("a",) * 30, (("1234567",) * 30,))]
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(to_html(whole, measured, "Page", blocks), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 380])
def test_nothing_is_wider_than_the_window_and_nothing_fails(browser, page, width, dark):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get(page)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    color = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (color == "rgb(255, 255, 255)") == (not dark)
    assert not browser.get_log("browser")


def test_search_and_a_click_on_a_point_lead_to_segments(browser, page):
    browser.get(page)
    script = "return document.querySelectorAll('#list .card').length"
    assert browser.execute_script(script) == 20
    search = (
        "const f = document.getElementById('find'); f.value = arguments[0];"
        "f.dispatchEvent(new Event('input'));"
    )
    browser.execute_script(search, "violinist")
    assert browser.execute_script(script) == 1
    browser.execute_script(
        "document.querySelector('#scatter circle[data-i=\"7\"]')"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    assert browser.execute_script("return document.getElementById('seg7') !== null")
    assert browser.execute_script(script) == 20
