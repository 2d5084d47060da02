"""What in a text shows that a Chinese person is named there, or that nobody is."""

import re

from aligner.checks.names import FOREIGN as TRANSLITERATED
from aligner.checks.surnames import PINYIN
from aligner.translation.source.countries import NAMES

TITLES = (
    "发言人|主席|总理|总裁|书记|部长|省长|市长|区长|县长|镇长|局长|处长|院长|校长|会长|董事长|总经理|经理|教授|"
    "博士|记者|编辑|医生|医师|队长|教练|律师|法官|委员|专家|学者|研究员|分析师|经济学家|总监|主管|院士|厅长|行长|"
    "司长|秘书长|秘书|总书记|司令|将军|大使|理事长|主播|导演|演员|所长|台长|科长|主任|负责人|创始人|董事|警员|"
    "民警|选手|队员|球员|运动员|国务委员|外长|工程师|经济师|设计师|摄影师|会计师|团长|园长|船长|机长|村长|政委|"
    "警官|艺术家|企业家|科学家|作家|画家|歌手|名将|得主|获得者|创办人|老师|司机|村民|CEO|"
    "市民|居民|农民|农户|渔民|牧民|摊主|店主|户主|教师|护士|药师|技师|船员|消防员|志愿者|义工|干事|长者|被告|女将|老将|"
    "小将|门将|前锋|后卫|中场|守门员|播音员|通讯员|副会长|领导|议员|候选人|学生|传承人|大师|创始者|实控人|站长|馆长|"
    "组长|领队|主编|总编辑|博士后|冠军|亚军|季军|"
    "执行官|财务官|运营官|技术官|审判长|检察长|检察官|辩护人|航天员|宇航员|指令长|主角|主帅|影后|影帝|车手|棋手|"
    "电（|讯（|编译/|文/|图/"
)
"""What stands before a name; the last ones in bylines."""
MORE = (
    "耿习滕苗鲍项柴符尤谷冉桂卓蓝隋郎邬裴翟鲁曲屈褚娄季佟闵穆晏匡栗靳巩祁阎卞窦芮"
    "华车路辛游楼尚宗景冷甄戚费荀谌邢庞敖晁尧邝鄢佘郗竺屠牟冼缪蔺饶刁麦劳桑郁丛卜巫亓仝逄訾冀阚池边简樊颜章毕柳虞臧茅蒲鞠蒯查荆童俞芦储舒辜瞿邸姬郜栾揭"
)
"""Surnames beside the commonest ones: by rule they are read after a title only."""
SURNAMES = "|".join([*sorted(PINYIN, key=len, reverse=True), *MORE])
VERBS = (
    "表示|指出|认为|介绍|告诉|强调|坦言|透露|直言|回应|出席|主持|会见|参加|宣布|宣称|接受|代表|发表|签署|担任|访问|致辞|"
    "讲话|反对|针对|面对|正在|应邀|呼吁|谴责|批评|警告|敦促|证实|否认|承认|补充|写道|抵达|前往|主张|建议|希望|相信|预计|"
    "预测|解释|回忆|同意|拒绝|要求|提出|站在|坐在|住在"
)
SPEAKS = f"{VERBS}|说|称(?![号为职呼])|率|向|对|在"
ENDS = re.compile(
    rf"{SPEAKS}|受[访询]|同志|先生|女士|一行|今[天日]|昨[天日]|星期|周[一二三四五六日]|近日|日前|当[天日]|也|还|已|曾|就|"
    rf"从|是|到|等|将|仍|则|又|并|均|都|和|与|的|分别|夫妇|老师|院士|教授|团队|[^\w\s（(·•]|[（(](?![A-Za-z])|\s|\d|\Z"
)
FOREIGN = re.compile(f"[茨尼]|{TRANSLITERATED.pattern}")
"""Characters of transliterations, more of them than a check may pass over."""
ABROAD = "|".join(name for name in NAMES.values() if name != "中国")
ELSEWHERE = re.compile(f"[韩朝台港澳美]|新加坡|马来|印尼|{ABROAD}|华裔")
"""Shortly before a name: somebody of abroad or the south."""
REACH = 24
SOUTH = re.compile("香港|澳门|台湾|特区")
"""Anywhere before a name: somebody of the south."""
OTHER_SOUNDS = re.compile("韩|朝鲜|日本|日籍|越南")
"""Shortly before a name: it is no Chinese one, and sounds otherwise."""
SAYS = re.compile(
    "表示|指出|认为|介绍|告诉|强调|坦言|透露|直言|回应|宣布|呼吁|谴责|批评|警告|证实|否认|承认|补充|解释|回忆|说[，：。]|称[，：]|"
    "(?:赛[前后]|会[前后上]|事后|行前|受访(?:时|后)?|临?出[征发]前|(?:获|领|得)奖(?:时|后)|夺冠后|当庭|当场|随后|也|则|还)[表对]?[说示]|"
    r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:出?生[于在]|毕业|参[加军]|加入|入[学伍党]|当选|出任|担任|[去逝]世|病逝|赴)"
)
"""What shows that what begins a clause and looks like a name is one."""
CALLED = re.compile(
    "院士|教授|博士|老师|先生|女士|同志|夫妇|同学|医生|委员长|副委员长|主席|副主席|总理|书记|部长|大使|主任"
    "|团队|的《|导演的|主演的|执导|所著"
)
"""Titles after a name."""
NO_PERSON = re.compile(
    "(?<![建卫振志保爱治兴报强护立忠富])国|"
    "[省市县区州局院校社团厂店村镇乡军队网报台站司委办所行业协性化式型类词副楼戏片岛]|[兹森曼伦逊妮]$|^[兰凡娜]$|公开"
    "|家(?:$|[庄港湾沟口坝寨屯坡岭界河桥族])"
)
"""What no untitled name has after its surname: what ends places, offices, and foreign names.

国 ends countries, and names like 建国."""
