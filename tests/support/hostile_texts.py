"""Texts that cost a tokenizer, a normaliser or a pattern the most, each as long as a text is read."""

N_CHARS = 4000

HOSTILE_TEXTS = {
    name: (part * N_CHARS)[:N_CHARS]
    for name, part in {
        "hyphens": "-",
        "percent signs": "%",
        "currency": "$",
        "closing brackets": ")",
        "opening brackets": "(",
        "underscores": "_",
        "straight quotes": "'",
        "curly quotes": "”",
        "emoji": "\U0001f600",
        "emoji between letters": "\U0001f600a",
        "combining marks": "\u0301\u0316",
        "zero-width marks": "a\u200b",
        "one word": "a",
        "digits": "7",
        "digits with dots": "1.2.",
        "units": "10km",
        "percentages": "1%",
        "addresses": "http://contoh.go.id/a?b=1&c=",
        "words joined by hyphens": "anak-",
        "words in brackets": "((((((((((((((((a))))))))))))))))",
        "words in brackets and spaces": "(((((((a))))))) ",
        "a word in all brackets": "(" * (N_CHARS // 2 - 1) + "aa" + ")" * (N_CHARS // 2 - 1),
        "right to left": "مرحبا",
        "ligatures of eighteen letters": "\ufdfa",
        "running numbers": "I. ",
        "running numbers joined": "1.",
        "ellipses": "…",
        "spaces": " ",
        "tags": "<a",
    }.items()
}
