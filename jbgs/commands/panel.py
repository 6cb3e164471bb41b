"""What a command line says of a panel: how many to draw of each field, who is recused from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jbgs.errors import WrongUsage

if TYPE_CHECKING:
    from jbgs.registers.experts import PanelField


def draw(text: str) -> dict[PanelField, int]:
    """``技术=2,管理=1``: how many experts of each field."""
    from jbgs.services.reviewing import experts

    made: dict[PanelField, int] = {}
    for part in text.replace("，", ",").replace("＝", "=").split(","):
        if not part.strip():
            continue
        word, _, count = part.partition("=")
        field, number = experts.parse_field(word), count.strip()
        if not (number.isascii() and number.isdecimal() and 0 < int(number) < 100) or field in made:
            raise WrongUsage(f"看不懂 --draw 的“{part.strip()}”", remedy="写作 技术=2,管理=1,财务=1")
        made[field] = int(number)
    return made


def recusal(text: str) -> tuple[str, str, str]:
    """``专家:编号:理由``."""
    parts = [part.strip() for part in text.replace("：", ":").split(":", 2)]
    if len(parts) != 3 or not all(parts):
        raise WrongUsage(f"看不懂 --recuse 的“{text}”", remedy="写作 专家:编号:理由")
    return parts[0], parts[1], parts[2]


def new_seed() -> str:
    """A seed for a draw that nobody chose: eight digits."""
    import secrets

    return f"{secrets.randbelow(10**8):08d}"
