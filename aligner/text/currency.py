"""Currencies as Chinese and English texts write them, to ISO 4217 codes."""

CURRENCY_ZH = {
    "元人民币": "CNY", "人民币": "CNY", "块钱": "CNY", "元": "CNY", "圆": "CNY",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP", "英鎊": "GBP",
    "日元": "JPY", "日圆": "JPY", "日圓": "JPY", "港元": "HKD", "港币": "HKD", "港幣": "HKD",
    "新台币": "TWD", "新臺幣": "TWD", "新台幣": "TWD", "台币": "TWD", "台幣": "TWD",
    "韩元": "KRW", "韓元": "KRW", "韩圆": "KRW", "卢布": "RUB", "盧布": "RUB", "卢比": "INR",
    "盧比": "INR", "澳元": "AUD", "澳币": "AUD", "加元": "CAD", "加币": "CAD", "新元": "SGD",
    "新币": "SGD", "瑞郎": "CHF", "瑞士法郎": "CHF", "泰铢": "THB", "泰銖": "THB", "里亚尔": "IRR",
    "比索": "MXN", "雷亚尔": "BRL", "兰特": "ZAR", "越南盾": "VND", "印尼盾": "IDR",
    "林吉特": "MYR",
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
    "forints": "HUF",
}  # fmt: skip

CURRENCY_SIGN = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "NZ$": "NZD",
    "R$": "BRL", "CN¥": "CNY", "RMB": "CNY", "CNY": "CNY", "USD": "USD", "EUR": "EUR",
    "GBP": "GBP", "HKD": "HKD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY",
    "₽": "RUB", "₩": "KRW", "₹": "INR", "NTD": "TWD", "RM": "MYR",
    "Rs": "INR", "Rp": "IDR", "AU$": "AUD", "CA$": "CAD",
} | {
    code: code
    for code in (
        "KRW", "JPY", "INR", "TWD", "AUD", "CAD", "SGD", "NZD", "CHF", "THB", "RUB", "BRL", "MXN",
        "ZAR", "VND", "IDR", "MYR", "SEK", "IQD",
    )
}  # fmt: skip
"""Signs before a figure. ¥ alone is read as yuan: our texts are about China more than Japan."""
