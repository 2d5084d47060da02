"""What markets say, in words that a small model knows, in what it is given: 涨停, 跌破, 举牌, 减持.

Market news is written in terms of two characters that say something else one by one: a small model
makes *plates* of 板块, *beheads* a profit cut in half, 腰斩, and takes 跌破3300点 for a fall by as
many points. What always means the same is in ``market_words.tsv``; here is what depends on what
stands around it. The English words among the Chinese are copied.
"""

import re
from collections.abc import Callable

_UNIT = "[万千亿]*(?:点|[美港欧日澳加]?元|日[元圆]|英镑)"
_LEVEL = rf"(?=每(?:盎司|桶|股|吨|克)|\d[\d,]*(?:\.\d+)?{_UNIT}(?!上方|以上|之上|[以之]下))"
_MARKET = re.compile(
    "股|[涨跌]|沪[指深]|指数|市值|成交|上市|IPO|券商|基金|期货|比特币|险资|证券|[封买卖]单|举牌[消线]"
    "|(?:公司|资本|集团|保险|资管|基金|金控).{0,12}举牌"
    "|板块(?=.{0,6}[冲回拉领反掀挫活])"
)
_END = r"[，。、；！？”）]|\Z"

PAD = "\ue000"
"""A space around what is English, where no other space and no mark is."""
_NEEDLESS = re.compile(
    rf"\A{PAD}+|{PAD}+(?=[\s，。、；：？！”’）》]|\Z)|(?<=[\s，。、；：？！“‘（《]){PAD}+"
)
_PADS = re.compile(f"{PAD}+")

Given = str | Callable[[re.Match[str]], str]


def _rules(*rows: tuple[str, Given]) -> tuple[tuple[re.Pattern[str], Given], ...]:
    """Return rules; the spaces of what is given are pads."""
    return tuple(
        (re.compile(pattern), given.replace(" ", PAD) if isinstance(given, str) else given)
        for pattern, given in rows
    )


def spaced(text: str) -> str:
    """Return the text with a space for each pad that needs one."""
    return _PADS.sub(" ", _NEEDLESS.sub("", text)) if PAD in text else text


def _days_at_limit(match: re.Match[str]) -> str:
    return f"连续{match[1]}天涨停"


def _staked(match: re.Match[str]) -> str:
    return f"被{match[1]}大举买入股份"


def _extreme(match: re.Match[str]) -> str:
    """Return a high or low of so many years as English has it: a 10-year high."""
    number, high = _NUMBERS.get(match[1], match[1]), match[3] == "高"
    level = f"{number}-{_UNITS[match[2]]} {'high' if high else 'low'}"
    article = "an" if number.startswith(("eight", "8", "11", "18")) else "a"
    return f"{'升' if high else '跌'}至{PAD}{article} {level}{PAD}"


_NUMBERS = {
    "一": "one", "两": "two", "三": "three", "四": "four", "五": "five", "六": "six", "七": "seven",
    "八": "eight", "九": "nine", "十": "10",
}  # fmt: skip
_UNITS = {"年": "year", "月": "month", "周": "week"}
_PHASES = {
    "一": "I",
    "二": "II",
    "三": "III",
    "四": "IV",
    "1": "I",
    "2": "II",
    "3": "III",
    "4": "IV",
}

_ALWAYS = _rules(
    # Levels, and round figures: 9万美元关口.
    (rf"(?<=[点元\d万亿次人吨辆户])(?:整数)?(?:大关|关口)(?={_END}|[上下后])", ""),
    (rf"(?:重新(?:站上|突破|站稳|回到)|收复|重返|重回|重上){_LEVEL}", "重返 above "),
    (r"突破(?=\d[\d,.]*(?:[万亿%％]))", "超过"),
    (rf"(?:站上|站稳|升破|涨破|突破){_LEVEL}|[升涨]破(?=\d)", "升 above "),
    (rf"跌破(?=[\w每])(?!眼|专家|了)|失守{_LEVEL}", "跌 below "),
    (
        r"创下?(?:近|逾)?(\d{1,3}|[一两三四五六七八九十])个?([年月周])(?:多)?(?:以?来)?的?新(高|低)(?!价|[气科])",
        _extreme,
    ),
    ("(?:创|刷新)(?:下|出)?历史新(?=[高低])", "创下历史新"),
    (r"高开(?=[逾约近超]|\d)", "开盘上涨"),
    ("累计(?=[获派投交签销实完接])", "总共"),
    (r"套现(?=[逾约近超]|\d)", "获得现金"),
    (r"收[盘市][上下]?([涨跌])(?=[逾近约]?\d)", r"收\1"),
    ("点阵图(?=.*(?:官员|利率|[降加]息))", " dot plot "),
    # The daily limit.
    ("(?:掀起?|出?现|迎来)涨停潮", "大涨"),
    (
        r"(?:录得|收获|拉出|迎来|斩获|收出|连[收拉续录])?(\d{1,2}|[两三四五六七八九十])(?:个涨停板?|连板)",
        _days_at_limit,
    ),
    (r"(?:触及)?(\d{1,2}[%％])的?([涨跌])停板?", r"\2至 the \1 daily limit "),
    ("(?:一度)?触及([涨跌])停板?", r"一度\1停"),
    (r"(?:开盘[即便就])?(?:封住?|封死|封上|一字(?:板|封)?)+(?=[涨跌]停)", "开盘即"),
    ("(?:打开|逼近|接近)[涨跌]停板?", lambda m: f"{m[0][:2]}{PAD}the daily limit{PAD}"),
    ("([涨跌])停板?(?![点电工价])", r"\1至 the daily limit "),
    (
        f"(?:(?<=[交易]所)|(?<=[主业创三]板)|(?<=达克)|(?<=市场))(?:正式)?挂牌(?={_END}|交易)|挂牌上市",
        "上市",
    ),
    (f"(?<=limit{PAD})，(?:收?报|报收)于?(?=\\d)", "，至"),
    # Who sells and buys shares of a company.
    ("减持(?=计划|方案|新规)", "出售股份的"),
    ("增持(?=计划|方案)", "增加持股的"),
    ("增持(?=[”」’]|评级)", " overweight "),
    (f"减持(?={_END}|的|[后前与]|是否|原因|期间|行为)", "出售股份"),
    (f"增持(?={_END}|的|[后前与]|是否|原因|期间|行为)", "买入股份"),
    ("减持(?![至到])", "出售"),
    ("增持(?![至到])", "买入"),
    ("麒麟(?=\\d{3,4}[A-Z]?(?!\\d))", " Kirin "),
    # Drugs.
    (
        r"临床([一二三四1-4])期(?:临床)?(?:试验|研究)?",
        lambda m: f"{PAD}Phase {_PHASES[m[1]]}{PAD}临床试验",
    ),
    (
        r"(?<![\d一二三四五第])([一二三四1-4])期(?=临床)",
        lambda m: f"{PAD}Phase {_PHASES[m[1]]}{PAD}",
    ),
    ("注射用([^，。；、的《“]{2,8}?)(?:单抗|单克隆抗体)", r"\1单克隆抗体 for injection "),
    ("获批上市(?=.*(?:药|疫苗|抗|注射|适应症|临床))|(?<=[药苗剂液号])获批上市", "得到批准上市销售"),
    (
        f"(?<=批准)([^，。；]{{0,40}}?[药剂苗针片]|[^，。；]{{0,30}}药[^，。；]{{0,20}}[”》])上市(?={_END}|用|的?申请)",
        r"\1上市销售",
    ),
)
_IN_MARKETS = _rules(
    # Raising a stake past 5 percent, but not a sign in protest or at an auction.
    ("(?:5[%％]的?)?举牌(?:红)?线", " the disclosure threshold "),
    (r"[遭被获]([^，。；、\s]{2,12}?)举牌", _staked),
    ("被举牌", "被大举买入股份"),
    (f"举牌(?={_END}|[的后前等不也或是潮]|消息|信息|事件|行[为动]|概念|方|案)", " stake-building "),
    (rf"举牌([\w、《》（）]{{2,20}})(?={_END})", r"大举买入\1的股份"),
    ("举牌", "大举买入"),
    ("高开高走", "开盘上涨后继续上涨"),
    ("高开低走", "开盘上涨后下跌"),
    ("低开高走", "开盘下跌后上涨"),
    ("低开低走", "开盘下跌后继续下跌"),
    ("(?<=午后|尾盘|盘中|早盘|直线|集体|大幅|股价|指数)跳水", "大跌"),
    ("盘后(?=发布|公告|披露|宣布|[，、交])", "收盘后"),
    # Sectors: 半导体板块 is 半导体股, 各板块 are 各行业.
    ("概念股?板块|(?<=股)板块", "概念股"),
    ("(?<=[各多个两等全大热该])板块|板块(?=轮动|分化|方面)", "行业"),
    (r"(?<=\w)(?<![的类一二三四五六七八九十])(?<!业务)(?<!功能)(?<!内容)板块(?:个股)?", "股"),
    ("盘中(?!交易|价)", ""),
    ("(?<=[后盘度次])开板", "跌离 the daily limit "),
    ("个股(?![份权东票民指价])", "股票"),
    ("(?:沪深)?两市(?:全天|总|合计)?成交(?:总?额|金额)", "沪深股市的交易额"),
    (
        r"沪深两市|(?<!\w)两市(?=成交|融资|总|共|合计|超|近|主力|股指|[涨跌]|个股|逾|全天)",
        "沪深股市",
    ),
    (r"放量(?=\d)", "增加"),
    (r"缩量(?=\d)", "减少"),
    ("(?<=\\d)([万亿]?)手(?![机表术工游续把脚下上中里段枪])", r"\1 lots "),
    ("(?<=每)手(?=账|股|[，。、\\d盈赚亏])", " lot "),
    (r"(?<=指数)((?:[^，。；]*，)?报\d[\d,]*\.\d+)(?=[，。；])", r"\1点"),
)
_NO_STAKE = re.compile("抗议|示威|拍卖|竞[买拍]|口号|标语|女郎|裁判|请愿|地震|地壳|大陆板块|构造")


def plain_trading(text: str) -> str:
    """Return the text with what is said of prices, stakes, sectors and trials in plainer words.

    >>> plain_trading("沪指跌破3300点，半导体板块98只个股涨停")
    '沪指跌 below 3300点，半导体股98只股票涨至 the daily limit'
    >>> plain_trading("大股东减持股份，遭远山资本举牌")
    '大股东出售股份，被远山资本大举买入股份'
    """
    for pattern, given in _ALWAYS:
        text = pattern.sub(given, text)
    if _MARKET.search(text) and not _NO_STAKE.search(text):
        for pattern, given in _IN_MARKETS:
            text = pattern.sub(given, text)
    return spaced(text)
