"""Characters of symbol fonts as Unicode: the same code is another sign in each font.

Word keeps a tick or a box as (font, code), the code often moved to U+F000–U+F0FF. What a form
needs of the fonts' published code charts is here: boxes, ticks and numbers of Wingdings, Wingdings 2
and Webdings, and the whole of Symbol, whose ≤ ± μ Ω stand in technical indicators.
"""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"  # never a box: an unread symbol must not look unticked

_SYMBOL_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪" + UNKNOWN + "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)


def _run(first: int, characters: str) -> dict[int, str]:
    return {first + i: c for i, c in enumerate(characters) if c != UNKNOWN}


_FONTS: dict[str, dict[int, str]] = {
    "symbol": {**_run(0x20, _SYMBOL_LOW), **_run(0xA0, _SYMBOL_HIGH)},
    "wingdings": {
        0x20: " ",
        **_run(0x6C, "●❍■□❐❑❒⬧⧫◆❖⬥☒"),
        **_run(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
        **_run(0x9E, "·•▪○"),
        **_run(0xA4, "◉◎" + UNKNOWN + "▪☐"),
        **_run(0xAB, "★"),
        **_run(0xD8, "➢"),
        **_run(0xDF, "←→↑↓"),
        **_run(0xFB, "✗✓☒☑"),
    },
    "wingdings 2": {
        0x20: " ",
        **_run(0x4F, "✗✓☒☑☒☒"),
        **_run(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
        **_run(0x97, "●"),
        **_run(0x9A, "○"),
        **_run(0x9E, "◉"),
        **_run(0xA2, "■☐"),
    },
    "webdings": {0x20: " ", 0x61: "✔", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"},
}


def is_symbol_font(font: str) -> bool:
    """Whether text in this font has to go through ``in_font``."""
    return font.lower() in _FONTS


def symbol(font: str, code: int) -> str:
    """The sign that ``font`` draws for ``code`` (0x20–0xFF, or the same moved to U+F0xx).

    A code of an ordinary font is its own character; one that a symbol font draws and the charts
    above do not name is ``UNKNOWN``.
    """
    chart = _FONTS.get(font.lower())
    if chart is None or not (code < 0x100 or 0xF000 <= code <= 0xF0FF):
        usable = 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD
        return chr(code) if usable and not 0xF000 <= code <= 0xF0FF else UNKNOWN
    return chart.get(code & 0xFF, UNKNOWN)


def in_font(font: str, text: str) -> str:
    """``text`` as it looks when it is set in ``font``; unchanged unless it is a symbol font."""
    if not is_symbol_font(font):
        return text
    return "".join(c if c in "\t\n" or ord(c) in _FAR_EAST else symbol(font, ord(c)) for c in text)


# Word falls back to the far-eastern font for these, whatever symbol font is set around them.
_FAR_EAST = range(0x2000, 0xE000)
