"""Hashtags and accounts inside a sentence."""

import pytest

from aligner.translation.source.tags import plain_tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("话题#环湖马拉松#冲上热搜第一。", "话题“环湖马拉松”冲上热搜第一。"),
        ("话题 #环湖马拉松 冲上热搜第一。", "话题“环湖马拉松”冲上热搜第一。"),
        ("#2031高考# 相关话题阅读量过亿。", "“2031高考”相关话题阅读量过亿。"),
        ("@湖城交警 发文提醒市民绕行。", "湖城交警发文提醒市民绕行。"),
        # A row of tags, numbers of houses, languages, addresses and headings stay.
        ("终于吃到了！#湖城美食 #老味道", "终于吃到了！#湖城美食 #老味道"),
        ("3#楼和5#楼停水", "3#楼和5#楼停水"),
        ("C#和F#语言", "C#和F#语言"),
        ("请致函wang@湖城.cn 查询", "请致函wang@湖城.cn 查询"),
        ("# 标题", "# 标题"),
    ],
)
def test_tags_are_quoted_and_accounts_named(text, expected):
    assert plain_tags(text) == expected
    assert plain_tags(expected) == expected
