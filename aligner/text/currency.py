"""Currencies as Chinese and English texts write them, to ISO 4217 codes.

A name that several countries share has one code for all: no text says which peso or krone.
"""

CURRENCY_ZH = {
    "元人民币": "CNY", "人民币": "CNY", "块钱": "CNY", "元": "CNY", "圆": "CNY",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP", "英鎊": "GBP",
    "日元": "JPY", "日圆": "JPY", "日圓": "JPY", "港元": "HKD", "港币": "HKD", "港幣": "HKD",
    "新台币": "TWD", "新臺幣": "TWD", "新台幣": "TWD", "台币": "TWD", "台幣": "TWD",
    "韩元": "KRW", "韓元": "KRW", "韩圆": "KRW", "卢布": "RUB", "盧布": "RUB", "卢比": "INR",
    "盧比": "INR", "澳元": "AUD", "澳币": "AUD", "加元": "CAD", "加币": "CAD", "新元": "SGD",
    "新币": "SGD", "瑞郎": "CHF", "瑞士法郎": "CHF", "泰铢": "THB", "泰銖": "THB", "里亚尔": "IRR",
    "比索": "MXN", "雷亚尔": "BRL", "兰特": "ZAR", "越南盾": "VND", "印尼盾": "IDR",
    "林吉特": "MYR", "越盾": "VND", "披索": "MXN", "坡币": "SGD", "捷克克朗": "SEK",
    "加拿大元": "CAD", "澳大利亚元": "AUD", "新加坡元": "SGD", "叻币": "SGD",
    "新西兰元": "NZD", "新西蘭元": "NZD", "纽元": "NZD", "纽币": "NZD", "澳门元": "MOP",
    "澳门币": "MOP", "澳門元": "MOP", "澳門幣": "MOP", "迪拉姆": "AED", "谢克尔": "ILS",
    "新谢克尔": "ILS", "格里夫纳": "UAH", "坚戈": "KZT", "缅元": "MMK", "缅币": "MMK",
    "奈拉": "NGN", "塔卡": "BDT", "瑞尔": "KHR", "先令": "KES", "兹罗提": "PLN",
    "丹麦克朗": "SEK", "挪威克朗": "SEK", "瑞典克朗": "SEK", "冰岛克朗": "SEK",
    "菲律宾比索": "MXN", "墨西哥比索": "MXN", "阿根廷比索": "MXN", "智利比索": "MXN",
    "巴基斯坦卢比": "INR", "印度卢比": "INR", "斯里兰卡卢比": "INR", "印尼卢比": "IDR",
    "沙特里亚尔": "IRR", "卡塔尔里亚尔": "IRR", "伊朗里亚尔": "IRR", "土耳其里拉": "TRY",
    "令吉": "MYR", "第纳尔": "IQD", "里拉": "TRY", "克朗": "SEK", "福林": "HUF", "圓": "CNY",
}  # fmt: skip

CURRENCY_EN = {
    "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "dollar": "USD", "dollars": "USD",
    "u.s. dollars": "USD", "us dollars": "USD", "american dollars": "USD", "usd": "USD",
    "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "pounds sterling": "GBP",
    "yen": "JPY", "hong kong dollars": "HKD", "hk dollars": "HKD", "new taiwan dollars": "TWD",
    "won": "KRW", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB",
    "rupee": "INR", "rupees": "INR", "australian dollars": "AUD", "canadian dollars": "CAD",
    "singapore dollars": "SGD", "swiss francs": "CHF", "francs": "CHF", "baht": "THB",
    "rials": "IRR", "pesos": "MXN", "reais": "BRL", "rand": "ZAR", "dong": "VND",
    "rupiah": "IDR", "ringgit": "MYR", "dinars": "IQD", "lira": "TRY", "kronor": "SEK",
    "forints": "HUF", "new zealand dollars": "NZD", "nz dollars": "NZD", "taiwan dollars": "TWD",
    "patacas": "MOP", "pataca": "MOP", "dirhams": "AED", "dirham": "AED", "shekels": "ILS",
    "shekel": "ILS", "new shekels": "ILS", "hryvnias": "UAH", "hryvnia": "UAH", "hryvnyas": "UAH",
    "tenge": "KZT", "kyats": "MMK", "kyat": "MMK", "naira": "NGN", "taka": "BDT", "riels": "KHR",
    "riel": "KHR", "shillings": "KES", "zlotys": "PLN", "zloty": "PLN", "riyals": "IRR",
    "riyal": "IRR", "rial": "IRR", "peso": "MXN", "liras": "TRY", "krona": "SEK", "kroner": "SEK",
    "krone": "SEK", "ringgits": "MYR", "dinar": "IQD", "swiss franc": "CHF", "franc": "CHF",
    "koruna": "SEK", "kronur": "SEK", "reals": "BRL", "philippine pesos": "MXN",
}  # fmt: skip

CURRENCY_SIGN = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "NZ$": "NZD",
    "R$": "BRL", "CN¥": "CNY", "RMB": "CNY", "CNY": "CNY", "USD": "USD", "EUR": "EUR",
    "GBP": "GBP", "HKD": "HKD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY",
    "₽": "RUB", "₩": "KRW", "₹": "INR", "NTD": "TWD", "RM": "MYR", "AU$": "AUD", "CA$": "CAD",
    "MOP$": "MOP", "Rs": "INR", "Rp": "IDR", "₱": "MXN", "₫": "VND", "฿": "THB", "₺": "TRY",
    "₪": "ILS", "₦": "NGN", "₴": "UAH", "₸": "KZT",
} | {
    code: code
    for code in (
        "KRW", "JPY", "INR", "TWD", "AUD", "CAD", "SGD", "NZD", "CHF", "THB", "RUB", "BRL", "MXN",
        "ZAR", "VND", "IDR", "MYR", "SEK", "IQD", "MOP", "AED", "ILS", "UAH", "PLN", "NGN",
    )
}  # fmt: skip
"""Signs before a figure. ¥ alone is read as yuan: our texts are about China more than Japan."""
