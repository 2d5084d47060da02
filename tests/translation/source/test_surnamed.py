"""Who is known by the surname only."""

import pytest

from aligner.translation.source.surnamed import surnamed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一名罗姓男子被捕。", "一名姓 Luo 的男子被捕。"),
        ("欧阳姓司机受伤，吕姓乘客没事。", "一名姓 Ouyang 的司机受伤，一名姓 Lyu 的乘客没事。"),
        ("该邓姓夫妇已离开。", "这对姓 Deng 的夫妇已离开。"),
        # No surname of somebody, or within a phrase.
        ("百姓男女老少都来了。", "百姓男女老少都来了。"),
        ("他与同姓女子结婚。", "他与同姓女子结婚。"),
        ("36岁罗姓司机死亡。", "36岁罗姓司机死亡。"),
    ],
)
def test_surnames_are_given_in_pinyin(text, expected):
    assert surnamed(text) == expected
    assert surnamed(expected) == expected
