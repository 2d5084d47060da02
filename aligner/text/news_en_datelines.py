"""Datelines of English-language news: BERLIN, Nov 27 (Agency) — and its kin.

Three grades. A dateline with a date, an agency or a city in capitals before a dash is one
anywhere; a city before a colon (NEW DELHI:) or in small letters before a dash (Geneva – ) also
begins the answers of an interview and sentences with an aside, and counts at the lead only.
"""

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAY = rf"(?:{MONTH}\s+[0-9]{{1,2}}|[0-9]{{1,2}}\s+{MONTH})(?:,?\s+[0-9]{{4}})?"
_BIG = r"A-ZÀ-ÖØ-ÞŁŚŞŠŽİ"
_CAPS = rf"[{_BIG}][{_BIG}.'’\-]+(?:[ ][{_BIG}][{_BIG}.'’\-]+){{0,3}}"
_CITY = rf"(?:{_CAPS}|[{_BIG}][\w.'’\-]+(?: [{_BIG}][\w.'’\-]+){{0,2}})"
_REGION = rf"(?:,\s+[{_BIG}][\w.'’]+(?:\s[{_BIG}][\w.'’]+){{0,2}})?"
_DASH = r"(?:\s*[—–]\s*|\s+-{1,2}\s+)"
_COLON = r"\s*:\s+"
_WIRE = (
    r"(?:Reuters|Xinhua|Bloomberg|AP|AFP|UPI|CNN|CNA|ANI|IANS|PTI|dpa|DPA|EFE|Kyodo|Yonhap|TASS"
    r"|Interfax"
    r"|Bernama|ECNS|CNS|CGTN|TMTPOST|Thomson Reuters Foundation)"
)
_AGENCY = r"\([A-Z][\w.'’ /&]{1,40}\)"
_REPORTED = r"\((?:[Rr]eport(?:ed|ers?|ing)|[Cc]orrespondents?|[Bb]y)\b[^()]{2,80}\)"
_PARENS = rf"(?:{_AGENCY}|{_REPORTED}|/[A-Z][\w .]{{1,30}}/)"
_NEXT = r"(?=[\"“‘']?[A-ZÀ-Þ0-9$€£])"
_PLACES = rf"{_CITY}(?:\s*[/&]\s*{_CITY}){{0,2}}"

DATELINE = (
    rf"(?:(?:{_PLACES}){_REGION}[.,]?\s+(?:{DAY},?\s*)?{_PARENS}{_DASH}"
    rf"|(?:{_PLACES}){_REGION}[.,]?\s+{DAY},?\s*{_PARENS}(?:{_COLON}|\s+{_NEXT})"
    rf"|{_CAPS}(?:\s*/\s*{_CAPS}){{0,2}}{_REGION}(?:,?\s+{DAY})?{_DASH}"
    rf"|{_CITY}{_REGION},\s+{DAY}{_DASH}"
    rf"|{_CAPS}(?:\s*/\s*{_CAPS}){{0,2}}{_REGION},?\s+{DAY}{_COLON}"
    rf"|(?:{_PLACES}){_REGION},?\s+\({DAY}\)(?:{_DASH}|{_COLON})"
    rf"|(?:{_PLACES}){_REGION},?\s+{DAY}\.\s+/[A-Z]\w{{1,20}}/\.?\s+"
    rf"|{DAY},?\s*\({_WIRE}\)(?:{_DASH}|{_COLON})"
    rf"|{DAY}\s*[|·]\s*{_CITY}{_DASH}"
    rf"|{_CITY}{_REGION}\s*-{{1,2}}\s*\([A-Z][A-Z ]{{2,30}}\)\s*-{{1,2}}\s*"
    rf"|{_CITY}{_REGION}\s+(?:\|\s*)?{_WIRE}{_DASH}"
    rf"|\((?:{_CAPS}|{_WIRE}|[A-Z][\w/ ]{{1,24}})(?:,\s*{DAY})?\){_DASH}"
    rf"|\((?:{_CITY}(?:\s*/\s*{_CITY}){{1,2}}|{_CITY}{_REGION},?\s+{DAY})[^().]{{0,24}}\)\s+"
    rf"|\({_WIRE}\)\s+{_NEXT}"
    r"|\[[^\]]{2,60}(?:[Rr]eport(?:er|ing|ed|s)?|[Cc]orrespondent)[^\]]{0,40}\]\s*)"
)
_LABEL = (
    r"(?!(?:[A-Z.]{1,4}(?=\s*:)|NOTE|UPDATED?|WARNING|BREAKING|LIVE|EXCLUSIVE|OPINION|ANALYSIS"
    r"|EXPLAINER"
    r"|FACTBOX|TIMELINE|CORRECTION|SUMMARY|HIGHLIGHTS|VIDEO|WATCH|HOST|ANCHOR|QUESTION|ANSWER|MYTH"
    r"|TRUTH|FACTS?|CLAIM|REPORTER|EDITOR|INTERVIEW|COMMENTARY|REVIEW|PROFILE|NEWS|COVID|DATE|TIME"
    r"|LOCATION|WHAT|WHO|WHY|HOW|WHEN|[A-Z ]*PHOTOS?)\b)"
)
_PROSE = r"(?=[\"“‘']?(?:[A-ZÀ-Þ][a-zß-ÿ'’. ]|[0-9A-Z][\w.,%]*\s+[a-z]).{38})"
"""A sentence, and not the rest of a heading: small letters, and so long."""
LEAD = (
    rf"(?:{_LABEL}{_CAPS}(?:\s*/\s*{_CAPS}){{0,2}}{_REGION}{_COLON}{_PROSE}"
    rf"|(?![^—–]*['’]){_CITY}{_REGION}\s*[—–]\s+{_PROSE})"
)
"""What is a dateline only where it begins the lead, and no other block."""
