"""Agencies and papers as datelines, bylines and credits name them, with their English names."""

import re
from pathlib import Path

OWN = ("本报", "本刊", "本网", "本台", "本社", "早报")
"""What a paper calls itself."""
MAINLAND = {
    "新华社": "Xinhua News Agency",
    "新华网": "Xinhuanet",
    "中新社": "China News Service",
    "中新网": "China News Service",
    "中国新闻网": "China News Service",
    "人民日报": "People's Daily",
    "人民网": "People's Daily Online",
    "央视新闻": "CCTV News",
    "央视网": "CCTV.com",
    "央视": "CCTV",
    "央广网": "CNR",
    "光明网": "Guangming Online",
    "中国网": "China.org.cn",
    "中国日报网": "China Daily Online",
    "国际在线": "CRI Online",
    "环球网": "Global Times Online",
    "海外网": "Haiwai Net",
    "参考消息网": "Reference News Online",
    "澎湃新闻": "The Paper",
    "界面新闻": "Jiemian News",
    "财联社": "Cailian Press",
    "新京报": "The Beijing News",
    "中新网客户端": "China News Service",
    "中新经纬客户端": "China News Service Jingwei",
    "中新经纬": "China News Service Jingwei",
}
FOREIGN = {
    "路透社": "Reuters",
    "路透": "Reuters",
    "法新社": "AFP",
    "美联社": "AP",
    "彭博社": "Bloomberg",
    "彭博": "Bloomberg",
    "德新社": "dpa",
    "埃菲社": "EFE",
    "塔斯社": "TASS",
    "俄新社": "RIA Novosti",
    "共同社": "Kyodo News",
    "韩联社": "Yonhap",
    "朝中社": "KCNA",
    "中央社": "Central News Agency",
    "越通社": "VNA",
    "马新社": "Bernama",
    "联合早报": "Lianhe Zaobao",
}
_PAPERS = {
    "大公报": "Ta Kung Pao",
    "文汇报": "Wen Wei Po",
    "香港文汇报": "Wen Wei Po",
    "香港商报": "Hong Kong Commercial Daily",
    "香港商报网": "Hong Kong Commercial Daily",
    "香港中通社": "Hong Kong China News Agency",
    "中通社": "Hong Kong China News Agency",
    "明报": "Ming Pao",
    "星岛日报": "Sing Tao Daily",
    "东方日报": "Oriental Daily",
    "星洲日报": "Sin Chew Daily",
    "南洋商报": "Nanyang Siang Pau",
    "中国报": "China Press",
    "光华日报": "Kwong Wah Yit Poh",
    "诗华日报": "See Hua Daily",
    "联合报": "United Daily News",
    "自由时报": "Liberty Times",
    "中国时报": "China Times",
    "经济日报": "Economic Daily News",
    "工商时报": "Commercial Times",
    "联合早报网": "Lianhe Zaobao",
    "新明日报": "Shin Min Daily News",
    "8视界新闻网": "8world News",
    "德国之声": "Deutsche Welle",
    "德国之声中文网": "Deutsche Welle",
    "欧新社": "EPA",
    "安莎社": "ANSA",
    "阿纳多卢通讯社": "Anadolu Agency",
    "海峡时报": "The Straits Times",
}
_KINDS = {
    "日报": "Daily",
    "晚报": "Evening News",
    "晨报": "Morning Post",
    "青年报": "Youth Daily",
    "商报": "Business Daily",
    "法治报": "Legal News",
    "电视台": "TV",
    "卫视": "TV",
    "广播电视台": "Radio and Television",
}
"""What papers and stations of a province or city are called after it: 河南日报, Henan Daily."""
_TABLE = Path(__file__).with_name("papers.tsv")


def _table() -> dict[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    local = {
        name.replace("*", kind): f"{english} {kind_in_english}"
        for name, english in rows
        for kind, kind_in_english in _KINDS.items()
        if name[-1] == "*"
    }
    return local | {name: english for name, english in rows if name[-1] != "*"}


AGENCIES = _table() | MAINLAND | FOREIGN | _PAPERS
WIRES = {
    "路透": "Reuters",
    "法新": "AFP",
    "美联": "AP",
    "彭博": "Bloomberg",
    "德新": "dpa",
    "共同": "Kyodo News",
    "韩联": "Yonhap",
    "新华": "Xinhua News Agency",
    "中新": "China News Service",
    "马新": "Bernama",
}
"""Agencies behind a place: （雅加达彭博电）."""
_ANY = "|".join(sorted((*AGENCIES, *OWN), key=len, reverse=True))
AGENCY = f"(?:{_ANY})"
"""A pattern for the names."""


def all_agencies(text: str) -> str:
    """Return a text of nothing but agencies and papers in English, its marks kept; else ``""``.

    >>> all_agencies("法新社／路透社"), all_agencies("路透社与警方")
    ('AFP/Reuters', '')
    """
    parts = re.split("([／/、，])", re.sub("报[道导]\\Z", "", text))
    names = [AGENCIES.get(part.strip()) for part in parts[::2]]
    if not all(names):
        return ""
    marks = ["/" if mark in "／/" else ", " for mark in parts[1::2]]
    return "".join(f"{name}{mark}" for name, mark in zip(names, [*marks, ""], strict=True))
