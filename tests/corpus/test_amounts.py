"""Numbers by value: what must pass and what must not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.corpus.amounts import Numbers

SAME = [
    ("水库蓄水1.2亿立方米。", "The reservoir holds 120 million cubic metres."),
    ("三、申请人的姓名。", "3. The name of the applicant."),
    ("（十二）其他事项。", "(12) Other matters."),
    ("格式见附件五。", "The form is in Attachment 5."),
    ("桥长300米。", "The bridge is 300 metres (984 feet) long."),
    ("25年来，码头没有变样。", "The pier has not changed for a quarter-century."),
    ("航程约100公里。", "The trip is about 62 miles."),
    ("这里的人口是38.26万。", "The population here is 382,600."),
    ("第十九届会议周二开幕。", "The 19th session opened on Tuesday."),
    ("大约1个小时后，火被扑灭。", "About an hour later the fire was put out."),
    ("展览于5月8日开放。", "The exhibition opens on May 8."),
    ("年龄在20至40岁之间。", "They are aged between 20 and 40."),
    ("车站去年接待了3570万名旅客。", "The station served 35.7m travellers last year."),
    ("这是一家价值数十亿美元的船厂。", "It is a multibillion-dollar shipyard."),
    ("数以十亿美元计的贷款即将到期。", "Billions in loans are about to fall due."),
    ("他付给船主10万令吉。", "He paid the owner RM100,000."),
    ("约10万颗种子被冷藏。", "About 100, 000 seeds were put in cold storage."),
    ("页面有1.5K次点赞。", "The page has 1.5K likes."),
    ("三分之一的说法不对，其实占1/3以上。", "One-third is wrong: it is over one-third."),
    ("每千名居民有7张床位。", "There are 7 beds per 1000 residents."),
    ("加入两勺糖。", "Add 2 spoons of sugar."),
    ("旧渡口的生活一成不变。", "Life at the old ferry never changes."),
    ("见手册第3.3.2节。", "See Section 3.3.2 of the manual."),
    ("没有人能百分百肯定。", "Nobody can be entirely sure."),
]
OTHER = [
    ("三、申请人的姓名。", "5. The name of the applicant."),
    ("比例从19.39%升到28.85%。", "The share rose from 19.36 percent to 28.85 percent."),
    ("他们乘747-400型飞机。", "They took a 147-400 aircraft."),
    ("疫情期间，COVID-19检测免费。", "COVID-29 tests were free during the epidemic."),
    ("第十九届会议周二开幕。", "The 39th session opened on Tuesday."),
    ("展览于5月8日开放。", "The exhibition opens on May 58th."),
    ("年龄在20至40岁之间。", "They are aged between 20 and 80."),
    ("2024年4月10日的照片", "A picture of April 10, 2023"),
    ("船上有640个集装箱。", "There are 643 containers on board."),
    ("车站去年接待了3570万名旅客。", "The station served 357m travellers last year."),
    ("页面有1.5K次点赞。", "The page has 2.5K likes."),
    ("约10万颗种子被冷藏。", "About 10, 000 seeds were put in cold storage."),
    ("两县分别有三百万和五百万人。", "The counties have three million and six million people."),
]


@pytest.mark.parametrize(("src", "tgt"), SAME)
def test_amounts_that_agree_pass(src, tgt):
    filter = Numbers()
    assert filter.accept(filter.score(SegmentPair(src, tgt)))


@pytest.mark.parametrize(("src", "tgt"), OTHER)
def test_another_amount_is_rejected(src, tgt):
    filter = Numbers()
    assert not filter.accept(filter.score(SegmentPair(src, tgt)))


numerals = st.text("一二三十百万亿、.．（）()第年月日％%$至-到公里世纪0１29٣,COVID ", max_size=16)
figures = st.text("0129٣.,()-%$:/ abstndrhMay km", max_size=16)


@given(numerals, figures)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_there_gets_a_score(src, tgt):
    assert Numbers().score(SegmentPair(src, tgt)) in (0.0, 0.5, 1.0)


def test_a_figure_of_thousands_of_digits_is_no_fault():
    assert Numbers().score(SegmentPair("三、" + "1" * 6000, "3. " + "2" * 6000)) < 1
