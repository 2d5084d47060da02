import json
import re
from html.parser import HTMLParser

import pytest

from aligner.scoring.buckets import group_segments
from aligner.scoring.metrics import MetricOptions, make_metrics
from aligner.scoring.page import to_html
from aligner.scoring.report import to_json, to_markdown, to_tsv
from aligner.scoring.score import TestOptions, measure, report, with_buckets
from aligner.scoring.segments import System, TestSet

HOSTILE = "</script><script>alert(1)</script> & <b>\u2028"


@pytest.fixture(scope="module")
def scored(references, good_system, poor_system):
    docids = ("a",) * 8 + ("<b>",) * 12
    test_set = TestSet((references,), src=("原文。",) * 20, docids=docids)
    systems = [System("good", good_system), System("poor <i>", (HOSTILE, *poor_system[1:]))]
    metrics = make_metrics(["bleu", "chrf", "ter"], [references], MetricOptions())
    measured = measure(systems, test_set, metrics)
    options = TestOptions(paired="bs", samples=100)
    groups = {kind: group_segments(kind, test_set) for kind in ("length", "docid")}
    return with_buckets(report(measured, options), measured, groups, options), measured


class Tags(HTMLParser):
    void = frozenset({"meta", "input", "br", "path", "circle"})

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href")]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.void:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(scored):
    page = to_html(*scored)
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    assert not tags.links
    assert tags.seen.count("script") == 2
    assert "@@" not in page
    assert not re.search(r"https?://|@import|url\(", page)


def test_the_page_carries_every_segment_unchanged(scored):
    whole, measured = scored
    page = to_html(whole, measured)
    text = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    content = json.loads(text[1])
    assert content["hyps"][1][0] == HOSTILE
    assert [tuple(h) for h in content["hyps"]] == [s.hyps for s in measured.systems]
    assert len(content["scores"][2][0]) == 20


def test_names_are_escaped(scored):
    page = to_html(*scored)
    visible = page.partition('<script type="application/json"')[0]
    assert "poor &lt;i&gt;" in visible
    assert "<i>poor" not in visible
    assert "poor <i>" not in visible


def test_markdown_tables_have_as_many_cells_in_each_row(scored):
    text = to_markdown(scored[0], 1)
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({row.count("|") for row in table.splitlines()}) == 1
    assert "Minimum detectable difference" in text
    assert "good (baseline)" in text


def test_tsv_has_the_same_columns_everywhere(scored):
    rows = [line.split("\t") for line in to_tsv(scored[0], 2).splitlines()]
    assert {len(row) for row in rows} == {12}
    assert [row[3:5] for row in rows[1:3]] == [["good", "BLEU"], ["poor <i>", "BLEU"]]


def test_json_holds_the_whole_report(scored):
    content = json.loads(to_json(scored[0]))
    assert content["baseline"] == "good"
    assert content["metrics"][0]["tests"]["letters"] == ["a", "b"]
    assert [table["kind"] for table in content["buckets"]] == ["length", "docid"]


def test_a_tab_in_a_name_makes_no_column(references, good_system):
    test_set = TestSet((references,), docids=("town\t1",) * 20)
    measured = measure(
        [System("good\told", good_system)],
        test_set,
        make_metrics(["bleu"], [references], MetricOptions()),
    )
    groups = {"docid": group_segments("docid", test_set)}
    whole = with_buckets(report(measured, TestOptions()), measured, groups, TestOptions())
    rows = [line.split("\t") for line in to_tsv(whole, 2).splitlines()]
    assert {len(row) for row in rows} == {12}
    assert rows[2][1:4] == ["town\\t1", "20", "good\\told"]


@pytest.mark.parametrize("words", [1, 40, 4000])
def test_a_plot_has_a_few_ticks_however_far_it_reaches(references, good_system, words):
    system = System("loops", (" ".join(["on and on"] * words), *good_system[1:]))
    test_set = TestSet((references,), docids=("one", *["two"] * 19))
    metrics = make_metrics(["ter"], [references], MetricOptions())
    measured = measure([system], test_set, metrics)
    groups = {"docid": group_segments("docid", test_set)}
    whole = with_buckets(report(measured, TestOptions()), measured, groups, TestOptions())
    assert 2 <= to_html(whole, measured).count("<path class=grid") <= 9


def page_of(references, hyps, docids, systems=1):
    test_set = TestSet((references,), docids=docids)
    metrics = make_metrics(["chrf"], [references], MetricOptions())
    measured = measure([System(f"sys{n}", hyps) for n in range(systems)], test_set, metrics)
    groups = {"docid": group_segments("docid", test_set)}
    whole = with_buckets(report(measured, TestOptions()), measured, groups, TestOptions())
    return to_html(whole, measured)


def test_a_long_name_is_cut_in_its_middle_and_whole_under_the_pointer(references, good_system):
    names = ("全国两会报道专题上篇之一", "evening-news.2024-102830", "evening-news.2024-102831")
    page = page_of(references, good_system, (*names, *["short"] * 17))
    for name, label in zip(
        names, ("全国两会…题上篇之一", "evening-n…24-102830", "evening-n…24-102831"), strict=True
    ):
        assert f'text-anchor="end"><title>{name}</title>{label} <tspan' in page
    assert 'text-anchor="end">short <tspan' in page


def test_each_plot_says_which_sign_is_which_system(references, good_system):
    page = page_of(references, good_system, ("a",) * 20, systems=9)
    [legend] = re.findall(r"<p class=legend>(.*?)</p>", page)
    signs = re.findall(r'<i class="([^"]+)" style="color:([^"]+)"></i>(\w+)', legend)
    assert [name for _, _, name in signs] == [f"sys{n}" for n in range(9)]
    assert len({sign[:2] for sign in signs}) == 9
    assert page.count(" class=ring>") == 1
    assert "<p class=legend>" not in page_of(references, good_system, ("a",) * 20)


def test_a_plot_that_scrolls_has_its_scale_on_top_too(references, good_system):
    ticks = re.compile(r'<text class=dim x="[^"]+" y="12"')
    assert not ticks.search(page_of(references, good_system, ("a",) * 20))
    many = page_of(references, good_system, tuple(f"doc{n}" for n in range(20)), systems=3)
    assert len(ticks.findall(many)) == many.count("<path class=grid")


def test_the_page_prints_whole_and_loads_nothing_by_its_policy(scored):
    page = to_html(*scored)
    assert "default-src 'none'" in page
    printed = page[page.index("@media print") : page.index("</style>")]
    assert ".tall { overflow: visible; max-height: none }" in printed


def test_a_name_is_no_place_to_fill(references, good_system):
    test_set = TestSet((references,))
    metrics = make_metrics(["chrf"], [references], MetricOptions())
    measured = measure([System("@@DATA@@", good_system)], test_set, metrics)
    page = to_html(report(measured, TestOptions()), measured)
    assert page.count('"systems":') == 1
    assert "@@DATA@@</th>" in page
