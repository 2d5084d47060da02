"""Negation of the source without any in the English: a warning, since English has many ways."""

import re
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.document import Span

_NEGATION = re.compile(
    "并非|并不(?!时)|並非|並不(?!時)|(?:从未|從未)(?![来來])|尚未|仍未|并未|並未|未能|没能|沒能|绝不|絕不|决不"
    "|毫无(?!疑|人道)|毫無(?!疑|人道)|没有|沒有|不会|不會|不能|不是|不得|不再|不应(?!期)|不應|不愿|不願|不必|不需要|不允许|不允許"
    "|不可能|无法|無法|无权|無權|未经|未經|并无|並無|切勿|[难難]以(?=在|达成|取得|实现|完成|恢复|维持|确定|判断|预测|获得|进入|继续|解决|执行|找到)|无人(?=受伤|伤亡|死|遇难|生还)|無人(?=受傷|傷亡|死|遇難|生還)|否认|否認|拒绝|拒絕|禁止|严禁|嚴禁"
)
_NOT_NEGATION = re.compile(
    "不得不|不能不|不会不|无不|不是.{0,12}而是|是不是|会不会|能不能|有没有|没有.{0,10}就没有|不仅不|不得已"
    "|(?:更|宁愿|宁可|宁肯|多于|胜过).*?而不是|差点没|没有不|不能没有|从来不是|不是不|不能忘|不会忘|绝不能|不会因(?!此)"
    "|不得安宁|不是件容易|不会超过|非但不|不会.{1,8}只会|绝不手软"
)
_STEMS = (
    r"un(?!der|til|i[tovfcq]|veil|leash|fold|cle\b|anim|earth)\w{3,}"
    r"|in(?:abil|accur|act|adequa|admiss|appl|approp|capab|complet|consist|conven|correct|cred|curab|decis"
    r"|definit|depend|effect|effic|eligib|escap|evitab|exhaust|expens|exor|explic|express|flex|frequen|hibit|human"
    r"|just|nocen|numer|secur|separ|soluble|stab|suffic|toler|valid|variab|visib|vulner)\w*"
    r"|im(?:balanc|matur|measur|mobil|moral|mun|partial|patien|perfect|possib|practic|proper|prob)\w*"
    r"|il(?:legal|legit|licit|log)\w*|ir(?:reconcil|regular|relev|replac|respons|rever)\w*"
    r"|dis(?:agree|allow|appear|appoint|approv|band|believ|connect|contin|courag|hon|integr|interest|lik"
    r"|mantl|miss|obey|prov|qualif|regard|rupt|satisf|suad|trust)\w*"
)
"""Words that are negations by their first syllable: not *under*, *interest* and *district*."""
_ENGLISH = re.compile(
    r"\b(?:not?|never|nor|none|nothing|nobody|nowhere|neither|without|cannot|lack\w*|fail\w*|"
    rf"{_STEMS}|non\w*|den(?:y|ie|ia)\w*|refus\w+|rebuff\w*|reject\w*|avoid\w*|refut\w+|"
    r"prevent\w*|prohibit\w*|forbid\w*|forbade|ban\w*|hardly|barely|scarcely|rarely|seldom|few|little|"
    r"far from|yet to|stop\w*|absen\w+|rather|instead|unless|until|only|lest|"
    r"away|out of|beyond|too|\w+less|\w*free|hard(?:er)? to|difficult\w*|trouble|mis\w+|exempt\w*|"
    r"declin\w+|ceas\w+|exclud\w+|miss\w*|los[est]\w*|neglect\w*|ignor\w+|oblivious|sure|"
    r"resist\w*|oppos\w+|object\w*|minimal\w*|trapped|stuck|pinned|tense|worsen\w*|quit|end(?:ed|s)?|over|"
    r"against|barred?|except|still|zero|short of|less|untouched|wrong|remains?|anonym\w*|different|"
    r"turned|closed?|closing|limit\w*|restrict\w*|last|let\b.{0,9}\bgo|boycott\w*|other than|"
    r"relief|waiv\w+)\b"
    r"|n(?:['’]|&#0?39;|&apos;)t\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Negation:
    """The source denies and no word of the English does."""

    name: str = "negation"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for the negations of a source whose English has none at all."""
        if not _NEGATION.search(pair.src) or not pair.tgt.strip() or _ENGLISH.search(pair.tgt):
            return ()
        text = _NOT_NEGATION.sub(lambda match: "〇" * len(match[0]), pair.src)
        spans = tuple(Span(*match.span()) for match in _NEGATION.finditer(text))
        if not spans:
            return ()
        words = ", ".join(pair.src[span.start : span.end] for span in spans)
        message = f"no negation in the English for {words}"
        return (Finding(self.name, "mistranslation", Severity.MINOR, message, spans),)
