"""The grammar of English-language news: its bylines, credits and furniture."""

from aligner.text.news_en_datelines import DATELINE, DAY, LEAD
from aligner.text.news_en_furniture import FURNITURE, LIST_HEADS
from aligner.text.news_grammar import Lazy, NewsGrammar

_PERSON = r"[A-Z][\w.'’\-]*(?:\s+(?:(?:de|da|von|van|der|la|bin|al)\s+)?[A-Z][\w.'’\-]*){0,4}"
_PEOPLE = rf"{_PERSON}(?:\s*(?:,|and|&|,\s*and)\s+{_PERSON}){{0,4}}"
_WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_HOUR = r"[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:\s*(?i:[ap]\.?m\.?)(?![A-Za-z]))?"
_ZONE = r"(?:\s*[A-Z]{2,4}(?:[+\-][0-9]{1,2})?)?"
_STAMP = (
    rf"(?:{_WEEKDAY},?\s+)?(?:{DAY}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
    rf"(?:,?\s*(?:at\s+)?{_HOUR})?{_ZONE}"
)
_CLOCK = rf"(?:{_HOUR}{_ZONE}\s*(?:\([^)]{{2,20}}\))?,?\s*)"
_AGO = r"(?:[0-9]{1,2}|an?)\s+(?:min(?:ute)?|hour|hr|day|week)s?\s+ago"
_READ = r"[0-9]{1,2}[ -]?min(?:ute)?s?[ -]read"
_ISSUED = (
    r"(?:(?:First |Last )?(?:[Pp]ublished|[Uu]pdated|[Mm]odified|[Pp]osted)|UPDATED|PUBLISHED)"
)
_OUTLET = (
    r"(?:(?:The )?Associated Press|AP|AFP|Reuters|CNN(?: Business)?|BBC(?: News)?|Xinhua|Bloomberg"
    r"|China Daily|Staff Writers?)"
)
_BYLINE = (
    rf"(?:(?:[A-Z][\w&' ]{{1,24}}\s*[|·•]\s*)?(?:{_STAMP}\s*[|·•,]?\s*)?{_READ}"
    rf"|{_ISSUED}(?:\s+on|\s+at|:)?\s*(?:{_AGO}|{_CLOCK}{_STAMP})"
    rf"|(?:[A-Z][\w&'’ ]{{1,30}}\s*[|·•]\s*)?(?:{_ISSUED}(?:\s+on|\s+at|:)?\s*)?{_STAMP}"
    rf"(?:\s*[|·•]?\s*{_ISSUED}:?\s*(?:{_AGO}|{_CLOCK}?{_STAMP}|{_CLOCK}))?"
    rf"(?:\s*[|·•]?\s*(?:Source|Editor|Web [Ee]ditor|Author)s?\s*:\s*[^.:]{{2,40}}){{0,3}}"
    rf"|(?:By|BY|by)\s+(?:{_PEOPLE}|(?:our|a|the)\s+[\w ]{{3,40}})(?:,?\s+(?:in"
    rf"|for)\s+{_PERSON})?(?:\s*[,|/\-–—]\s*[^.]{{2,60}}|\s+{_STAMP})?"
    rf"|(?:Reporting|Writing|Editing|Edited|Written|Additional reporting|Compiled|Translated|Text"
    rf"|Words|Story|Report|Photography|Reporter|Author)s?(?:\s+by\s+"
    rf"|\s*:\s*)[^.]{{2,100}}\.?"
    rf"|\(?(?:Reporting|Writing|Additional reporting) by [^)]{{2,160}}\)?"
    rf"|(?:[A-Z][\w']+\s+){{0,3}}(?:[Rr]eporter|[Cc]orrespondent"
    rf"|[Ss]taff [Ww]riter)s?:?\s+{_PEOPLE}"
    rf"|{_PEOPLE},?\s+(?:[A-Z][\w']+\s+){{0,3}}(?:[Rr]eporter|[Cc]orrespondent|[Ss]taff [Ww]riter)"
    rf"|{_PEOPLE},\s+{_OUTLET}"
    rf"|[-—–]*\s*[Ww]ith (?:assistance|reporting|contributions?) (?:from|by)\s+[^.]{{2,100}}\.?"
    rf"|[A-Z][^.!?]{{2,100}}\bcontributed (?:to this (?:report|article|story)|reporting"
    rf"(?: from [^.]{{2,30}})?)\.?)$"
)
_HEADS = (
    r"(?:Related|Further|Recommended|Suggested|Also|Most|More|Popular|Trending|Latest|Top|Other"
    r"|See|Read)(?:\s+(?:Articles?|articles?|Stories|stories|Story|story|Reading|reading|Reports?"
    r"|reports?|Coverage|coverage|News|news|Links?|links?|Read|read|Topics?|topics?|also|Also"
    r"|more|More|from|on this|From|this story|next|Popular|popular)){1,3}"
)

EN = NewsGrammar(
    dateline=Lazy(DATELINE),
    dateline_of_lead=Lazy(LEAD),
    byline=Lazy(_BYLINE),
    signed=Lazy(
        rf"(?:(?:[A-Z][\w'’\-]+\s){{1,3}}[A-Z][\w'’\-]+(?:\s+in\s+{_PERSON})?"
        rf"|(?:[A-Z]\w+\s)*(?:Correspondent|Reporter|Editor|Writer)|{_PEOPLE}\s*\|\s*[^.]{{2,40}}"
        rf"|[\w.]{{2,30}}@[\w.]{{4,30}})$"
    ),
    caption=Lazy(
        r"(?:▲|▼|Credit\.\.\.|[\[(]?(?:File photo|File picture|FILE(?: PHOTO)?|Photos?|Pictures?"
        r"|Image|Caption"
        r"|Pictured|Illustration|Graphic|Video|Credit|In this (?:file )?(?:photo|picture|image)"
        r"|PHOTOS?|PICTURES?|IMAGE|CAPTION|VIDEO|CREDIT)\s*(?:[:：\-–—]|\b(?=,| shows| taken"
        r"| released)))"
    ),
    credited=Lazy(
        r"[(\[](?=[^()\[\]]{0,40}(?:[Pp]hoto|[Pp]icture|[Ii]mage|[Cc]ourtesy|[Cc]redit"
        r"|[Ss]creenshot|Getty))[^()\[\]]{2,50}[)\]]\.?$|\b[Pp]hoto(?:graph)?(?: by|:"
        r"| credit:)\s+[^.]{2,40}\.?$|(?<=[.!?])\s+(?:Getty Images|[A-Z][\w ]{2,30}/(?:AFP|AP"
        r"|Reuters|Xinhua|Getty Images))$|[(\[](?:Xinhua|AFP|AP|Reuters"
        r"|EPA)\s?/\s?[A-Z][\w .'’\-]{2,30}[)\]]\.?$"
        r"|^(?:[A-Z][\w .'’\-]{2,30}\s?/\s?(?:AFP|AP|Reuters|Xinhua|EPA"
        r"|Getty Images)(?: via Getty Images)?|Getty Images)$"
    ),
    credited_weak=Lazy(r"[(\[](?:Reuters|AP|AFP|Xinhua|Bloomberg|EPA|File)[)\]]\.?$"),
    notice=Lazy(
        rf"[\[(*]*(?:{FURNITURE}|{_HEADS}\s*[:：>»].*$|Related\s*[:：].*$"
        r"|(?:READ MORE|READ ALSO|ALSO READ|SEE ALSO|RELATED(?: STORY| ARTICLE)?|MORE|WATCH|LISTEN)"
        r"\s*[:：].*$|Listen to this article\s*(?:[·|:(–—-].*)?$|Story continues below"
        r"|To read (?:this|the) (?:article|story) in\b"
        r"|(?:Source|Sources|Original title|Original headline|Original source|Tags?|Keywords"
        r"|Topics|Filed under|Category)\s*[:：].{0,100}$"
        r"|(?:Responsible editor|(?:Web|Online|News|Chief) editors?|Editor|Editors|Contact editor"
        r"|Copy editor|Managing editor"
        r"|Proofread(?:er|ing)?|Producer|Edited)(?:\s*[:：]\s*[^.]{2,60}|(?:[,\s]+(?:(?:and"
        r"|&)\s+)?[A-Z][\w.'’\-]*){2,8})[.)\]]*$"
        r"|(?:Click|Tap)\s+(?:here|to|on|the)\b|Scan (?:the|this) (?:QR )?code"
        r"|(?:(?:Subscribe|Sign up|Log in|Login|Register)"
        r"(?=(?:\s*[/|,]|\s+or\b|\s+(?:now|here|to|for|today|with)\b|\W*$))"
        r"|Follow us|Follow our|Like us|Join us|Join our|Share this|Share on|Share via|Print this"
        r"|Email this|Download our|Download the (?:[\w’' ]{0,30} )?[Aa]pp\b|Get the latest"
        r"|(?:Advertisement|ADVERTISEMENT)(?:\s*[-–|:].*)?\W*$"
        r"|Sponsored(?: (?:(?i:content|posts?|links?|stor(?:y|ies))|by\b.*))?\W*$"
        r"|Continue reading|Read the full|Read more"
        r"|Show more|Load more|Back to top|Skip to|Leave a comment|Comments?\s*\(?[0-9]*\)?$"
        r"|Share$|Print$|Save$|Top$|Home\b.{0,30}[>»/].*$)"
        r"|(?:©|\(c\)\s|Copyright\b|All rights reserved|Reproduction\b.{0,40}\bprohibited"
        r"|Republished with|This (?:article|story|piece) (?:was|is|first|originally"
        r"|has been) (?:first |originally |also )?(?:published|appeared|from|translated|written"
        r"|produced|provided|republished|sponsored|reprinted)|This (?:article|story) (?:first "
        r"|originally )?appeared|The views expressed|The opinions expressed|Disclaimer\b"
        r"|Views expressed)"
        r"|(?:\(?(?:End|END|Ends|ENDS|Enditem)\)?|-+\s*(?:end|END|ends|ENDS|30)\s*-+|#{2,}|\*{3,}"
        r"|-{3,}"
        r"|_{3,})$)"
    ),
    list_head=Lazy(
        rf"[\[*#•>]*\s*(?:{_HEADS}|{LIST_HEADS}|Related|More|RELATED|READ MORE|MORE NEWS"
        rf"|RELATED STORIES"
        rf"|RELATED READING|FURTHER READING|See also|SEE ALSO)\s*[\]:：>»*]*$"
    ),
    link=Lazy(r"(?:[·•●■▪▶►>→※*\-–]{1,2}\s+|[0-9]{1,2}[.)]\s|https?://|www\.)"),
    site_suffix=Lazy(
        r"\s+(?:[\-–—]\s+|[|｜]\s*"
        r"|_\s*)(?:The\s+)?[A-Z][\w.'’&]*(?:\s+[A-Z][\w.'’&]*){0,3}\s*(?:News|Times|Post|Daily"
        r"|Online|Herald|Tribune|Journal|Gazette|Guardian|Mail|Reuters|CNN|BBC|Xinhua|Net|Press"
        r"|Agency|Review|\.com|\.cn)(?:\s+[A-Z]\w*)?$|\s*[|｜]\s*[A-Z][\w.]{1,14}$"
        r"|\s[\-–—]\s(?:Reuters|CNN|BBC(?: News)?|Xinhua|Bloomberg|CGTN)$"
    ),
    stop=Lazy(r"[.!?;:,…]+[\"'”’)\]]*$"),
    speech=Lazy(r"\b(?:said|says|added|asked|wrote|told [a-z]+)$"),
    max_headline=180,
    max_subheading=80,
    max_link=140,
    max_label=28,
)
