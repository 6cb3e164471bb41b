"""Other people's secrets: closed folders, no network, nothing personal in what is printed about a fault."""

from __future__ import annotations

import copy
import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jbgs import cli
from jbgs.services.keeping import safekeeping
from tests.acceptance import clerk
from tests.helpers import bring, demand, make_office, open_office, register

ROOT = Path(__file__).parents[2]
OFFLINE = """
import socket, sys
def refused(*args, **options):
    raise AssertionError("the network was used")
def watch(event, args):
    if event.startswith(("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib")):
        refused()
socket.create_connection = socket.getaddrinfo = refused
sys.addaudithook(watch)
from jbgs import cli
home, form, out = sys.argv[1:]
for line in (
    f"init --bureau 市局 --level city", f"import {form}", f"report monthly --month 2021-12 -o {out}", "check"
):
    if code := cli.run([*line.split(), "--home", home]):
        sys.exit(f"{line}: {code}")
"""


def offline(*words: object, code: str = OFFLINE) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "JBGS_TODAY": "2021-12-31", "PATH": ""}
    run = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(run, capture_output=True, encoding="utf-8", env=environment, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_folders_are_their_owners_only_and_files_too(tmp_path: Path) -> None:
    """Red when ``private_folder`` or ``new_private`` in ``store/files.py`` leave modes to the umask."""
    clerk.key(tmp_path / "甲.docx", "低温固化胶", "海宁一号公司", "海宁市")
    home = tmp_path / "市局"
    make_office(home).store.close()
    assert cli.run(["--home", str(home), "import", str(tmp_path / "甲.docx")]) == 0
    from tests.helpers import opened

    with opened(home) as office:
        safekeeping.backup(office, tmp_path / "备份")
    for top in (home, tmp_path / "备份"):
        for path in [top, *top.rglob("*")]:
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path


def test_an_import_and_its_reports_use_no_network(tmp_path: Path) -> None:
    """Red when the audit hook is told of any connection: ``test_the_hook_would_see_it`` shows that it is."""
    clerk.key(tmp_path / "甲.docx", "低温固化胶", "海宁一号公司", "海宁市")
    done = offline(tmp_path / "市局", tmp_path / "甲.docx", tmp_path / "月报")
    assert done.returncode == 0, done.stderr


def test_the_hook_would_see_it() -> None:
    code = OFFLINE.split("from jbgs", maxsplit=1)[0] + "socket.socket().connect(('127.0.0.1', 9))"
    assert "the network was used" in offline(code=code).stderr


@pytest.mark.soak
def test_the_whole_demo_uses_no_network(tmp_path: Path) -> None:
    """Each step is a process of its own: ``sitecustomize`` puts the hook into all of them."""
    hook = OFFLINE.split("from jbgs", maxsplit=1)[0]
    (tmp_path / "sitecustomize.py").write_text(hook, "utf-8")
    path = f"{tmp_path}:{ROOT}"
    done = subprocess.run(
        [sys.executable, "-m", "jbgs", "demo", str(tmp_path / "演示")],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": path, "PYTHONUTF8": "1", "PATH": ""},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_personal_is_in_the_note_of_who_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red when ``Holder.note`` takes the whole command line: what is typed there may be anybody's."""
    from jbgs.store import Store

    monkeypatch.setattr(sys, "argv", ["jbgs", "edit", "mobile=13857312345"])
    with Store.create(tmp_path / "市局", {}) as store, store.transaction():
        noted = json.loads((tmp_path / "市局" / "jbgs.db-holder").read_bytes())
    assert noted["command"] == "jbgs edit"


def test_a_bug_in_one_file_shows_where_it_is_and_not_what_the_form_says(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    """Red when ``errors.trace`` says what an error says: what is sent to a developer holds no telephone."""
    from jbgs.services.receiving.register import Register

    def fails(self, read, source, **options):
        raise RuntimeError(repr(read))

    clerk.key(tmp_path / "甲.docx", "低温固化胶", "海宁一号公司", "海宁市")
    home = tmp_path / "市局"
    make_office(home).store.close()
    monkeypatch.setattr(Register, "add", fails)
    monkeypatch.setenv("JBGS_DEBUG", "1")
    assert cli.run(["--home", str(home), "import", str(tmp_path / "甲.docx")]) in (1, 3)
    said = "".join(capsys.readouterr())
    assert "RuntimeError" in said
    assert "13857312345" not in said
    assert "赵六" not in said


SECRETS = ("赵小六", "13857312345", "0573-82345678", "zhao@example.com")
BODY = dict(zip(("contact", "mobile", "phone", "email"), SECRETS, strict=True))


def leaves(record: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The place of every value in a record."""
    if not isinstance(record, dict):
        yield path
        return
    for key, value in record.items():
        yield from leaves(value, (*path, key))


def spoilt(record: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(record)
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return made


@pytest.mark.parametrize("wrong", [SECRETS[1], list(SECRETS), 13857312345], ids=["text", "list", "number"])
def test_a_record_made_wrongly_is_told_by_its_places_and_not_its_values(tmp_path: Path, wrong: Any) -> None:
    """Red when ``schema.violations`` takes pydantic's own words (``str(error)``), which quote the input."""
    with make_office(tmp_path / "市局").store as store:
        office = open_office(tmp_path / "市局")
        [code] = register(office, demand(**BODY))
        bring(office, code, "published")
        record, told = dict(office.project(code)), []
        for path in leaves(record):
            bad = spoilt(record, path, wrong)
            with office.batch("edit") as batch:
                try:
                    batch.put("projects", code, bad, "edited")
                except AssertionError as error:
                    told.append(str(error))
                batch.events.clear()
                batch._records.clear()
        office.store.close()
        assert len(told) > 10
        assert all(text.startswith(f"projects/{code}: ") for text in told)
        assert [text for text in told if any(secret in text for secret in SECRETS)] == []
        assert store.count("projects") == 1


DEFECT = """
import sys
from importlib import import_module
from jbgs import cli
module, owner, name = sys.argv[1].split(":")
place = import_module(module)
place = getattr(place, owner) if owner else place
whole = getattr(place, name)
def fails(*args, **options):
    kept = args, options, whole(*args, **options)  # as a defect would have it: all is at hand
    raise RuntimeError(repr(kept))  # and says so
setattr(place, name, fails)
sys.argv[1:] = sys.argv[2:]
cli.main()
"""
PLACES = [
    ("jbgs.services.ledger:Batch:put", "edit {code} background=更正 mobile=13900001111 --reason 来函"),
    ("jbgs.history::seal", "edit {code} background=更正 mobile=13900001111 --reason 来函"),
    ("jbgs.services.looking::whole", "show {code}"),
    ("jbgs.services.papers.reporting:StoreSource:projects", "report monthly --month 2021-12 -o 出"),
    ("jbgs.store.rows:Rows:get", "show {code}"),
]


@pytest.mark.parametrize(("place", "line"), PLACES, ids=[place for place, _ in PLACES])
def test_a_bug_anywhere_shows_lines_of_code_and_no_values(tmp_path: Path, place: str, line: str) -> None:
    """Red when a traceback is drawn with locals (``rich.traceback``), or with what the error itself says."""
    office = make_office(tmp_path / "市局")
    [code] = register(office, demand(**BODY))
    office.store.close()
    words = ["--home", str(tmp_path / "市局"), *line.format(code=code).split()]
    done = offline(place, *words, code=DEFECT)
    assert done.returncode == 1, done.stderr
    assert "in fails" in done.stderr
    assert "RuntimeError" in done.stderr
    assert [secret for secret in (*SECRETS, "13900001111") if secret in done.stdout + done.stderr] == []
