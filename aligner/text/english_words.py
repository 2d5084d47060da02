"""Word lists of the English splitter: abbreviations and the words that begin sentences.

Abbreviations stand without their last full stop, in the spelling of American and British papers.
"""


def words(block: str) -> frozenset[str]:
    """Return the words of ``block``."""
    return frozenset(block.split())


BEFORE_NAME = words("""
    Mr Mrs Ms Mx Dr Drs Prof Profs Gen Sen Sens Rep Reps Gov Govs Lt Col Capt Cpt Sgt Cpl Pvt Pfc
    Rev Revs Hon Ste Messrs Mme Mlle Adm Maj Cmdr Cdr Pres Supt Fr Insp Det Amb Atty Asst Assoc
    Brig Dep Lieut Mgr Msgr Ft Mt Mts Br Lt.-Col Lt.-Gen Maj.-Gen Brig.-Gen Lt.Col Lt.Gen Maj.Gen
    Vice-Adm Sub-Lt Treas Secy Sra Srta Fmr Natl Const Cst
""")
"""Titles and the like: a name follows, never a new sentence."""

BEFORE_NUMBER = words("""
    No Nos no nos Art Arts Fig Figs Vol Vols p pp P PP Sec Secs Ch Chs Chap Eq Eqs Ex para paras Par
    art fig figs vol vols ch chap sec ver v Ver Op op c ca Rm rm Apt apt Bldg Sect sect Nr nr Tel
    tel ext Ext Ref ref Rs Reg Bk bk ft Item item Prop Rt
""")
"""A number follows."""

MONTHS = words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")

NEVER_LAST = words("e.g i.e eg ie vs v cf viz approx esp incl resp a.k.a aka c.f ca n.b")
"""Never the last word of a sentence (lower case)."""

OFTEN_LAST = words("""
    St Inc Corp Co Cos Ltd Bros LLC Plc plc Pty Jr Sr Esq Ph.D PhD M.D B.A M.A M.Sc B.Sc D.Phil LL.B
    LL.M al Ave Blvd Rd Hwy Pl Sq Pkwy Dept Univ Assn Intl Int'l Nat'l Govt Mfg Calif Fla Tex
    Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Va Vt Wash Wis Wyo Ala Ariz Ark Colo Conn
    Del Ga Ill Ind Kan Ky La Md Ont Que Alta Sask Man Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun lb
    lbs oz sq hrs secs est max avg dept orig
""")
"""Ends a sentence only before a word of ``STARTERS``."""

TIME_WORDS = words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    EST EDT CST CDT MST MDT PST PDT ET CT MT PT GMT UTC BST CET CEST HKT JST KST IST AEST SGT
    Eastern Central Mountain Pacific Greenwich Beijing Hong Taipei Tokyo Local London Paris Moscow
""")
"""Follows a.m. and p.m. inside a sentence."""

STARTERS = words("""
    A An The This That These Those There Here He She It We They You I His Her Its Our Their Your My
    In On At By For From With Without To Of As After Before During Since Until Under Over Between
    Among Amid Despite Although Though While When Whenever Where Wherever Why Who What Which How If
    Unless Because And But Or Nor So Yet However Moreover Furthermore Meanwhile Nevertheless
    Nonetheless Therefore Thus Hence Still Also Then Now Once Today Yesterday Tomorrow Tonight Later
    Earlier Last Next Some Many Most Much More Few Several Both Each Every All Any No None Not
    Nobody Another Other Others Such Even Only Just Perhaps Maybe Instead Indeed Finally First
    Second Third According About Across Against Along Around Behind Beyond Near Like Unlike Within
    Is Are Was Were Do Does Did Has Have Had Can Could Will Would Should May Might Must Let Let's
    It's He's She's They're We're There's That's What's Don't Didn't I'm I've I'll We've We'll One
    Two Three Four Officials Police Authorities People Experts Analysts Critics Supporters Residents
    Witnesses Investors Shares Nearly Almost Recently Previously Currently Additionally Besides
    Elsewhere Ever Never Often Sometimes Usually Overall Yes Well Oh Please Thanks
""")
"""A capital on one of these means a new sentence: hardly any of them begins a name."""
