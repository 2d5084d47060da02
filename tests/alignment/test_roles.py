"""What roles do to whole alignments: news leaves out, adds, and has lines of its own."""

from aligner.alignment.align import align
from aligner.bitext import Alignment
from aligner.text.news import parse_article

ZH = """两国外长同意设立海上热线

印度尼西亚与菲律宾外长星期五（8月22日）在雅加达会谈，同意设立24小时海上热线，以避免渔船纠纷升级。

双方发表的联合声明有12段，其中5段谈海上安全，2段谈贸易，其余谈教育与旅游。

集会没有发生冲突，警方在下午5时解除封路。

菲律宾海警今年头七个月记录了46起“近距离接触”，比去年同期多出18起。

外交部说，目前没有本国渔民受伤的消息。日本和澳洲也已表示愿意提供协助。
"""
EN = """Foreign ministers agree on maritime hotline

The foreign ministers of Indonesia and the Philippines met in Jakarta on Friday (Aug 22). They \
agreed to set up a 24-hour maritime hotline to keep disputes between fishing boats from escalating.

A joint statement devoted five of its 12 paragraphs to maritime security and two to trade; the \
rest dealt with education and tourism.

The Philippine Coast Guard logged 46 "close encounters" in the first seven months of this year, \
up from 28 in the same period last year.

The foreign ministry said there were no reports of its fishermen among the injured.
"""


def aligned(zh: str, en: str) -> Alignment:
    return align(parse_article(zh, "zh", "a"), parse_article(en, "en", "a"))


def pairs(found: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(tuple(bead.src), tuple(bead.tgt)) for bead in found.beads]


def test_a_sentence_the_desk_left_out_is_not_glued_to_its_neighbour():
    assert pairs(aligned(ZH, EN)) == [
        ((0,), (0,)),
        ((1,), (1, 2)),
        ((2,), (3,)),
        ((3,), ()),
        ((4,), (4,)),
        ((5,), (5,)),
        ((6,), ()),
    ]


def test_a_headline_below_the_line_of_its_section_finds_the_other_headline():
    en = "WORLD NEWS\n\n" + EN
    found = pairs(aligned(ZH, en))
    assert found[:2] == [((), (0,)), ((0,), (1,))]


def test_lines_of_one_page_alone_do_not_keep_the_headline_from_its_own():
    zh = (
        "睡多久才够？35万人的研究给出答案\n\n"
        "多年来，“每天睡满八小时”是金科玉律。\n\n研究还没有结束。\n"
    )
    en = (
        "HEALTH | 7 July 2025 | 4 min read\n\n"
        "How much sleep is enough? A study of 350,000 people has an answer\n\nImage: Getty\n\n"
        'For years, "sleep eight hours" was the golden rule.\n\nThe study is not finished.\n'
    )
    assert ((0,), (1,)) in pairs(aligned(zh, en))


def test_a_sentence_between_two_advertisements_is_not_left_out_with_them():
    zh = (
        "港城第二条隧道通车\n\n该市第二条隧道星期三通车，工程历时九年。\n\n"
        "市长表示，隧道每天将有六万辆汽车通行。\n\n工程耗资42亿元。\n\n"
        "不过，附近居民担心噪音。\n"
    )
    en = (
        "Harbor city opens second tunnel\n\nThe city opened its second tunnel on Wednesday. "
        "It took nine years.\n\nAdvertisement\n\n"
        "The mayor said that the tunnel would carry 60,000 cars a day.\n\nYou may also like\n\n"
        "Five bridges to see this summer\n\nThe work cost 4.2 billion yuan.\n\n"
        "Sign up: the morning briefing by email\n\nBut people who live nearby fear the noise.\n"
    )
    found = aligned(zh, en)
    assert [pair for pair in pairs(found) if all(pair)] == [
        ((0,), (0,)),
        ((1,), (1, 2)),
        ((2,), (4,)),
        ((3,), (7,)),
        ((4,), (9,)),
    ]
    alone = {bead.reason for bead in found.beads if not bead.src}
    assert alone == {"boilerplate"}


def test_a_dateline_in_words_pairs_with_the_dateline_only():
    zh = (
        "港城隧道通车\n\n中新社北京10月1日电 (记者 赵琳)该市第二条隧道星期三通车。\n\n"
        "工程耗资42亿元。\n"
    )
    en = (
        "Harbor city tunnel opens\n\n"
        "China News Service, Beijing, October 1 (reported by Zhao Lin) -- "
        "The city opened its second tunnel on Wednesday.\n\nThe work cost 4.2 billion yuan.\n"
    )
    assert pairs(aligned(zh, en)) == [((at,), (at,)) for at in range(4)]
