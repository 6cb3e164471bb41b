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
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jbgs import cli
from jbgs.commands.kinds import FILTERS, _keep
from tests.helpers import bid, demand, register
from tests.reliability.hostile import LISTING, NOTICE, PERIOD, ROUND, RUNNING, hostile_office

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


X = "<x>"
FILES = ("-o", "--template")
"""Options that name what is to be written: only ever rehearsed here."""
GOOD = {
    **dict.fromkeys(("编号", "编号...", "[编号]", "[编号...]", "编号... 字段=值..."), RUNNING),
    **dict.fromkeys(("榜单", "[榜单]", "榜单|编号"), LISTING),
    **{"评审": ROUND, "专家": "ZJ-001", "公示编号": PERIOD, "通报编号": NOTICE, "意向编号": "YX-2021-004"},
    **{
        "属地": "海宁",
        "日期": "2021-12-31",
        "月份": "2021-11",
        "季度": "2021Q3",
        "年份": "2021",
        "金额": "1",
    },
    **{
        "类型": "key",
        "阶段": "screened",
        "等次": "良好",
        "结果": "passed",
        "进展": "按计划进行",
        "序号": "1",
    },
    **{"部门:姓名": "科技:张三", "项目=分数": "创新性=1", "事项": "论证", "领域": "技术", "种类": "approval"},
    **{"city|county": "city", "字段=值": "background=x", "期数": "1"},
}
"""What fits beside a hostile word, so that a command comes as far as that word; else an ``x``."""


def commands() -> Iterator[tuple[list[str], Any]]:
    """Every command of the program by its words, found as the program finds them.

    ``demo`` alone is left out: it runs a process for every step, and takes one word, a folder.
    """
    waiting = [([name], cli.command(name)) for name in cli.COMMANDS if name != "demo"]
    while waiting:
        path, one = waiting.pop(0)
        below = getattr(one, "commands", None)
        if below is None:
            yield path, one
        else:
            waiting = [([*path, name], verb) for name, verb in below.items()] + waiting


def line(path: list[str], one: Any, hostile: Collection[Any]) -> list[str]:
    """A command line with these parameters hostile, and what must stand beside them."""
    words = [*path]
    for param in one.params:
        if param in hostile or param.required:
            words += [param.opts[0]] if param.param_type_name == "option" else []
            words.append(X if param in hostile else GOOD.get(param.metavar, "x"))
    return [*words, "--dry-run"] if any(param.name == "dry_run" for param in one.params) else words


def takes_text(path: list[str], one: Any, param: Any) -> bool:
    """Whether a word can be given for it here; the filters are the same everywhere."""
    if getattr(param, "is_flag", False) or param.name in ("home", "help", "json"):
        return False
    if param.opts[0] in FILES and not any(other.name == "dry_run" for other in one.params):
        return False
    return path == ["list"] or param.callback is not _keep or param.name not in (*FILTERS, "from", "on")


def command_lines() -> list[list[list[str]]]:
    """For every command: a line for each word that it takes, and one in which all are hostile."""
    made = [
        [["<x>"], ["<x>", "<x>"], ["log", "--by", X], ["list", "--home", X], ["stage", RUNNING, "--on", X]]
    ]
    for path, one in commands():
        given = [param for param in one.params if takes_text(path, one, param)]
        lines = [line(path, one, [param]) for param in given if param.name != "by"]
        made.append([*lines, line(path, one, [param for param in given if param.opts[0] not in FILES])])
    return made


LINES = command_lines()
PLAIN = [line(path, one, []) for path, one in commands()]
"""Every command with nothing hostile in its line: what it says of hostile records."""


def cases(encoding: str) -> Iterator[tuple[str, list[str], str]]:
    """Each string through each command in an encoding, in the places of its words by turns."""
    turn = ENCODINGS.index(encoding)
    for number, text in enumerate(hostile()):
        for lines in LINES:
            yield text, lines[(number + turn) % len(lines)], encoding


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose records hold what no import would let in."""
    office = hostile_office(tmp_path_factory.mktemp("terminal") / "市局", "\x1b[31m[red]\u202e𠮷=1")
    stored = [text for text in hostile() if not any("\ud800" <= one <= "\udfff" for one in text)]
    for number, text in enumerate(stored[:40]):
        form = demand("common", f"{number}{text}", owner=text or "x", contact=text, background=text)
        register(office, form)
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


def tried(home: Path, cases: Iterable[tuple[str, list[str], str]]) -> tuple[int, list[str]]:
    """Texts in command lines in encodings; how many, and what went wrong."""
    wrong, count = [], 0
    for text, command, encoding in cases:
        words = [text if word == X else word for word in command]
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
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)  # what climbs out of here is still the test's
    monkeypatch.chdir(tmp_path / "a" / "b" / "c")
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")
    return home


def test_every_command_is_found() -> None:
    """Red when a command is known to the program and not to these tests, or is without its line."""
    found = [" ".join(path) for path, _ in commands()]
    assert {name.partition(" ")[0] for name in found} == set(cli.COMMANDS) - {"demo"}
    assert len(found) == len(set(found)) > 90
    assert all(
        " ".join(words).startswith(name)
        for name, lines in zip(found, LINES[1:], strict=True)
        for words in lines
    )


def test_hostile_text_harms_nothing(bare: Path) -> None:
    """Red when ``printable`` in ``cli._say`` or ``lines`` in ``exporters.terminal`` is taken out."""
    every = itertools.chain.from_iterable(map(cases, ENCODINGS))
    count, wrong = tried(bare, itertools.islice(every, 0, None, 311))
    assert (wrong, count > 90) == ([], True)


def test_hostile_records_harm_nothing(bare: Path) -> None:
    """As above: every command says what it says of them, in one of the encodings each."""
    turns = zip(PLAIN, itertools.cycle(ENCODINGS), strict=False)
    count, wrong = tried(bare, (("", words, encoding) for words, encoding in turns))
    assert (wrong, count > 90) == ([], True)


@pytest.mark.parametrize("word", ["a\0b", "\ud800x"], ids=["null", "half a letter"])
@pytest.mark.parametrize(
    "words", [["form", "blank", "-o", X], ["restore", X], ["list", "--home", X]], ids=" ".join
)
def test_a_word_that_no_system_hands_on_is_refused(bare: Path, words: list[str], word: str) -> None:
    """Found by the long run. Red without ``_possible`` in ``cli.run``: such a path fails when it is used."""
    code, said = run(bare, [word if one == X else one for one in words], "utf-8")
    assert (code, "无法识别的字符" in said) == (2, True)


@pytest.mark.soak
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_hundred_hostile_strings_through_every_command(bare: Path, soaked, encoding: str) -> None:
    """As above, all of them."""
    count, wrong = tried(bare, cases(encoding))
    plain, worse = tried(bare, (("", words, encoding) for words in PLAIN))
    soaked(
        strings=len(hostile()),
        commands=len(LINES),
        lines=sum(map(len, LINES)),
        runs=count + plain,
        wrong=len(wrong + worse),
    )
    assert wrong + worse == []


LOCALES = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "GBK": {"PYTHONIOENCODING": "gbk"},
    "Latin": {"PYTHONIOENCODING": "latin-1"},
}


def program(bare: Path, locale: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A command line in a process of its own, in a locale."""
    environment = {"PYTHONPATH": str(Path(cli.__file__).parents[1]), "PATH": os.environ["PATH"]}
    environment |= {"JBGS_TODAY": "2021-12-31", **LOCALES[locale]}
    run = [sys.executable, "-m", "jbgs", "--home", str(bare), *words]
    return subprocess.run(run, capture_output=True, env=environment, check=False)


@pytest.mark.parametrize("words", [["list"], ["--help"]], ids=" ".join)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_program_itself_in_a_foreign_locale(bare: Path, locale: str, words: list[str]) -> None:
    """Red without ``reconfigure`` in ``cli.main`` for ``--help`` in ``Latin``.

    For ``list``, red without that and ``_encodable`` in ``exporters.terminal``: each is enough there.
    """
    done = program(bare, locale, *words)
    assert done.returncode == 0, done.stderr
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", done.stdout + done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="names there are no bytes")
@pytest.mark.parametrize(
    "words", [["report", "monthly", "--month", "2021-08"], ["form", "blank"]], ids=" ".join
)
def test_a_name_that_the_system_cannot_write_is_told(bare: Path, words: list[str]) -> None:
    """Red without ``_unwritable`` in ``cli.run``: a traceback; and nothing has come to be."""
    done = program(bare, "C", *words, "-o", "out")
    assert (done.returncode, b"Traceback" in done.stderr, b"LC_ALL=C.UTF-8" in done.stderr) == (
        8,
        False,
        True,
    )
    assert [path for path in Path("out").rglob("*") if path.is_file()] == []
    assert program(bare, "GBK", *words, "-o", "out").returncode == 0


@pytest.mark.parametrize("words", [["backup", X], ["backup", X, "--keep", "1"]], ids=["one", "kept"])
@pytest.mark.parametrize("trial", [[], ["--dry-run"]], ids=["done", "rehearsed"])
def test_a_place_with_too_long_a_name_is_refused(bare: Path, words: list[str], trial: list[str]) -> None:
    """Found by the long run. Red without ``guarded`` in ``safekeeping.rehearse`` and ``rehearse_backup``."""
    code, said = run(bare, [*("字" * 300 if word == X else word for word in words), *trial], "utf-8")
    assert (code, "文件名或路径太长" in said) == (7, True)
