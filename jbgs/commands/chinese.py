"""What Typer itself says, in Chinese: usage errors by pattern, the words of a help page.

Typer's own texts are partly beyond gettext, so they are matched here, in one table; what no row
matches is shown as it is.
"""

from __future__ import annotations

import re

USAGE: tuple[tuple[str, str], ...] = (
    (r"No such option: (\S+) \(Possible options: (.*)\)", r"没有选项 \1，是不是要用 \2"),
    (r"No such option: (\S+)", r"没有选项 \1"),
    (r"No such command '(.*)'\. Did you mean (.*)\?", r"没有命令“\1”，是不是要用 \2"),
    (r"No such command '(.*)'\.", r"没有命令“\1”"),
    (r"Missing command\.", "缺少子命令"),
    (r"Missing argument '(.*?)'\.", r"缺少参数 \1"),
    (r"Missing option '(.*?)'(?: / '.*')?\.", r"缺少选项 \1"),
    (r"Missing parameter: (.*)", r"缺少参数 \1"),
    (r"Option '(.*)' requires an argument\.", r"选项 \1 后面要有值"),
    (r"Option '(.*)' requires (\d+) arguments\.", r"选项 \1 后面要有 \2 个值"),
    (r"Option '(.*)' does not take a value\.", r"选项 \1 后面不能有值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"多出了参数 \1"),
    (
        r"Invalid value for '(.*?)'(?: / '.*')?: '(.*)' is not a valid (?:integer|int)\.",
        r"\1 的值“\2”不是整数",
    ),
    (r"Invalid value for '(.*?)'(?: / '.*')?: (.*)", r"\1 的值有误：\2"),
    (r"Argument '(.*)' takes (\d+) values", r"参数 \1 需要 \2 个值"),
)

HELP: tuple[tuple[str, str], ...] = (
    (r"^Usage: ", "用法："),
    (r"^Options:$", "选项："),
    (r"^Arguments:$", "参数："),
    (r"^Commands:$", "命令："),
    (r"^([\u4e00-\u9fff]+):$", r"\1："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"Show this message and exit\.", "显示本说明"),
    (r"\[required\]", "[必填]"),
    (r"; required\]", "；必填]"),
    (r"\[default: ", "[默认 "),
    (r"; default: ", "；默认 "),
    (r"\[env var: ", "[环境变量 "),
    (r"; env var: ", "；环境变量 "),
    (r"([\[;] ?)x>=(-?\d+)", r"\1最小 \2"),
)


def usage(message: str) -> str:
    """A usage error of Typer's in Chinese."""
    for pattern, chinese in USAGE:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, chinese, message, flags=re.DOTALL)
    return message


def page(text: str) -> str:
    """A help page of Typer's in Chinese."""
    for pattern, chinese in HELP:
        text = re.sub(pattern, chinese, text, flags=re.MULTILINE)
    return text
