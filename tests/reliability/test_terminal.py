"""Hostile text through every command and every encoding: no crash, and no control character comes out."""

from __future__ import annotations

import io
import itertools
import os
import random
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from jbgs import cli
from tests.helpers import bid, bring, demand, make_office, register

ENCODINGS = ("utf-8", "gbk", "cp936", "ascii")
NASTY = (
    *("[red]x[/red]", "[/]", "[link=http://x]y", "\\[b]", ":boom:", "{x}", "%s%n", "$(id)", "`id`", "=1+1"),
    *("\x1b[31mred", "\x1b]0;title\x07", "\x1b[2J", "\x9b31m", "\x07", "\x08\x08", "\r over", "\x7f", "\x0b"),
    *("\u202eabc", "\u2066x\u2069", "\u200b\u200d", "\ufeff", "\u2028", "\u2029", "\x85", "\u061c", "\u200f"),
    *("a\0b", "\udc80", "\ud800x", "\U0010ffff", "\U000e0041", "\ufff9", "\x0c", "e\u0301" * 9, "字" * 300),
    *(
        "😀",
        "👨\u200d👩\u200d👧",
        "𠮷野家",
        "-",
        "--",
        "--help",
        "-x",
        "../../etc/passwd",
        "C:\\CON",
        "~root",
    ),
    *("~root", " ", "\t", "\u3000"),
)
PIECES = ("中文", "[bold]", "\x1b[5m", "\u202e", "𠮷", "😀", "\0", "\udcff", "\x9d", "GJ-2021-HN-001", "'\"")


def hostile() -> list[str]:
    """A hundred of them: the known kinds, and mixtures."""
    chance = random.Random(9)
    mixed = ("".join(chance.choices(PIECES, k=chance.randrange(2, 6))) for _ in itertools.count())
    return list(itertools.islice(itertools.chain(NASTY, mixed), 100))


X, CODE = "<x>", "GJ-2021-HN-001"
COMMANDS = [
    line.split()
    for line in """
list --text <x>
list --region <x>
list --owner <x>
list <x>
show <x>
history <x>
edit GJ-2021-HN-001 background=<x> --reason r --dry-run
edit GJ-2021-HN-001 <x>=1 --reason <x> --dry-run
stage <x> --to screened
stage GJ-2021-HN-001 --to <x>
stage GJ-2021-HN-001 --to withdrawn --reason <x> --dry-run
review close GJ-2021-HN-001 --result <x> --document <x>
listing new <x> --dry-run
listing show <x>
intent award GJ-2021-HN-001 <x> --grounds <x>
intent list <x>
contract add GJ-2021-HN-001 --number <x> --amount <x>
contract pay GJ-2021-HN-001 --amount 1 --invoice <x> --voucher <x>
approve <x> --document <x>
evaluate GJ-2021-HN-001 --grade <x> --result <x>
subsidy calc --track <x> --region <x> --contract 1
subsidy pay GJ-2021-HN-001 --confirmed-by <x>
subsidy show <x>
import <x>
inbox --by <x>
undo <x>
undo --reason <x> --dry-run
check --seal <x>
log --by <x>
backup <x> --dry-run
restore <x>
forget <x> --contact --reason <x>
report monthly --month <x>
form fields <x>
policy show --on <x>
<x>
<x> <x>
list
show GJ-2021-HN-001
history GJ-2021-HN-001
log
inbox
info
intent list
listing show
check
""".strip().splitlines()
]
"""Every command that takes a word, with the hostile one in its place; the last show hostile records."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose records hold what no import would let in."""
    office = make_office(tmp_path_factory.mktemp("terminal") / "市局")
    stored = [text for text in hostile() if max(text) < "\ud800" or min(text) > "\udfff"]
    stored = [text for text in stored if not any("\ud800" <= one <= "\udfff" for one in text)]
    for number, text in enumerate(stored[:40]):
        form = demand("common", f"{number}{text}", owner=text or "x", contact=text, background=text)
        register(office, form)
    [code] = register(office, demand("key", "甲"))
    bring(office, code, "published")
    register(office, bid(title="\x1b[31m没有", bidder="[red]\u202e某"))
    office.store.close()
    return office.home


def run(home: Path, words: list[str], encoding: str) -> tuple[int, str]:
    """A command line in process, its streams in an encoding as ``main`` sets them; code and all it said."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace") for _ in range(2)]
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = streams
    try:
        code = cli.run(["--home", str(home), *words])
    finally:
        sys.stdout, sys.stderr = kept
    said = []  # Typer takes an ASCII terminal for one that was set up wrongly, and speaks UTF-8 there
    for stream in streams:
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8" if encoding == "ascii" else encoding))  # type: ignore[attr-defined]
    return code, "".join(said)


def unseen(text: str) -> list[str]:
    """Control and format characters, line feeds apart."""
    return [
        one for one in text if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


def tried(home: Path, every: int) -> tuple[int, list[str]]:
    """All strings through every command in every encoding, or each ``every``-th of those; what went wrong."""
    wrong, count = [], 0
    cases = itertools.product(hostile(), COMMANDS, ENCODINGS)
    for text, command, encoding in itertools.islice(cases, 0, None, every):
        words = [word.replace(X, text) for word in command]
        count += 1
        try:
            code, said = run(home, words, encoding)
        except Exception as error:  # that is the finding
            wrong.append(f"{words!r} {encoding}: {type(error).__name__} {error}")
            continue
        if code not in (0, 2, 3, 4, 5, 6, 7, 8) or unseen(said):
            wrong.append(f"{words!r} {encoding}: exit {code}, {unseen(said)!r}")
    return count, wrong


@pytest.fixture
def bare(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")
    return home


def test_hostile_text_harms_nothing(bare: Path) -> None:
    """Red when ``printable`` in ``cli._say`` or ``lines`` in ``exporters.terminal`` is taken out."""
    count, wrong = tried(bare, 181)
    assert (wrong, count > 90) == ([], True)


@pytest.mark.soak
def test_a_hundred_hostile_strings_through_every_command(bare: Path, soaked) -> None:
    """As above, all of them."""
    count, wrong = tried(bare, 1)
    soaked(
        strings=len(hostile()), commands=len(COMMANDS), encodings=len(ENCODINGS), runs=count, wrong=len(wrong)
    )
    assert wrong == []


LOCALES = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "GBK": {"PYTHONIOENCODING": "gbk"},
}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_program_itself_in_a_foreign_locale(bare: Path, locale: str) -> None:
    """Red without ``reconfigure`` in ``cli.main``: what the encoding lacks would be a traceback."""
    root = str(Path(cli.__file__).parents[1])
    environment = {"PYTHONPATH": root, "PATH": os.environ["PATH"], **LOCALES[locale]}
    words = [sys.executable, "-m", "jbgs", "--home", str(bare), "list"]
    done = subprocess.run(words, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", done.stdout + done.stderr)
