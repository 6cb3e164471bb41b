"""What a clerk is told about a file that was read: the same sentence from every reader."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

Finding = Literal["tracked", "hidden", "comments", "macros", "external", "embedded", "field", "formula"]

_SENTENCES: Final[dict[Finding, str]] = {
    "tracked": "含修订痕迹，已按接受全部修订后的文本读取",
    "hidden": "含隐藏文字，未读取",
    "comments": "含批注，未读取",
    "macros": "含宏，未运行",
    "external": "引用了外部图片、模板等文件，未打开",
    "embedded": "嵌有其他文档，未读取",
    "field": "有不完整的域，其文字可能不全",
    "formula": "有公式没有保存结果，未计算",
}


def sentences(findings: Collection[Finding]) -> tuple[str, ...]:
    """The findings in Chinese, in a fixed order."""
    return tuple(text for finding, text in _SENTENCES.items() if finding in findings)
