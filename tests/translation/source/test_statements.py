"""Several people's statements in one sentence are one each."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.document import Span
from aligner.translation.source.statements import ended, statements


def parts(text):
    return [text[span.start : span.end] for span in statements(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("总裁贺文涛说：“需求更早”；财务官柳静怡则说：“我们不牺牲利润。”", 2),
        ("代表罗梅尔说：“工资不够”；主席克拉姆则反驳说，要求“脱离现实”。", 2),
        ("市长说：“桥很安全。”，居民李大海则说：“我不信。”", 2),
        ("一人说“好”，另一人说“不好”，第三人说“不知道”。", 3),
        # one speaker, or a name that is called something
        ("他说：“好”，并说要走。", 1),
        ("“好。”他说。", 1),
        ("“新区”开放后，他说，“价格太高”。", 1),
        ("“好，”他告诉本报，并补充说，“走吧。”", 1),
        # who speaks stands between
        ("“好，”他说，“走吧。”", 2),
        ("“太少了”，反对党领袖潘志成对路透社说，“政府必须在年底前拿出预算。”", 2),
        ("“好！”她笑着说：“走吧”，他说：“不行。”", 3),
        ("他说，价格“太高”，工资“太低”。", 1),
        ("群岛（甲称“北岛”，乙称“南岛”）属于谁，他没有说。", 1),
        ("他说：“甲说‘好’，乙说‘不好’。”", 1),
        ("甲公司涨1%；乙公司跌2%。", 1),
    ],
)
def test_each_speaker_has_a_statement(text, count):
    assert len(parts(text)) == count


def test_a_statement_that_another_follows_ends_as_a_sentence():
    first, second = parts("甲说：“很好！”；乙说：“不好。”")
    assert ended(first, last=False) == "甲说：“很好！”"
    assert ended(second, last=True) == second


@given(st.text("甲乙说：，；“”（）。 好", max_size=40))
def test_statements_join_back_to_the_sentence(text):
    spans = statements(text, Span(0, len(text)))
    assert "".join(parts(text)).replace(" ", "") == text.replace(" ", "")
    assert all(a.end <= b.start for a, b in pairwise(spans))
