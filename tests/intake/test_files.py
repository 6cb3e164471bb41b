"""Which files an import takes, and what it tells of those that it cannot."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from jbgs import importers
from jbgs.errors import StoreFault
from jbgs.services.keeping.checks import faults
from jbgs.services.office import Office
from jbgs.services.receiving import pool, reading
from jbgs.services.receiving.files import files_in, shown
from tests.helpers import everything
from tests.importers.build import docx, ole, p
from tests.intake.conftest import KEY, Post, form, only, statuses, take

linux = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")


def test_a_folder_stands_for_all_in_it_but_what_programs_hide(post: Post, tmp_path: Path) -> None:
    for name in ("甲.docx", "子/乙.docx", "子/孙/丙.DOC"):
        post(name, b"x")
    for name in (
        "~$甲.docx",
        ".~lock.甲.docx#",
        ".git/x.docx",
        "子/~WRL0001.tmp",
        "Thumbs.db",
        "__MACOSX/甲.docx",
    ):
        post(name, b"x")
    folder = tmp_path / "来件"
    found = [path.relative_to(folder).as_posix() for path in files_in([folder])]
    assert found == ["甲.docx", "子/乙.docx", "子/孙/丙.DOC"]


def test_a_path_given_twice_is_one_file(office: Office, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    path = post("甲.docx", form())
    monkeypatch.chdir(path.parent)
    done = take(office, path, path.parent, Path("甲.docx"), Path("../来件/甲.docx"))
    assert [one.status for one in done.files] == ["imported"]


def test_a_hidden_file_that_is_named_is_taken(office: Office, post: Post) -> None:
    assert only(take(office, post(".甲.docx", form()))).status == "imported"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"plain text", "unsupported"),
        (b"PK\x03\x04 torn", "damaged"),
        (ole("EncryptedPackage"), "encrypted"),
        (docx(p("通知")), "no-form"),
        (form(**dict.fromkeys(KEY, "")), "blank-form"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_stops_nobody(
    office: Office, post: Post, data: bytes, code: str
) -> None:
    done = take(office, post("坏.doc", data), post("好.docx", form()))
    bad, good = done.files
    assert (bad.status, bad.error and bad.error.code, good.status) == ("refused", code, "imported")
    assert done.partly


def test_what_is_no_ordinary_file_is_refused(office: Office, post: Post, tmp_path: Path) -> None:
    path = post("甲.docx", form())
    link = tmp_path / "链接.docx"
    link.symlink_to(path)
    done = take(office, tmp_path / "没有.docx", link, Path("x" * 5000), path)
    codes = [one.error.code if one.error else "" for one in done.files]
    assert codes == ["not-found", "not-readable", "not-readable", ""]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_cannot_be_opened_is_named(office: Office, post: Post) -> None:
    folder = post("锁/甲.docx", form()).parent
    folder.chmod(0)
    try:
        done = take(office, folder.parent)
    finally:
        folder.chmod(0o700)
    assert only(done).error is not None


def test_an_empty_folder_is_no_error(office: Office, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = take(office, tmp_path / "空")
    assert (done.files, done.batch) == ((), None)


@linux
def test_a_name_in_another_encoding_is_kept_as_text(office: Office, post: Post, tmp_path: Path) -> None:
    source = post("x.docx", form())
    path = Path(os.fsdecode(os.fsencode(source.parent) + "/需求表.docx".encode("gb18030")))
    source.rename(path)
    taken = only(take(office, path.parent))
    assert (taken.status, taken.name) == ("imported", "需求表.docx")
    [project] = office.projects()
    assert project["files"][0]["name"] == "需求表.docx"


def test_names_that_are_no_text_at_all_are_still_shown() -> None:
    assert shown(Path("正常/表.docx")) == str(Path("正常/表.docx"))
    assert shown(Path(os.fsdecode(b"\xff\xfe.docx"))).encode()


def test_a_long_path_in_chinese(office: Office, post: Post) -> None:
    path = post("/".join(["很长的文件夹名称" * 8] * 4) + "/" + "需求表" * 20 + ".docx", form())
    assert only(take(office, path)).status == "imported"


# -- a defect of ours -------------------------------------------------------------------------------------


def test_a_defect_in_reading_one_file_does_not_lose_the_others(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = post("坏.docx", form(需求名称="坏的")), post("好.docx", form())
    usual = importers.read

    def read(data: bytes) -> object:
        if data == bad.read_bytes():
            raise ZeroDivisionError("a defect")
        return usual(data)

    monkeypatch.setattr(importers, "read", read)
    done = take(office, bad, good)
    assert statuses(done) == {"坏.docx": "refused", "好.docx": "imported"}
    first = done.files[0]
    assert first.error is not None
    assert first.error.code == "damaged"
    assert "程序的缺陷" in first.error.message
    assert "ZeroDivisionError" in first.bug
    assert first.container == "docx"


def test_a_defect_in_registering_one_file_does_not_lose_the_others(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jbgs.services import schema

    usual = schema.violations

    def violations(table: str, record: dict[str, object]) -> list[str]:
        return ["a defect"] if "坏的" in str(record.get("fields")) else usual(table, record)

    monkeypatch.setattr(schema, "violations", violations)
    done = take(office, post("甲.docx", form(需求名称="坏的")), post("乙.docx", form()))
    assert statuses(done) == {"甲.docx": "refused", "乙.docx": "imported"}
    assert [project["code"] for project in office.projects()] == ["GJ-2021-HN-001"]
    assert office.store.originals.names() == {done.files[1].sha256}


def test_an_attempt_that_fails_leaves_the_batch_as_it_was(office: Office) -> None:
    def file(name: str) -> dict[str, object]:
        return {"id": "a" * 64, "name": name, "container": "docx", "on": "2021-06-01", "records": ["x"]}

    with office.batch("import") as batch:
        batch.put("files", "a" * 64, file("甲"), "file")
        with suppress(ZeroDivisionError), batch.attempt():
            batch.put("files", "a" * 64, file("乙"), "file")
            batch.put("files", "b" * 64, {**file("丙"), "id": "b" * 64}, "file")
            raise ZeroDivisionError
        assert (batch.get("files", "a" * 64), batch.get("files", "b" * 64)) == (file("甲"), None)
        batch.put("files", "c" * 64, {**file("丁"), "id": "c" * 64}, "file")
    assert [one["id"] for one in office.store.scan("events")] == ["00000001", "00000002"]
    assert [one for one in faults(office) if one.level == "error" and one.code != "original-missing"] == []


def test_what_is_interrupted_while_reading_leaves_nothing(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [post(f"{n}.docx", form(需求名称=f"项目{n}")) for n in range(3)]

    def steps(self: reading.Reader, done: reading.FileRead) -> Iterator[None]:
        if done.path == paths[2]:
            raise KeyboardInterrupt
        return usual(self, done)

    usual = reading.Reader._steps
    monkeypatch.setattr(reading.Reader, "_steps", steps)
    with pytest.raises(KeyboardInterrupt):
        take(office, *paths)
    assert not any(everything(office).values())
    assert office.store.originals.names() == set()


def test_of_a_file_that_changes_meanwhile_what_was_read_is_kept(office: Office, post: Post) -> None:
    sent = form()
    path, other = post("甲.docx", sent), post("乙.docx", form(需求名称="另一个"))

    def meddle(files: object, total: int) -> object:
        yield from files  # type: ignore[attr-defined]
        path.write_bytes(form(需求名称="换了"))

    done = take(office, path, other, progress=meddle)
    assert statuses(done) == {"甲.docx": "imported", "乙.docx": "imported"}
    assert office.store.originals.get(done.files[0].sha256) == sent != path.read_bytes()
    assert len(list(office.projects())) == len(office.store.originals.names()) == 2


def test_files_read_together_are_read_as_each_by_itself(office: Office, post: Post) -> None:
    """Also one that is large when it is opened, one that is refused, and one that came before."""
    known = post("旧.docx", form(需求名称="旧"))
    signs = Random(1)
    large = form(需求名称="大", 攻关内容="".join(chr(signs.randint(0x4E00, 0x9FA5)) for _ in range(40_000)))
    assert len(large) > reading._SMALL
    paths = [known, post("坏.docx", b"PK\x03\x04"), post("大.docx", large), post("新.docx", form())]
    reader = reading.Reader(
        reading.How(office.home), frozenset({hashlib.sha256(known.read_bytes()).hexdigest()})
    )
    assert reader.read_together(paths) == [reader.read(path) for path in paths]
    assert [len(one.forms) for one in reader.read_together(paths)] == [0, 0, 1, 1]


# -- many files -------------------------------------------------------------------------------------------


def test_processes_read_the_same_in_the_same_order(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [post(f"{n:02d}.docx", form(需求名称=f"项目{n}")) for n in range(20)]
    paths.insert(7, post("坏.docx", b"PK\x03\x04"))
    serially = take(office, *paths, revises=None)
    assert serially.count("imported") == 20
    monkeypatch.setattr(pool, "PARALLEL_FROM", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    how = reading.How(office.home)
    with pool.reading(how, paths) as files:
        read = list(files)
    assert [one.path for one in read] == paths
    assert read[7].error is not None
    assert read[7].error[0] == "damaged"
    assert [one.forms for one in read] == [tuple(f.read for f in one.forms) for one in serially.files]
    again = take(office, *paths)
    assert (again.batch, again.count("unchanged"), again.count("refused")) == (None, 20, 1)


@pytest.mark.usefixtures("own_processes")
def test_a_file_that_kills_its_process_is_refused_and_the_rest_is_read(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paths = [post(f"{n:02d}.docx", form(需求名称=f"项目{n}")) for n in range(4)]
    monkeypatch.setattr(pool, "PARALLEL_FROM", 1)
    monkeypatch.setattr(pool, "CHUNK", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    # A module that every new Python process imports, and that makes the third file fatal.
    (tmp_path / "sitecustomize.py").write_text(
        "import os\nfrom jbgs.services.receiving import reading\nusual = reading.Reader._steps\n"
        "def steps(self, done):\n"
        "    return os._exit(9) if done.path.name == '02.docx' else usual(self, done)\n"
        "reading.Reader._steps = steps\n"
    )
    root = Path(__file__).resolve().parents[2]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(root)]))
    done = take(office, *paths)
    assert [one.status for one in done.files] == ["imported", "imported", "refused", "imported"]
    assert "意外终止" in str(done.files[2].error)


@pytest.mark.parametrize("error", pool.NO_PROCESSES)
def test_where_the_system_gives_no_processes_one_reads_all(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(pool, "PARALLEL_FROM", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(pool, "ProcessPoolExecutor", refuse)
    assert (
        take(office, *(post(f"{n}.docx", form(需求名称=f"项目{n}")) for n in range(3))).count("imported") == 3
    )


def test_the_offices_own_home_inside_a_folder_is_passed_over(office: Office, post: Post) -> None:
    path = post("甲.docx", form())
    take(office, path)
    around = take(office, office.home.parent)
    assert [one.path for one in around.files] == [path]


def test_a_store_that_fails_is_no_fault_of_a_file(office: Office, post: Post) -> None:
    path = post("甲.docx", form())
    office.store.close()
    with pytest.raises(StoreFault):
        take(office, path)
