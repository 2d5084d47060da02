"""Reporting clauses after a quotation: 他说。 and ``he said.``, which belong to the quotation.

By grammar alone: who the speaker is does not matter. What this module does not do: find clauses
that stand before a quotation, or verbs outside its lists.
"""

from aligner.text.late_regex import late_regex

_VERBS_ZH = (
    "笑言|笑称|笑稱|戏言|坦陈|打趣|喊话|喊話|痛斥|怒斥|炮轰|呛声|嗆聲|表态|表態|讲述|講述|自述|描述|形容|疑惑|解释道|解釋|答覆|质问|質問|"
    "说|说道|问|问道|答|答道|喊|喊道|叫|叫道|嚷|嚷道|骂|骂道|叹|叹道|笑道|吼|吼道|哭道|写|写道|唱|唱道|念道|称|讲|讲道|谈道|谈到|提到|道|表示"
    "|指出|强调|认为|补充|回答|回应|回复|解释|宣布|宣称|声称|呼吁|警告|感叹|感慨|回忆|透露|介绍|指责|批评|主张|坦言|直言|坦承|承认|反问|追问"
    "|询问|提问|否认|重申|提醒|建议|评论|评价|点评|调侃|自嘲|嘀咕|低语|喃喃|喃喃自语|嘟囔|抱怨|反驳|断言|预测|留言|发帖|发文|总结|分析|推测"
    "|质疑|惊呼|欢呼|高呼|呐喊|大喊|哭诉|控诉|安慰|鼓励|叮嘱|嘱咐|吩咐|劝告|恳求|请求|要求|保证|承诺|祝愿|祝福|赞叹|称赞|赞扬|夸赞|发誓"
    "|辩解|抗议|吐槽|诉说|自语|插话|接话|如是说|這樣說|說|說道|問|問道|喊道|強調|認為|補充|回應|解釋|宣佈|呼籲|感嘆|回憶|透露|介紹|指責"
    "|批評|坦承|主張|痛批|承認|反問|詢問|否認|重申|評論|總結|寫道|稱|講"
)
_NOT_IN = {
    "道": "知街轨味频管渠隧航通地人霸难赤",
    "说": "小传学",
    "問": "訪學疑顧",
    "问": "访学疑顾慰过",
    "称": "名简职俗",
    "答": "回报应",
}
"""Characters that make another word with a short verb: 知道, 小说."""
_VERBS = (
    r"(?<![没沒不未])(?<!没有|沒有|拒绝|拒絕)(?:"
    + "|".join(
        f"(?<![{_NOT_IN[verb]}]){verb}" if verb in _NOT_IN else verb
        for verb in sorted(_VERBS_ZH.split("|"), key=len, reverse=True)
    )
    + ")"
)
_PLAIN_ZH = (
    rf"(?![这這那此]是)[^，。！？；：…“”「」『』\n]{{0,40}}?{_VERBS}(?:着|著|了|过|起来|完)?"
)
_OBJECT_ZH = r"(?:告诉|告訴|告知|提醒|警告|安慰)[^，。！？；：…“”「」\n]{1,20}"
_TOLD_ZH = rf"[^，。！？；：…“”「」『』\n]{{0,30}}?{_OBJECT_ZH}"
_ON_THE_SIDE_ZH = (
    r"[^，。！？；：“”「」\n]{0,20}?一[边邊面][^，。！？；：“”「」\n]{1,14}，一[边邊面]"
)
"""一边打包，一边说。"""
_SAME_SPEAKER_ZH = "(?:[并並](?![非不没沒无無])|同时|同時|随后|隨後|随即|隨即|然后|然後|接着|接著)"
"""What the speaker does next: ”他说，并呼吁…, ”她问，随后离开."""
_NEXT_SPEAKER_ZH = r"[^，。！？；：“”「」\n]{0,20}?(?:[对對]此|(?<![原规規法准準细細守])[则則])"
"""”对方则回应说，“: what follows is the next one's."""
_REPORT_ZH = late_regex(
    rf"(?:{_ON_THE_SIDE_ZH})?(?:{_PLAIN_ZH}|{_TOLD_ZH})(?:[。！.!…]|\s*$|\s*\n|[，,]{_SAME_SPEAKER_ZH})"
    rf"|(?!{_NEXT_SPEAKER_ZH})(?:{_PLAIN_ZH}|{_TOLD_ZH})[，,]\s*[“「『\"＂‘]"
)

_VERBS_EN = (
    "said|says|say|saying|asked|asks|told|tells|added|adds|replied|replies|answered|shouted|cried|yelled|"
    "exclaimed|whispered|muttered|murmured|wrote|writes|tweeted|posted|joked|quipped|insisted|"
    "warned|explained|noted|recalled|wondered|continued|screamed|declared|announced|argued|"
    "admitted|complained|responded|remarked|concluded|stressed|demanded|inquired|sang|chanted|"
    "begged|pleaded|snapped|laughed|sighed|according"
)
_NAME_EN = r"(?:[A-Z][\w.'’-]*|of|de|van|von|bin|al|the|\d+)"
_REPORT_EN = late_regex(
    rf"(?:(?:{_NAME_EN}\s+){{1,6}}(?:\w+ly\s+)?(?:{_VERBS_EN})\b"
    rf"|(?:I|We|He|She|They|It)\s+(?:\w+ly\s+|then\s+|once\s+|had\s+|have\s+)?(?:{_VERBS_EN})\b)"
    r"(?!\s+(?:that|it|he|she|they|the|there|in\s+a\s+statement\s+that)\b)"
)
_NEXT_SPEECH_ZH = late_regex(rf"{_PLAIN_ZH}(?:[，,](?!\s*[“「『\"＂‘])|[：:])")
_ANNOUNCE_ZH = late_regex(rf"(?:{_VERBS})(?:着|著|了|过)?\s*[，,]?\s*\Z")


def announces_quote_after(text: str, position: int) -> bool:
    """Tell whether a quotation that opens at ``position`` is announced: 他说：“, 他说“."""
    before = text[max(0, position - 8) : position].rstrip()
    return before[-1:] in {"：", ":"} or _ANNOUNCE_ZH.search(before) is not None


def reports_quote_before(text: str, position: int) -> bool:
    """Tell whether a Chinese clause at ``position`` reports the quotation that ended before it.

    It does when it ends in a verb of saying and a full stop (``”他说。``), or a comma and the next
    quotation (``”他说，“``) or what the speaker does besides (``”他说，并呼吁…``). After a colon
    (``”他说：“``) the verb announces what follows, after any other comma (``”他说，双方…``) it
    begins indirect speech: new sentences both.
    """
    return _REPORT_ZH.match(text, position) is not None


def speech_begins(text: str, position: int) -> bool:
    """Tell whether a Chinese clause at ``position`` opens its own speech: 他说，双方… or 他说：."""
    return _NEXT_SPEECH_ZH.match(text, position) is not None


def reports_question_before(text: str, position: int) -> bool:
    """Tell whether an English clause at ``position`` reports the quotation before it.

    Only asked after ``?”``, ``!”`` and their like, when the clause begins with a capital letter.
    """
    return _REPORT_EN.match(text, position) is not None
