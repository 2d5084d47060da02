"""Codes of stocks, trains, models and papers come through a translation as they stand."""

import pytest

from aligner.translation.english.latin_codes import with_codes


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("山海科技（00681.HK）跌2%", "Shanhai (0,068.HK) fell 2%", "Shanhai (00681.HK) fell 2%"),
        ("山海科技（300681.SZ）涨", "Shanhai (30,0681.SZ) rose", "Shanhai (300681.SZ) rose"),
        ("乘坐D8672次列车", "Take train D8,672.", "Take train D8672."),
        ("发布Qwen2.5-72B模型", "The Qwen2.5-72 B model is out.", "The Qwen2.5-72B model is out."),
        ("修复CVE-2031-12345", "Fixed CVE-2031- 12,345.", "Fixed CVE-2031-12345."),
        ("DOI为10.5555/S0140-67(31)0012-4。", "DOI 10.5555/S0140-67 (31) 012-4.",
         "DOI 10.5555/S0140-67(31)0012-4."),
        ("见fixtures-cli工具", "See the fixtures -cli tool.", "See the fixtures-cli tool."),
        ("在社交网站fb发文", "wrote on websitesfb,", "wrote on websites fb,"),
        ("推出ing计划", "a plan is coming", "a plan is coming"),
        ("美团（3690）跌，腾讯（0700）涨", "Meituan, 3,690, fell, Tencent (0,700) rose",
         "Meituan (3690), fell, Tencent (0700) rose"),
        ("阿里 （9988）跌", "Ali (9,988) fell", "Ali (9988) fell"),
        ("员工（3690）人", "staff (3,690 people)", "staff (3,690 people)"),
        # Of two the one that is right stays.
        ("A1234和A1235航班", "Flights A1234 and A1,235", "Flights A1234 and A1235"),
        ("iPhone15手机卖了", "iPhone15s sold", "iPhone15s sold"),
        # Amounts and words may be written in other ways, and what is lost stays lost.
        ("25mm的雨，8GB内存", "25 mm of rain, 8 GB of memory", "25 mm of rain, 8 GB of memory"),
        ("诺斯联（NordLink）裁员", "Nord Link cuts jobs", "NordLink cuts jobs"),
        ("公社（aT）公布", "the agency (a T)", "the agency (aT)"),
        ("US$500购买", "for $500", "for $500"),
        ("GDP增长", "Gross domestic product rose", "Gross domestic product rose"),
        ("X2031型飞机", "The plane", "The plane"),
    ],
)  # fmt: skip
def test_codes_are_as_in_the_source(source, text, expected):
    assert with_codes(source, text) == expected
    assert with_codes(source, expected) == expected
