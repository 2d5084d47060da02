import base64
import hashlib
import re
from pathlib import Path

from aligner.checks.finding import Finding, Severity
from aligner.document import Span
from aligner.text.readers.encoding import decode
from aligner.text.readers.txt import read_txt
from aligner.translation.render.render import RenderOptions, render

SOURCE = "標題在此處\n\n（台北27日電）他說「九十億」。第二句。\n\n責任編輯：張三\n"


def page(targets=None, **options):
    doc = read_txt(decode(SOURCE.encode(), Path("x<y>.txt")), "zh", "x")
    targets = targets or [f"T{n}" for n, _ in enumerate(doc.article.sentences)]
    return render(doc, targets, RenderOptions(bilingual="columns", **options))


def test_the_page_loads_nothing():
    made = page()
    assert "default-src 'none'" in made
    assert not re.search(r"(?:src|href|action)\s*=|url\(|@import|https?:", made)


def test_the_policy_names_the_style_and_the_script_by_hash():
    made = page()
    for tag in ("style", "script"):
        [inner] = re.findall(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in made
    assert " style=" not in made
    assert not re.search(r"<[^>]*\son\w+=", made)


def test_a_missing_segment_is_a_visible_hole_that_can_be_reached():
    made = page(["Head", None, "He said.", "", "Editor"])
    assert made.count('class="hole"') == 2
    assert "2 missing" in made
    assert 'data-n="2" tabindex="0" aria-details="t2" data-problem' in made


def test_findings_stand_in_the_margin_and_under_the_words():
    finding = Finding(
        "numbers", "numbers", Severity.CRITICAL, 'x "10" <b>', (Span(3, 6),), (Span(8, 10),)
    )
    found = [(), (), (finding,), (), ()]
    made = page(["H", "D", "He said 90 billion.", "S", "E"], findings=found)
    assert (
        '<li class="critical" data-n="3"><b>numbers</b> (critical) x &quot;10&quot; &lt;b&gt;</li>'
        in made
    )
    assert (
        '<span class="flag critical" title="x &quot;10&quot; &lt;b&gt;">90</span> billion.' in made
    )
    assert '<span class="flag critical" title="x &quot;10&quot; &lt;b&gt;">九十億</span>' in made
    assert "1 finding<" in made


def test_languages_roles_and_names_are_written_safely():
    made = page()
    assert '<div class="src" lang="zh-Hant">' in made
    assert '<section class="row boilerplate">' in made
    assert '<span class="dateline" id="s2"' in made
    assert "x&lt;y&gt;.txt" in made
    assert "prefers-color-scheme:dark" in made
    assert "@media print" in made


def test_the_order_can_be_turned_and_boilerplate_left_out():
    made = page(order="tgt-first", boilerplate="drop")
    assert made.index('class="tgt"') < made.index('class="src"')
    assert "責任編輯" not in made


def test_print_and_phone_have_rules_of_their_own():
    # Paper is narrower than 1000 pixels: rules for narrow windows must not reach it.
    narrow = re.findall(r"@media ([^{]*max-width[^{]*)\{", page())
    assert narrow
    assert all(query.startswith("screen and") for query in narrow)


def test_addresses_break_instead_of_widening_the_page():
    assert ".src,.tgt{overflow-wrap:anywhere}" in page()
