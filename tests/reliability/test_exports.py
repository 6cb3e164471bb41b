"""What others wrote never becomes a formula, a tag, a template or a path in any paper we write."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from jbgs import cli
from jbgs.services.market import bids
from tests.helpers import DAYS, Flaw, at, bid, bring, demand, make_office, register
from tests.reliability.hostile import LISTING, NOTICE, ROUND, RUNNING, WAITING, hostile_office
from tests.reliability.test_clerks import Moment, ours, stopped, writing
from tests.reliability.test_terminal import commands

TOGETHER = "=1+1{{7*7}}../x<b>"
HOSTILE = {
    "formula": "=1+1",
    "plus": "+1+1",
    "at": "@SUM(1)",
    "tag": "<b>",
    "template": "{{7*7}}",
    "block": "{% for x in y %}",
    "path": "../x",
    "device": "CON",
    "long": "字" * 300,
}
TAME = "甲"
CODES = [RUNNING, "GJ-2021-HN-001", "ZH-2021-HN-001"]
PAPERS: dict[str, list[str]] = {
    "inbox": ["--letters"],
    "form blank": [],
    "review sheet": [ROUND],
    "review summary": [ROUND],
    "intent letters": [RUNNING],
    "visit plan": ["--quarter", "2021Q3"],
    "visit list": ["--quarter", "2021Q3"],
    "notice new": ["--quarter", "2021Q3"],
    "notice show": [NOTICE],
    "report monthly": ["--month", "2021-08"],
    "report listing": ["--listing", LISTING],
    "report announcement": ["--listing", LISTING],
    "report approval": [*CODES, "--start", "2021-08-02", "--end", "2021-08-09"],
    "report publicity": [*CODES, "--of", "award", "--start", "2021-08-02", "--end", "2021-08-09"],
    "report subsidy": CODES,
    "report summary": ["--year", "2021"],
    "report visits": ["--quarter", "2021Q3"],
    "report inspection": ["--quarter", "2021Q3"],
    "report review": ["--review", ROUND],
    "report sent": ["--year", "2021"],
    "report dossier": [RUNNING],
    "report all": ["--month", "2021-08"],
    "report template": [],
}
"""What each command with ``-o`` is given, so that it has something to print."""
SILENT = ("form blank", "report template")
"""Their papers hold nothing of the records."""


def writers() -> dict[str, list[str]]:
    """Every command that writes papers, with its words; one that ``PAPERS`` does not know fails here."""
    made = {}
    for path, one in commands():
        options = {param.opts[0]: param for param in one.params}
        name = " ".join(path)
        if "-o" in options:
            made[name] = [*path, *PAPERS[name], "-o", "出"]
        if "--template" in options:
            own = getattr(one, "code", None)
            codes = [RUNNING, WAITING] if own is not None and own.nargs == -1 else [RUNNING]
            given = [param for param in one.params if param.param_type_name == "argument" and own is not None]
            words = [word for param in given for word in (codes if param is own else ["1"])]
            made[f"{name} --template"] = [*path, *words, "--template", "出/清单.xlsx"]
    return made


WRITERS = writers()


def made_office(text: str, folder: Path) -> Path:
    office = hostile_office(folder / "市局", text)
    office.store.close()
    return office.home


@pytest.fixture
def printed(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> Callable[[str, str], dict[str, bytes]]:
    """The papers of a command in an office of a text, by their names; nothing else may have come to be."""
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")

    def run(name: str, text: str) -> dict[str, bytes]:
        if text not in OFFICES:
            OFFICES[text] = made_office(text, tmp_path_factory.mktemp("office"))
        place = tmp_path_factory.mktemp("papers") / "里"
        home = Path(shutil.copytree(OFFICES[text], place / "市局"))
        monkeypatch.chdir(place)
        code = cli.run(["--home", str(home), *WRITERS[name]])
        said = "".join(capsys.readouterr())
        assert code == 0, said
        beside = [path for path in place.parent.rglob("*") if path.is_file() and home not in path.parents]
        assert {path.parent for path in beside} == {place / "出"}
        return {path.name: path.read_bytes() for path in beside}

    return run


OFFICES: dict[str, Path] = {}
BEFORE: dict[str, Counter[str]] = {}


def parts(data: bytes) -> dict[str, etree._Element]:
    """The XML parts of a paper, and of the sheets inside it, each well-formed."""
    with ZipFile(BytesIO(data)) as package:
        found = {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }
        for inside in (name for name in package.namelist() if name.endswith(".xlsx")):
            found |= {f"{inside}/{name}": root for name, root in parts(package.read(inside)).items()}
    return found


def local(one: etree._Element) -> str:
    return etree.QName(one).localname


def told(paper: dict[str, etree._Element]) -> str:
    """All text of a paper, as a reader sees it."""
    return "".join(
        one.text or ""
        for root in paper.values()
        for one in root.iter(etree.Element)
        if local(one) in ("t", "v")
    )


def live(paper: dict[str, etree._Element]) -> Counter[str]:
    """All in a paper that does something: formulas, fields, links, whatever leads outside."""
    found: Counter[str] = Counter()
    for root in paper.values():
        for one in root.iter(etree.Element):
            if local(one) in ("f", "formula", "formula1", "formula2", "instrText", "definedName"):
                found[f"{local(one)} {one.text}"] += 1
            if local(one) in (
                "hyperlink",
                "fldSimple",
                "object",
                "oleObject",
                "altChunk",
                "externalReference",
            ):
                found[local(one)] += 1
            if one.get("TargetMode") == "External":
                found[f"to {one.get('Target')}"] += 1
    return found


SAFE = re.compile(r'[^\x00-\x1f<>:"/\\|?*]{1,120}')
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)


def office_files(made: dict[str, bytes]) -> dict[str, dict[str, etree._Element]]:
    return {file: parts(data) for file, data in made.items() if file.endswith((".docx", ".xlsx"))}


def does(papers: dict[str, dict[str, etree._Element]]) -> Counter[str]:
    return sum(map(live, papers.values()), Counter())


def proved(printed: Callable[[str, str], dict[str, bytes]], name: str, text: str) -> Counter[str]:
    """A command's papers have legal names and say what was written as it is; what it is that they do."""
    made = printed(name, text)
    for file in made:
        assert SAFE.fullmatch(file), file
        assert not RESERVED.fullmatch(file), file
        assert not file.endswith((" ", ".")), file
        assert len(file.encode()) <= 255, file
    papers = office_files(made)
    shown = [text in told(paper) for paper in papers.values()]
    assert all(shown) != (name in SILENT), name
    return does(papers)


SPEAKING = [name for name in WRITERS if name not in SILENT]


@pytest.mark.parametrize("name", SPEAKING, ids=lambda name: name.replace(" ", "-"))
def test_what_others_wrote_stays_text(printed, name: str) -> None:
    """Red when ``exporters.xlsx`` or ``score_sheet`` writes by ``write`` in the place of ``write_string``,

    when ``templating._plain`` does not spell out what it is given, when ``legal_name`` leaves signs in.
    """
    acts = proved(printed, name, TOGETHER)
    assert [one for one in acts if any(part in one for part in ("1+1", "7*7", "../x"))] == []
    assert [one for one in acts if one in ("hyperlink", "object", "oleObject") or one.startswith("to ")] == []


@pytest.mark.soak
@pytest.mark.parametrize("kind", HOSTILE)
def test_what_others_wrote_stays_text_in_every_kind(printed, soaked, kind: str) -> None:
    """As above, each kind by itself; and whatever the papers do, those of tame records do too."""
    for name in WRITERS:
        if name not in BEFORE:
            BEFORE[name] = does(office_files(printed(name, TAME)))
        assert proved(printed, name, HOSTILE[kind]) == BEFORE[name], name
    soaked(kind=kind, commands=len(WRITERS))


AGAIN = ("-o", "出", "--force")
ONE = ("report", "visits", "--quarter", "2021Q3", *AGAIN)
TWO = ("report", "monthly", "--month", "2021-08", *AGAIN)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a generator closed just then
@pytest.mark.parametrize(
    ("report", "counts", "amount"),
    [
        (ONE, writing, 12),
        pytest.param(TWO, ours, 100, marks=pytest.mark.soak),
        pytest.param(TWO, writing, 100, marks=pytest.mark.soak),
    ],
    ids=["one-writing", "two-anywhere", "two-writing"],
)
def test_an_interrupted_export_leaves_the_old_file_or_the_new(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys,
    soaked,
    report: tuple[str, ...],
    counts: Moment,
    amount: int,
) -> None:
    """Red when ``write_whole`` in ``exporters.files`` writes to the file itself."""
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")
    monkeypatch.chdir(tmp_path)
    home, out = made_office(TAME, tmp_path), tmp_path / "出"
    words = ["--home", str(home), *report]
    assert cli.run(words) == 0
    old = {path.name: path.read_bytes() for path in out.iterdir()}
    edit = ["edit", RUNNING, "title=乙", "--reason", "更名", "--on", "2021-08-03"]
    assert cli.run(["--home", str(home), *edit]) == 0
    assert cli.run(words) == 0
    new = {path.name: path.read_bytes() for path in out.iterdir()}
    assert (new.keys(), new != old) == (old.keys(), True)

    def tried(moment: int) -> tuple[int, int, dict[str, bytes]]:
        for name, data in old.items():
            (out / name).write_bytes(data)
        return *stopped(moment, words, counts), {path.name: path.read_bytes() for path in out.iterdir()}

    code, total, now = tried(0)
    assert (code, now) == (0, new)
    moments, cut, left = range(1, total + 1, max(1, total // amount)), 0, []
    for moment in moments:
        code, _, now = tried(moment)
        cut += code == 130
        if now.keys() != old.keys() or any(now[name] not in (old[name], new[name]) for name in now):
            left.append(f"moment {moment} of {total}: {sorted(now)}")
    capsys.readouterr()
    soaked(moments=len(moments), of=total, stopped=cut, wrong=len(left))
    assert (left, cut > len(moments) * 0.8) == ([], True)


def test_names_that_become_one_file_name_become_as_many_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red when ``output.own_name`` gives what is wanted whether it is taken or not."""
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")
    office, alike = make_office(tmp_path / "市局"), [f"{'某' * 120}{end}" for end in "甲乙丙"]
    for name in alike:
        form = demand(title=name, owner=name)
        form.problems.append(Flaw("investment"))
        register(office, form)
    [code] = register(office, demand(title="丙"))
    bring(office, code, "published")
    for name in alike:
        register(office, bid("丙", name, code), day=DAYS["bidding"])
    bids.award(at(office, DAYS["awarded"]), code, alike[0], grounds="纪要", region="海宁市")
    office.store.close()
    for words in (["inbox", "--letters"], ["intent", "letters", code]):
        out = tmp_path / words[0]
        assert cli.run(["--home", str(office.home), *words, "-o", str(out)]) == 0
        assert len([path for path in out.iterdir() if "某某" in path.name]) == len(alike)
