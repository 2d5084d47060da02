"""What English news pages print around an article: sign-ups, buttons, notices, lists of links."""

_SIGN_UP = (
    r"(?:Sign up\s*:|Already an? (?:subscriber|member|user)\?|Enter your (?:e-?mail|name"
    r"|password)\b"
    r"|By (?:signing up|subscribing|registering|continuing|(?:clicking|submitting)\b[^.!?]{0,40}),?"
    r"\s+(?:you|I) (?:agree|accept|consent)|Create (?:an?|your) (?:free )?account\W*$"
    r"|(?:Get|Receive|Catch up on|Stay (?:updated|informed|up to date)"
    r"|Keep up)\b[^.!?]{0,100}\b(?:[Oo]ur"
    r" (?:[\w-]+ ){0,2}newsletters?|your inbox|unlimited access|our (?:[\w-]+ ){0,2}(?:channel"
    r"|app))\b.{0,40}$"
    r"|Newsletters?(?: [Ss]ign-?[Uu]p)?$|Thank you for your patience while\b)"
)
_LEGAL = (
    r"(?:(?:We|This (?:web)?site) uses? cookies|(?:Accept|Reject|Manage) (?:all )?[Cc]ookies$"
    r"|(?:Cookie|Privacy) (?:[Pp]olicy|[Nn]otice|[Ss]ettings)$|Terms (?:of (?:[Uu]se|[Ss]ervice)"
    r"|(?:and|&) [Cc]onditions)$|Our Standards:\s|[^.!?]{2,60}[.,]?\s+All [Rr]ights [Rr]eserved\.?$"
    r"|All Rights Reserved)"
)
_MAIL = (
    r"(?:[\w.+\-]{2,40}@[\w\-]{2,30}\.[\w.]{2,20}$|Got an? (?:news )?(?:tip|story)\?"
    r"|(?:E-?mail|Contact(?: the (?:writers?|reporters?|authors?))?|Write to"
    r"|Reach)\b[^!?@]{0,50}\S@\S{3,40}$"
    r"|Do you have an? (?:story|tip|question) for\b"
    r"|Follow\s+(?:@?[A-Z][\w.'’]*\s+){1,4}on\s+(?:Twitter|X|Facebook|Instagram|WeChat|Weibo"
    r"|Telegram|WhatsApp|YouTube)\b|For more (?:news|stories|updates)\b[^.!?]{0,60}\b(?:visit"
    r"|follow"
    r"|subscribe|click|download|sign up)\b)"
)
_BUTTONS = (
    r"(?:(?:Share full|Print|Save|Gift) article|Print Article|Listen to article"
    r"|Listen\s*\([0-9]{1,2}\s*min\w*\)|Reprints?|Text [Ss]ize|A A A|Image|(?:Hide|Toggle|Show)"
    r" [Cc]aption|Menu|Search|Close|Video|Play(?: [Vv]ideo)?|Now playing|Live|LIVE|Breaking [Nn]ews"
    r"|Copy link|Link copied|Tweet|E-?mail this|(?:Contact|About|Advertise with) [Uu]s|Ads by \w+"
    r"|(?:Link )?[Oo]pens in (?:a )?new (?:window|tab)|Join the [Cc]onversation|Have your say"
    r"|(?:View|Show|Read) (?:all )?[Cc]omments|[0-9]{1,5} [Cc]omments?|Back to (?:home|homepage)"
    r"|Get the app|(?:Facebook|Twitter|WhatsApp|WeChat|LinkedIn|E-?mail)"
    r"|(?:(?:Facebook|Twitter|X|WhatsApp|WeChat|Weibo|LinkedIn|Telegram|E-?mail|Pinterest|Reddit"
    r"|Line"
    r"|Messenger|Print|Share|Save|Copy link|Instagram|YouTube)(?:[\s,|/·]+|$)){2,12}|■+)[.!]?$"
)
_INTERRUPTIONS = (
    r"(?:(?:Article|Story) continues(?: (?:below|after)(?: this)?(?: \w+){0,2})?\W*$"
    r"|Scroll to continue\b|(?:Skip|SKIP) (?:[Aa]d(?:vertisement)?|AD(?:VERTISEMENT)?)$"
    r"|(?:Also [Rr]ead|ALSO READ|Read|READ)\s*[|｜]\s|Watch\s*:\s"
    r"|Read (?:this (?:article|story) )?in (?:Chinese|English)\b.{0,60}$|(?:阅读"
    r"|閱讀)[简繁簡]\w{2,6}版?$)"
)
FURNITURE = f"(?:{_SIGN_UP}|{_LEGAL}|{_MAIL}|{_BUTTONS}|{_INTERRUPTIONS})"
"""A block that belongs to the page, not to the article."""

LIST_HEADS = (
    r"(?:You (?:may|might) (?:also )?(?:like|be interested in)|Recommended(?: for you)?"
    r"|Editors?['’]s? [Pp]icks?|Most (?:[Vv]iewed|[Rr]ead|[Pp]opular|[Ss]hared)"
    r"|Trending(?: [Nn]ow)?|What to [Rr]ead [Nn]ext|Up [Nn]ext|In [Cc]ase [Yy]ou [Mm]issed [Ii]t"
    r"|More (?:from|on|in) (?:this (?:section|story|topic|series)|[A-Z]\w+(?: [A-Z]\w+){0,2}))"
)
"""A whole block that announces a list of links."""
