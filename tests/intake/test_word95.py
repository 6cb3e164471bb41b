"""Word 6.0/95 by LibreOffice: only when asked for; it is ended in time and judged by its output."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from jbgs.errors import Refused
from jbgs.importers import word95
from jbgs.services.office import Office
from jbgs.services.receiving.reading import How, Reader
from tests.importers_doc.builder import compound
from tests.intake.conftest import Post, form, only, take

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "real"


@pytest.fixture
def old() -> bytes:
    """What our reader takes for a Word 95 file: its FIB says so."""
    return compound({"WordDocument": b"\xdc\xa5\x65\x00" + bytes(600)})


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, with what parts the network in it; write ``soffice`` into it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("unshare", "true"):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(word95, "_USUAL_PLACES", ())
    return folder


def stand_in(folder: Path, script: str) -> None:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    path.chmod(0o755)


def test_it_is_not_read_unless_asked_for(office: Office, post: Post, old: bytes, soffice: Path) -> None:
    stand_in(soffice, "touch started")
    taken = only(take(office, post("旧.doc", old)))
    assert taken.error is not None
    assert (taken.error.code, taken.container) == ("unsupported", "doc")
    assert "--soffice" in taken.error.message


def test_without_libreoffice_it_says_so(office: Office, post: Post, old: bytes, soffice: Path) -> None:
    taken = only(take(office, post("旧.doc", old), soffice=True))
    assert taken.error is not None
    assert taken.error.code == "unsupported"
    assert "找不到 LibreOffice" in taken.error.message


def test_what_it_made_is_read_like_any_docx(
    office: Office, post: Post, old: bytes, soffice: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(form())
    stand_in(soffice, f'mkdir out; cp "{made}" out/form.docx')
    taken = only(take(office, post("旧.doc", old), soffice=True))
    assert (taken.status, taken.container) == ("imported", "doc")
    assert taken.notes[0] == "由 LibreOffice 代为读取，请核对"
    assert office.store.originals.get(taken.sha256) == old


@pytest.mark.parametrize("made", ["", "mkdir out; echo torn > out/form.docx", "mkdir -p out/form.docx"])
def test_it_is_judged_by_its_output_not_by_its_word(old: bytes, soffice: Path, made: str) -> None:
    stand_in(soffice, f"{made}\nexit 0")
    with pytest.raises(Refused) as refused:
        word95.read(old)
    assert refused.value.code in ("damaged", "unsupported")


def test_it_and_all_it_started_is_ended_in_time(old: bytes, soffice: Path, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    stand_in(soffice, f'sleep 60 & echo $! > "{pid}"; wait')
    begin = time.monotonic()
    with pytest.raises(Refused, match="1 秒内未能读出"):
        word95.read(old, timeout=1)
    assert time.monotonic() - begin < 20
    assert not alive(int(pid.read_text()))


def test_what_it_leaves_running_is_ended_too(old: bytes, soffice: Path, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    stand_in(soffice, f'sleep 60 & echo $! > "{pid}"')
    with pytest.raises(Refused):
        word95.read(old)
    assert not alive(int(pid.read_text()))


def test_it_gets_a_profile_without_macros_and_no_way_out(old: bytes, soffice: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    stand_in(soffice, f'(echo "$@"; env; cat profile/user/*.xcu; ls) > "{seen}"')
    with pytest.raises(Refused):
        word95.read(old)
    said = seen.read_text()
    assert 'name="DisableMacrosExecution" oor:op="fuse"><value>true<' in said
    assert "https_proxy=http://127.0.0.1:9" in said
    assert "-env:UserInstallation=file://" in said
    assert "--headless" in said
    home = next(line for line in said.splitlines() if line.startswith("HOME="))
    assert not Path(home.removeprefix("HOME=")).exists()


def test_where_the_system_lets_us_it_has_no_network(old: bytes, soffice: Path, tmp_path: Path) -> None:
    if not word95._may_part():
        pytest.skip("this user may not make a network namespace")
    seen = tmp_path / "seen"
    stand_in(soffice, f'cat /proc/net/dev > "{seen}"')
    with pytest.raises(Refused):
        word95.read(old)
    assert [line.split(":")[0].strip() for line in seen.read_text().splitlines()[2:]] == ["lo"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.skipif(not CORPUS.exists(), reason="needs the shared corpus")
def test_libreoffice_itself_reads_one(tmp_path: Path) -> None:
    path = CORPUS / "Word95.doc"
    with pytest.raises(Refused, match="--soffice"):
        Reader(How(tmp_path)).look(path)
    document = word95.read(path.read_bytes())
    assert document.container == "doc"
    assert any("quick brown fox" in getattr(block, "text", "") for block in document.blocks)


def alive(pid: int) -> bool:
    """Whether a process still runs; one that nobody has waited for yet does not."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True
