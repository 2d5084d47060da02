"""Web and mail addresses come through a translation as they stand in its source."""

import pytest

from aligner.translation.english.web_addresses import with_addresses

ADDRESS = "https://www.example.com/news/2024?id=5&lang=zh"


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (f"详见{ADDRESS}。", "See https: / / /wwww.example.com/ news/2024?id 5&langhh.",
         f"See {ADDRESS}."),
        ("下载：https://a.org/b/c_d", "Download: https: //a.org/b/c_d",
         "Download: https://a.org/b/c_d"),
        ("官网www.a.gov.sg/x-19了解", "official Webwww.a.gov.sg/x-19, to learn",
         "official Web www.a.gov.sg/x-19, to learn"),
        ("发邮件至news@a.cn。", "Mail tonews@a.cn.", "Mail to news@a.cn."),
        ("发邮件至news@a.cn。", "Mail news @ a.cn, please.", "Mail news@a.cn, please."),
        ("见www.a.com和www.b.com。", "See wwww.a.com and www.b.com.",
         "See www.a.com and www.b.com."),
        ("（www.a.com.cn）报道", "Online (www. a.com.cn) said", "Online (www.a.com.cn) said"),
        # Only what is lost is put back, and of two the other stays.
        ("投稿：tougao@x.com，热线：duzhe@x.com。", "Submit: tougao@x.com.",
         "Submit: tougao@x.com (duzhe@x.com)."),
        ("newsinfo@a.cn、info@a.cn", "newsinfo@a.cn, info@a.cn", "newsinfo@a.cn, info@a.cn"),
        ("newsinfo@a.cn、info@a.cn", "newsinfo@a.cn.", "newsinfo@a.cn (info@a.cn)."),
        ("见https://a.cn/1和https://a.cn/2", "See https://a.cn/2", "See https://a.cn/2 (https://a.cn/1)"),
        # What is lost is not lost.
        ("详见https://a.cn/n。", "See it.", "See it (https://a.cn/n)."),
        # What is right, or no address, stays.
        ("详见https://a.cn/n。", "See https://a.cn/n.", "See https://a.cn/n."),
        ("他走了。", "See a.cn/ n: he left.", "See a.cn/ n: he left."),
    ],
)  # fmt: skip
def test_addresses_come_through(source, text, expected):
    assert with_addresses(source, text) == expected
    assert with_addresses(source, expected) == expected
