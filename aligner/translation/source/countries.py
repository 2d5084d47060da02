"""Countries named by one character written out, in the Chinese that the model is given.

News writes 俄乌冲突, 美国防部, 朝媒: a character a country, and nothing between it and the next
word. A small model takes 美国防部 for 美国 and a rest, and reads no country in 乌 at all;
俄罗斯和乌克兰之间的冲突 and 美国国防部 it knows. Written out is only what can hardly be anything
else: several countries before a word for what is between them, well-known pairs at the start of
a phrase, and single ones before an office. 美军, 美方 and 中方 stay: any model has seen enough of
them.
"""

import re
from collections.abc import Callable


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAMES = {
    "中": "中国", "美": "美国", "日": "日本", "韩": "韩国", "朝": "朝鲜", "俄": "俄罗斯",
    "乌": "乌克兰", "英": "英国", "法": "法国", "德": "德国", "欧": "欧盟", "印": "印度",
    "澳": "澳大利亚", "墨": "墨西哥", "越": "越南", "菲": "菲律宾", "泰": "泰国", "缅": "缅甸",
    "柬": "柬埔寨", "蒙": "蒙古", "以": "以色列", "伊": "伊朗", "土": "土耳其", "叙": "叙利亚",
    "加": "加拿大", "黎": "黎巴嫩", "哈": "哈萨克斯坦", "老": "老挝", "台": "台湾",
    "非": "非洲", "巴": "巴基斯坦", "意": "意大利", "沙": "沙特阿拉伯", "希": "希腊",
    "匈": "匈牙利", "塞": "塞尔维亚", "波": "波兰", "西": "西班牙", "荷": "荷兰",
    "葡": "葡萄牙",
}  # fmt: skip
"""What each character stands for, where the rules below read it as a country."""

_PALESTINE = frozenset(["巴以", "以巴"])

_FREE = "中美日韩朝俄乌英法德欧印澳墨越菲泰缅柬蒙"
"""Read in any company; the others are too often part of a word."""
_BOUND = _words(
    "巴以 以巴 美以 以伊 伊以 美伊 伊美 俄伊 欧伊 中伊 美以伊 美伊以 黎以 以黎 叙以 以叙 以土 "
    "土以 俄土 土俄 美土 土美 土叙 叙土 俄叙 印巴 巴印 中巴 美巴 美加 加美 中加 美墨加 美加墨 "
    "中哈 俄哈 中老 美台 台美 日台 台日 中非 美非 俄非 欧非 日非 中意 法意 意法 德意 意德 "
    "法德意 德法意 英法德意 中沙 美沙 沙伊 伊沙 中希 土希 希土 中匈 中塞 中波 德波"
)
"""The company in which these are read."""
_LISTED = f"{_FREE}意加西荷葡"
"""Read in a list with 、 between them."""

_BETWEEN = (
    "关系|冲突|贸易|经贸|边境|边界|合作|友谊|紧张|和平|竞争|竞赛|双边|谈判|战略|会谈|会晤|危机|停火|峰会|争端|"
    "协议|协定|条约|对抗|交锋|同盟|联盟|局势|自贸|军演|演习|摩擦|磋商|对话|交流|交往|往来|伙伴|高层会|关税|"
    "矛盾|僵局|博弈|脱钩|分歧|纠纷|互信|互动|接触|和谈|核谈|核协|投资协"
)
"""What is between countries: X和Y之间的 before it reads best."""
_TOGETHER = "之间|建交|友好|人民|两国|三国|四国|双方|三方|各方|等国"
"""What countries are, have or do together: X和Y before it."""
_WARS = _words("俄乌 乌俄 巴以 以巴 美伊 伊美 以伊 伊以 美以伊 印巴 俄美 美俄 中美 美中")
"""Whose 战争 is no name out of history, as 中日战争 is."""

_NOT_AFTER = {
    "中": "其当",
    "日": "0123456789０１２３４５６７８９〇一二三四五六七八九十"
    "今近当昨明每同次即整平节假周生往翌前末某",
    "美": "完优精赞北南拉审华唯健甜", "法": "办方司立宪合非依违想说看做书手语设刑民宗兵魔",
    "德": "道品公武职仁恩功阿普", "俄": "苏白", "英": "精蒲群石云", "印": "打复影脚水烙手刻封",
    "朝": "王唐宋清明元汉金辽隋今历前北南", "韩": "南北", "越": "优超穿跨卓激", "欧": "密",
    "泰": "国", "墨": "笔水油",
}  # fmt: skip
"""After these a character ends another word: 今日, 完美, 司法."""

_PAIRS = _words(
    "美日印澳 英法德 法德英 英德法 美英法 美英澳 美日韩 美韩日 日美韩 韩美日 日韩美 韩日美 "
    "中日韩 韩中日 日中韩 中美俄 美中俄 中俄美 中俄印 中俄朝 朝中俄 中俄蒙 美俄乌 美乌俄 "
    "中美日 中美欧 美日菲 美日澳 美墨加 美加墨 俄乌 乌俄 巴以 美伊 印巴 黎以 朝韩 韩朝 美韩 "
    "韩美 美俄 俄美 中俄 俄中 美日 日美 日韩 韩日 中日 美中 中美 中韩 韩中 朝美 美朝 俄欧 "
    "欧俄 美欧 韩欧 美英 英法 法德 德法 中印 印中 中英 中法 中德 中澳 中越 中菲 美菲 美印 "
    "印美 美澳 美墨 中朝 朝俄 俄朝 日俄 俄日 美台 台美"
)
"""Read at the start of a phrase whatever follows, unless their last character begins a word."""
_GOES_ON = {
    "中": "国间央心部午期等学年文医亚华共方继南西北药介产东美不有意",
    "美": "国洲元军史联味式德术丽好育容满化妙景股债籍女",
    "日": "本元新益前后报常圆子夜期渐内用经食照历程志电落出光籍军", "韩": "国元剧流籍语服",
    "朝": "鲜代着向廷阳气夕圣霞野", "俄": "罗国语文式", "乌": "克兹鲁拉龟云",
    "欧": "洲盟元佩美亚冠央债股", "英": "国语文镑里雄勇才俊式亩格伦超寸双皆对翻",
    "法": "国院律官庭郎语令案兰治规则人定系齐并", "印": "度尼第花刷", "德": "国黑尔里布语",
    "澳": "大洲门元", "墨": "西尔", "越": "南来过", "菲": "律", "巴": "黎西基勒士拿格塞布",
    "以": "色来及外后前下上内往至免便为此", "伊": "朗拉斯万丽", "加": "拿强快大入", "蒙": "古",
    "台": "湾北中风",
}  # fmt: skip
"""Before these a character begins another word: 美国, 日本, 英文."""

_OFFICES = (
    "国防部|国务院|国务卿|国会(?=议员|山庄|大厦)|外交部|财政部|商务部|司法部|内政部|能源部|众议院|参议院|众院|参院|"
    "最高法院|副?总统|副?总理|首相|外长|外相|外务|防长|防相|防卫|财长|财相|财务省|政府|议会|军方|高官|媒体|央行|"
    "宇航局|航天局|疾控|情报|警方|驻"
)
"""What one country has: an office, its holder, its media."""
_HOLDS = "美俄英法德日韩朝乌印越菲泰澳缅柬叙土欧伊"
"""Whose office is named by one character."""
_ARMY = "军(?![人事训国民医工官政装备区属旅师团衔龄方队舰机援售费])"
_SIDE = "方(?![便式法形向案程面阵位圆言针块])"
_NUCLEAR = "核(?=问题|协议|谈判|武|试|设施|计划|危机|会谈|项目)"

_START = r"(?:(?<![\w·•])(?<!\d )|(?<=[的在对和与及是为将就从向被让由称据但而跟说指]))"
"""The start of a phrase: no other word, and no date (4日), can end here."""

_CHAIN = f"(?:{'|'.join(sorted(_BOUND, key=len, reverse=True))}|[{_FREE}]{{2,4}})"
_RELATED = re.compile(f"(?P<those>{_CHAIN})(?P<what>{_BETWEEN}|{_TOGETHER}|战争)")
_ONE_MORE = re.compile("[美俄英法德韩朝日印]|[波意伊土](?=[两三四五六七八各领外首总等])")
"""What is a country and seldom another word: 中俄以 may be *by means of*."""
_IN_A_ROW = re.compile(r"(?:[美俄英法德韩朝]|(?<!\w)中)\Z")
"""One more country right before the ones that were found: 法 of 法德波三国."""
_APART = re.compile(
    f"(?P<those>[{_LISTED}](?:、[{_LISTED}])+(?:[和与及][{_LISTED}])?)"
    f"(?P<what>{_BETWEEN}|{_TOGETHER}|{_OFFICES}|领导人|)(?![、{''.join(NAMES)}国洲])"
)
_PAIRED = re.compile(f"{_START}(?P<those>{'|'.join(_PAIRS)})")
_SINGLE = re.compile(
    rf"{_START}(?<!在)[{_HOLDS}](?:媒(?![体介])|(?={_OFFICES}))"
    rf"|{_START}(?:[乌韩朝叙伊缅]{_ARMY}|[乌伊叙菲印](?:{_SIDE}))"
    # A preposition before most words.
    rf"|(?<!\w)以(?:媒(?![体介])|{_ARMY}|"
    r"(?=(?:外长|防长|国防部|外交部|军方|总理)(?!长?(?:的|为|之|身份|名义))))"
    rf"|[朝伊](?={_NUCLEAR})"
    r"|(?<=[援访赴抵驻])乌(?![克兹鲁拉龟云有黑干海普尔斯头])"
    r"|(?<=[访赴抵旅驻])(?:法(?![国院庭官律治学兰会网制场])|德(?![国黑尔里布语兴阳清州令宏]))"
    r"|(?<=对)[朝伊以乌](?=制裁|政策|动武|开战|军援|军售|援助)"
)
_MAYBE = re.compile(
    f"[{''.join(NAMES)}](?:[、{''.join(NAMES)}]|[媒军方核]|{_OFFICES})|[援访赴抵驻]乌|[访赴抵旅驻][法德]|对[朝伊以乌]"
)
"""In nearly every text that is rewritten, and in few others: it saves most of the time."""


def full_names(text: str) -> str:
    """Return the text with countries that are named by one character written out.

    >>> full_names("俄乌冲突已持续三年，美国防部：援乌不变")
    '俄罗斯和乌克兰之间的冲突已持续三年，美国国防部：援乌克兰不变'
    >>> full_names("据朝媒报道，美、日、韩外长举行会晤")
    '据朝鲜媒体报道，美国、日本和韩国外长举行会晤'
    >>> full_names("中美洲国家在谈判中美元走弱，4日韩国队以军事理由缺席")
    '中美洲国家在谈判中美元走弱，4日韩国队以军事理由缺席'
    """
    if _MAYBE.search(text):
        for pattern, rule in _RULES:
            text = pattern.sub(rule, text)
    return text


def _related(match: re.Match[str]) -> str:
    those, what = match["those"], match["what"]
    before = match.string[match.start() - 1] if match.start() else ""
    if _IN_A_ROW.search(match.string, 0, match.start()):
        return match[0]
    kept = ""
    if before and those not in _BOUND and before in _NOT_AFTER.get(those[0], ""):
        kept, those = those[0], those[1:]
    different = len(set(those)) == len(those) > 1
    # 中非关税壁垒: 非 says non- here.
    other = those[-1] == "非" and what in {"关税", "军演"}
    if not different or other or (what == "战争" and those not in _WARS):
        return match[0]
    return kept + _joined(those, what)


def _apart(match: re.Match[str]) -> str:
    those = re.sub("[、和与及]", "", match["those"])
    before = match.string[match.start() - 1] if match.start() else " "
    # Three of them cannot be the ends of words.
    two = before.isalnum() or not match["what"]
    loose = two if len(those) == 2 else before in _NOT_AFTER.get(those[0], "")
    if len(set(those)) < len(those) or loose:
        return match[0]
    return _joined(those, match["what"])


def _paired(match: re.Match[str]) -> str:
    those = match["those"]
    following = match.string[match.end() : match.end() + 2]
    word = _begins_word(those[-1] + following[:1])
    # 美英法 of 美英法德: what is named last would be left over.
    more = _ONE_MORE.match(following) and not _begins_word(following)
    # North, Central and South America; wars that are names.
    region = those == "中美" and ("北美" in match.string or "南美" in match.string)
    if word or more or region or following in {"战争", "甲午"}:
        return match[0]
    return _joined(those, "")


def _begins_word(two: str) -> bool:
    """Tell whether a country's character begins another word with the one after it."""
    return len(two) > 1 and two[1] in _GOES_ON.get(two[0], "")


def _single(match: re.Match[str]) -> str:
    country, rest = match[0][0], match[0][1:]
    name = "欧洲" if country == "欧" else NAMES[country]
    return name + {"媒": "媒体", "军": "军队", "方": ""}.get(rest, rest)


def _joined(those: str, what: str) -> str:
    names = [NAMES[country] for country in those]
    if those in _PALESTINE:
        names[those.index("巴")] = "巴勒斯坦"
    between = what in _BETWEEN.split("|") or what == "战争"
    return f"{'、'.join(names[:-1])}和{names[-1]}{'之间的' if between else ''}{what}"


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_RELATED, _related),
    (_APART, _apart),
    (_PAIRED, _paired),
    (_SINGLE, _single),
)
