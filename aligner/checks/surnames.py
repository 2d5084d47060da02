"""Chinese surnames with the spellings in use: pinyin first, then Wade-Giles, Cantonese and others.

From general knowledge of the hundred commonest surnames and the common compound ones; the readings
are those of the surname (曾 Zeng, 单 Shan, 仇 Qiu), which often differ from the character's.
"""

import re
from functools import cache, lru_cache

_TABLE = """
王 wang wong ong heng|李 li lee lei ri rhee|张張 zhang chang cheung teo chong|刘劉 liu lau low lao
陈陳 chen chan tan chin|杨楊 yang yeung yeoh yong|黄黃 huang wong hwang ng ooi
赵趙 zhao chao chiu jo|吴吳 wu ng goh woo|周 zhou chou chow chew|徐 xu hsu tsui chui
孙孫 sun suen soon|马馬 ma mah beh|朱 zhu chu choo|胡 hu wu woo oh|郭 guo kuo kwok quek kok
何 he ho hoe|林 lin lam lim rim im|高 gao kao ko goh|罗羅 luo lo law loh
郑鄭 zheng cheng tay chung jeong|梁 liang leung leong neo|谢謝 xie hsieh tse cheah chia
宋 song sung soong|唐 tang tong|许許 xu hsu hui khoo koh heo|邓鄧 deng teng tang|韩韓 han hon
冯馮 feng fung foong|曹 cao tsao tso cho|彭 peng pang phang|曾 zeng tseng tsang chan
萧蕭 xiao hsiao siu siew|肖 xiao hsiao siu|田 tian tien tin|董 dong tung toong
潘 pan poon phua pun|袁 yuan yuen|蔡 cai tsai choi chua choy|蒋蔣 jiang chiang tseung cheung
余 yu yue yee|于 yu yue|杜 du tu to doh|叶葉 ye yeh yip yap|程 cheng ching|魏 wei ngai
苏蘇 su so soh|吕呂 lyu lu lui loo|丁 ding ting|任 ren jen yam|卢盧 lu lo loo|姚 yao yiu yeo
沈 shen sham sim|钟鍾鐘 zhong chung cheong|姜 jiang chiang keung kang|崔 cui tsui choi chui
谭譚 tan tam tham|陆陸 lu luk loke|范範 fan faan|汪 wang wong|廖 liao liu liew|石 shi shih shek
金 jin chin kam kim|韦韋 wei wai|贾賈 jia chia ka|夏 xia hsia ha|付 fu|傅 fu foo
方 fang fong hong|邹鄒 zou tsou chow|熊 xiong hsiung hung|白 bai pai pak|孟 meng mang
秦 qin chin chun|邱 qiu chiu yau khoo|侯 hou hau|江 jiang chiang kong|尹 yin wan yoon
薛 xue hsueh sit|闫閆阎閻 yan yen yim|段 duan tuan tuen|雷 lei lui|龙龍 long lung|黎 li lai le
史 shi shih si|陶 tao to toh|贺賀 he ho|毛 mao mo|郝 hao hok|顾顧 gu ku koo|龚龔 gong kung
邵 shao shiu|万萬 wan man|覃 qin tan|武 wu mo|钱錢 qian chien chin|戴 dai tai|严嚴 yan yen yim
莫 mo mok|孔 kong kung hung|向 xiang hsiang heung|常 chang sheung|汤湯 tang tong|康 kang hong
易 yi yik|乔喬 qiao chiao kiu|赖賴 lai|文 wen man|洪 hong hung ang|甘 gan kan kam|区區 ou au
单單 shan|仇 qiu|柯 ke ko kwa|温溫 wen wan|翁 weng yung|欧歐 ou au|岑 cen shum sum|霍 huo fok
关關 guan kuan kwan|倪 ni ngai|骆駱 luo lok|凌 ling|詹 zhan chan jim|涂 tu to|葛 ge ko kot
祝 zhu chu|岳 yue yueh ngok|齐齊 qi chi|伍 wu ng|庄莊 zhuang chuang chong|聂聶 nie nieh nip
焦 jiao chiao|纪紀 ji chi kei|申 shen|牛 niu|殷 yin yan|施 shi shih sze|喻 yu|梅 mei mui
欧阳歐陽 ouyang|司马司馬 sima szema|诸葛諸葛 zhuge|上官 shangguan|司徒 situ szeto|夏侯 xiahou
慕容 murong
"""


_RARER = """
俞 yu yoo|耿 geng keng|邢 xing hsing|阮 ruan yuen juan nguyen|靳 jin chin|饶饒 rao jao|冼 xian sin
缪繆 miao|佘 she seh|滕 teng|邬鄔 wu|翟 zhai chai|虞 yu|褚 chu|苗 miao|朴 park pak piao
"""
_VIETNAM = """
杨楊 duong|陈陳 tran|范範 pham|黄黃 hoang huynh|潘 phan|武 vu vo|邓鄧 dang|杜 do|胡 ho|吴吳 ngo
李 ly|刘劉 luu|丁 dinh|张張 truong|梁 luong|何 ha|苏蘇 to|郑鄭 trinh|冯馮 phung|段 doan
郭 quach|谢謝 ta|孙孫 ton|赵趙 trieu|陶 dao|江 giang|叶葉 diep|王 vuong|林 lam|曹 tao
"""
_KOREA = """
李 yi rhee|郑鄭 jung|姜 gang|赵趙 cho|尹 yun|张張 jang|徐 seo suh|许許 hur huh|任 im rim yim lim
崔 choe|曹 cho|孙孫 sohn son|卢盧 roh noh|柳 yoo ryu|白 baek paek|沈 shim|文 moon mun|吴吳 oh
刘劉 yoo yu ryu|高 ko koh|申 shin|洪 hong|宋 song|裴 bae|严嚴 um eom|罗羅 na|千 chun
"""
_ABROAD = (
    (re.compile("越南|[^超跨优穿卓吴]越[共航中美]|河内|胡志明市"), _VIETNAM),
    (re.compile("[韩韓][国國方媒联聯]|朝鲜|朝鮮|首尔|首爾|平壤|青瓦台|三星|现代汽车|釜山"), _KOREA),
)
"""What a text about Vietnam or Korea has, and how the surnames are spelt there."""


def spellings(surname: str, src: str) -> frozenset[str]:
    """Return the lower-case spellings of a surname in the English of a text.

    >>> "duong" in spellings("杨", "越南航空总经理杨某说")
    True
    """
    spelt = SPEAKERS[surname]
    for table in _spelt_abroad(src):
        spelt |= frozenset(table.get(surname, ()))
    return spelt


@lru_cache(maxsize=256)
def _spelt_abroad(src: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Return the spellings of the countries that a text is about."""
    return tuple(table for country, table in _abroad() if country.search(src))


@cache
def _abroad() -> tuple[tuple[re.Pattern[str], dict[str, tuple[str, ...]]], ...]:
    return tuple((country, _read(table)) for country, table in _ABROAD)


def _read(block: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in block.replace("\n", "|").strip("|").split("|"):
        characters, *spellings = entry.split()
        size = 2 if len(spellings) and len(characters) % 2 == 0 and spellings[0] in _COMPOUND else 1
        for start in range(0, len(characters), size):
            table[characters[start : start + size]] = tuple(spellings)
    return table


_COMPOUND = frozenset({"ouyang", "sima", "zhuge", "shangguan", "situ", "xiahou", "murong"})

_SPELT = _read(_TABLE)

SPELLINGS = {surname: frozenset(spellings) for surname, spellings in _SPELT.items()}
"""Surname, simplified and traditional, to its lower-case spellings."""

SPEAKERS = SPELLINGS | {name: frozenset(spelt) for name, spelt in _read(_RARER).items()}
"""The same with rarer surnames, which only a title and a verb of speaking show."""

PINYIN = {surname: spellings[0] for surname, spellings in _SPELT.items()}
"""Surname to its lower-case pinyin."""

_LEADERS = """
莫迪 马杜罗 馬杜羅 洪森 洪玛奈 苏林 蘇林 文在寅 武林 莫滕 梅洛尼 石破茂 高市早 范明政
"""
FOREIGNERS = tuple(_LEADERS.split())
"""What names of people of the news begin with that look Chinese and are none: Modi, Hun Sen."""
