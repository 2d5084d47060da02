"""Marks and endings of English that a model sets wrong and a rule sets right, meaning untouched."""

import calendar
import re

_INSIDE = re.compile(
    r"(?<=[(\[])[ \t]+(?=\S)|(?:(?<=\s[“‘])|(?<=\A[“‘])|(?<=\([“‘]))[ \t]+(?=\S)"
    r"|(?<=\S)[ \t]+(?=[)\]”])"
)
_BEFORE_BRACKET = re.compile(r"(?<=[A-Za-z]{2})(?=\([A-Z][A-Za-z]|\([a-z]{3})")
_BEFORE_MARK = re.compile(
    r"(?<=[A-Za-z\d)”])[ \t]+(?=[,;:?!](?:\s|\Z))|(?<=[A-Za-z)”])[ \t]+(?=\.\Z)"
)
_INITIALS = re.compile(r"\b(U)\. (?=(?:S|N|K)\.)")
_ORDINAL = re.compile(r"(?<![\d.])(\d+|\d{1,3}(?:,\d{3})+)(?:st|nd|rd|th)\b")
_ORDINAL_TWICE = re.compile(r"(?<=\d)(st|nd|rd|th)(?:st|nd|rd|th)\b")
_RUN_INTO_MONEY = re.compile(r"(?<=[a-z])(?=[$€£]\d)")
_ONE_OF_MANY = re.compile(
    r"(?<![\d.,:/$€£-])"
    r"(1 (?:minute|hour|second|day|week|month|year|meter|kilometer|kilogram|person))s\b"
)
_AMOUNT = r"\d[\d.,]*(?: ?(?:thousand|million|billion|trillion|bn|m))?"
_CURRENCY_TWICE = re.compile(
    rf"(?:(€{_AMOUNT}) euros?|(\${_AMOUNT}) dollars?|(£{_AMOUNT}) pounds?)\b(?!-| zone| area)"
)
_YUAN_TWICE = re.compile(rf"(?:\b(?:RMB|CNY) ?|(?<![A-Z$])\$)({_AMOUNT}) ?(?:yuan|RMB)\b")
_SIGN_TWICE = re.compile(r"([$€£¥])\1+(?=\d)")
_TAIWANESE = r"(?:yuan|(?:New Taiwan )?dollars?)\b"
_TAIWAN_TWICE = re.compile(
    rf"New Taiwan dollars? (?:NT\$|RMB ?)?({_AMOUNT}) ?{_TAIWANESE}|NT\$({_AMOUNT}) ?{_TAIWANESE}"
)
_SPACED_HYPHEN = re.compile(
    r"\b((?:non|anti|pre|semi|multi|inter|mid|self|two|three|four|five|six)-) "
    r"(?=[a-z]+)(?!and |or |to |nor |but |versus )",
    re.I,
)
"""non- profit, but not two- and three-year terms."""
_COPPER = re.compile(r"\bcopper(?= medals?\b)")
_NUMBERED = re.compile(r"\A(\d{1,2}\.)(?=[A-Z][a-z])")
_HALF_OF_DAY = re.compile(r"(?<=\d) ?([ap])(?:m\.m|\.?m)\b\.?")
_HALF_TWICE = re.compile(
    r"\b([ap]\.m\.)(?: (?:\1|evening\b|at night\b|in the (?:morning|evening)\b))+"
)
"""4:30 p.m. p.m."""
_STOP_TWICE = re.compile(r"(?<=\b[ap]\.m)\.\.(?!\.)")
_GLUED_UNIT = re.compile(r"(?<![\w.,/-])(\d[\d,]*(?:\.\d+)?)(kg|km|cm|mm|hPa|kWh|MW|GW)\b")
_RUN_ON_MONEY = re.compile(
    r"\b(Vietnamese|Saudi|Qatari)(?=dong\b|ri(?:ya|a)ls?\b)"
    r"|\b([mb]illion|trillion)(?!aire|ths?\b|s\b)(?=[a-z]{3})"
)
"""150 milliondong: pieces that end one word and begin the next."""
_KIND_TWICE = re.compile(
    r"\b(?:[Tt]he )?(University|College|Bank|City|County|Province) of ((?:[A-Z][\w'’-]* ){1,3})\1\b"
)
"""University of Minglan University."""
_SURNAME = re.compile(
    r"\b(man|woman|boy|girl|men|women|driver|suspect|couple|student|resident|passenger)"
    r" surname (?=[A-Z])"
)
_TITLE_TWICE = re.compile(r"\b(Dr|Mr|Ms|Mrs)\.? \1\b\.?")
_NO_SPACE = re.compile(r"(?:(?<=[A-Za-z]{2})|(?<=\d%))([,;])(?=[A-Za-z]{2})")
_COLON = re.compile(r"(?<=[A-Za-z]{3}):(?=[A-Za-z]{2}(?!\w*:))")
_COPIED = re.compile(
    r"\b(?:(?P<word>that|the|of|in|and|for|with|was)(?=objective response|overall survival"
    r"|median (?:over|prog)|progression-free|prospectus|central parity|brokerages|lock-up))"
    r"|\b(?P<twice>prospectus|attributable to|repur)(?:us|able to|pur)(?=\b|chas)"
)
"""Words that a model copies and runs together, or ends twice: thatobjective, prospectusus."""
_SCOT = re.compile(r"(?<=\bMc)[a-z](?=[a-z]{3})")
_NEW_TAIWAN = re.compile(r"\bnew Taiwan(?= [Dd]ollar)")
_ABOUT = re.compile(
    r"(?<=[a-z,] \()(?:About|Around|Approximately|Nearly|Over|More|Less)(?= (?:than )?[\d$€£])"
)
"""A capital inside of brackets: 9 million dong (About 470 Singapore dollars)."""
_RUN_ON = re.compile(rf"\b({'|'.join(calendar.month_name[1:])})(?=[A-Z]{{2}})")
_OPEN_GLOSS = re.compile(r"\(([A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3})(?= [a-z][^()]*\Z)")
# Words of four letters and more, but for those that sound otherwise or are no noun's: one, hour,
# into. A capital begins a text, or it may be a name: vitamin A intake.
_ARTICLE = r"(?<![\w'’.-])(a|(?<!.)A)"
_BEFORE_VOWEL = re.compile(
    rf"{_ARTICLE} (?=(?!eu|ewe|once|ones|oui|into|over|upon|onto|also)[aeio][a-z]{{3}})"
)
_BEFORE_CONSONANT = re.compile(
    rf"{_ARTICLE}n (?=(?!hour|hon|heir|herb)[b-df-hj-np-tvwyz][a-z]{{3}})"
)


def typeset(text: str) -> str:
    """Return the text with spaces around marks as English has them, endings and articles right.

    >>> typeset("an summit( Seoul ), the 12nd of the U. S., a epitome")
    'a summit (Seoul), the 12th of the U.S., an epitome'
    >>> typeset("€32 billion euros")
    '€32 billion'
    >>> typeset("RMB10.3 trillion yuan by 5:30pm")
    '10.3 trillion yuan by 5:30 p.m.'
    >>> typeset("a non- profit, 2 copper medals")
    'a non-profit, 2 bronze medals'
    >>> typeset("50 milliondong for a billionaire")
    '50 million dong for a billionaire'
    >>> typeset("945hPa at 4:30 pm p.m."), typeset("It began at 9 am.")
    ('945 hPa at 4:30 p.m.', 'It began at 9 a.m.')
    >>> typeset("In MarchCPI, OPPO,vivo paid RMB20,000 yuan")
    'In March CPI, OPPO, vivo paid 20,000 yuan'
    >>> typeset("A man surname Luo")
    'A man surnamed Luo'
    """
    text = _INSIDE.sub("", text)
    text = _BEFORE_BRACKET.sub(" ", text)
    text = _BEFORE_MARK.sub("", _INITIALS.sub(r"\1.", text))
    text = _SPACED_HYPHEN.sub(r"\1", _COPPER.sub("bronze", text))
    text = _KIND_TWICE.sub(r"\2\1", _TITLE_TWICE.sub(r"\1.", text))
    text = _SCOT.sub(lambda match: match[0].upper(), _NEW_TAIWAN.sub("New Taiwan", text))
    text = _SURNAME.sub(r"\1 surnamed ", text)
    text = _ABOUT.sub(lambda match: match[0].lower(), text)
    text = _RUN_ON.sub(r"\1 ", _COLON.sub(": ", _NO_SPACE.sub(r"\1 ", text)))
    text = _COPIED.sub(lambda match: f"{match['word']} " if match["word"] else match["twice"], text)
    text = _RUN_ON_MONEY.sub(r"\g<0> ", text)
    text = _RUN_INTO_MONEY.sub(" ", _ORDINAL_TWICE.sub(r"\1", text))
    text = without_stray_bracket(_ONE_OF_MANY.sub(r"\1", text))
    text = _OPEN_GLOSS.sub(r"(\1)", text)
    text = _SIGN_TWICE.sub(r"\1", text)
    text = _CURRENCY_TWICE.sub(lambda match: match[1] or match[2] or match[3], text)
    text = _YUAN_TWICE.sub(r"\1 yuan", text)
    text = _TAIWAN_TWICE.sub(lambda match: f"NT${match[1] or match[2]}", text)
    text = _HALF_OF_DAY.sub(r" \1.m.", _NUMBERED.sub(r"\1 ", text))
    text = _STOP_TWICE.sub(".", text)
    text = _BEFORE_CONSONANT.sub(r"\1 ", _BEFORE_VOWEL.sub(r"\1n ", text))
    text = _GLUED_UNIT.sub(r"\1 \2", _HALF_TWICE.sub(r"\1", text))
    return _ORDINAL.sub(lambda match: match[1] + _ending(int(match[1][-2:])), text)


_STRAY_BRACKET = re.compile(r"(?<=[A-Za-z]{2})\)")


def without_stray_bracket(text: str) -> str:
    """Return the text without a closing bracket of a word that nothing opens.

    >>> without_stray_bracket("by Alan White)."), without_stray_bracket("a) (b), c)")
    ('by Alan White.', 'a) (b), c)')
    """
    if text.count(")") != text.count("(") + 1 or "(" in text[text.rfind(")") :]:
        return text
    found = [at.start() for at in _STRAY_BRACKET.finditer(text)]
    stray = [at for at in found if text.count("(", 0, at) == text.count(")", 0, at)]
    return f"{text[: stray[0]]}{text[stray[0] + 1 :]}" if stray else text


def ordinal(number: int) -> str:
    """Return a number as an ordinal: 1st, 12th, 23rd."""
    return f"{number}{_ending(number % 100)}"


def _ending(number: int) -> str:
    """Return how an ordinal with these last two digits ends."""
    return "th" if 10 <= number <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
