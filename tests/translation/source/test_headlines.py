"""Headlines of several statements, parted by spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.source.headlines import parted_headline

PARTED = [
    "环湖公路山体滑坡 两车被埋3人失联 救援通宵进行",
    "（女篮）海狮队72比65险胜 连胜增至9场",
    "《雨巷来信》点映口碑出炉 片方宣布提前上映",
    "研究：午睡时间并非越长越好 但因人而异",
]
KEPT = [
    "要闻 国际 体育 财经新闻",
    "约翰·史密斯 玛丽·琼斯",
    "李小明 王大力 陈思",
    "联系电话 0571 8888",
    "图：两船相撞 摄影 王小明",
    "她说：“第一次见面在春天 第二次已是深秋。”",
    "“乡村振兴 青年先行”专场活动举行",
    "#环湖马拉松 #今天开跑啦",
    "水位仍在上涨 下游居民已撤离。",
    "Windows 系统更新 修复多个漏洞 | 科技日报",
]


@pytest.mark.parametrize("headline", PARTED)
def test_statements_of_a_headline_are_parted_by_commas(headline):
    assert parted_headline(headline) == headline.replace(" ", "，")


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_headline_of_statements_stays(text):
    assert parted_headline(text) == text


@given(st.text("人大火致三死伤 ，。“”《》（）3a·", max_size=30))
def test_only_spaces_change_and_only_once(text):
    once = parted_headline(text)
    assert once.replace("，", "").replace(" ", "") == text.replace("，", "").replace(" ", "")
    assert parted_headline(once) == once
