import errno
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.errors import OutputFault
from jbgs.exporters.files import legal_name, write_whole

WINDOWS_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10))}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2021年6月月报.xlsx", "2021年6月月报.xlsx"),
        ("海宁/嘉善: 榜单?.docx", "海宁_嘉善_ 榜单_.docx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "未命名"),
        ("", "未命名"),
        ("///", "未命名"),
        ("con.docx", "_con.docx"),
        ("LPT1", "_LPT1"),
        ("名字. ", "名字"),
        ("一\n二\x00\u202e三.docx", "一 二三.docx"),
        ("长" * 200 + ".docx", "长" * 78 + ".docx"),
        ("a" * 200 + ".docx", "a" * 95 + ".docx"),
    ],
)
def test_legal_name(text, name):
    assert legal_name(text) == name


@given(st.one_of(st.text(), st.text(alphabet='/\\.:*?"<>| CONaux01\t\n\x7f', max_size=12)))
def test_any_text_makes_a_legal_name(text):
    name = legal_name(text)
    assert 1 <= len(name) <= 100
    assert len(name.encode()) <= 255
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert name[-1] not in " ."
    assert name[0] != "."
    assert name.split(".")[0].rstrip().upper() not in WINDOWS_DEVICES
    assert Path(name).name == name
    assert legal_name(name) == name


def test_file_is_written_into_a_folder_that_is_made(tmp_path):
    path = tmp_path / "月报" / "2021" / "六月.xlsx"
    assert write_whole(path, b"1") == path
    assert write_whole(path, b"22").read_bytes() == b"22"
    assert names(path.parent) == ["六月.xlsx"]


def test_file_is_as_readable_as_any_other(tmp_path):
    (tmp_path / "usual").touch()
    made = write_whole(tmp_path / "made", b"")
    assert made.stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, 0])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step, number):
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")

    def fail(*args):
        raise OSError(number, "reason")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OutputFault, match=r"表\.xlsx") as caught:
        write_whole(path, b"new")
    assert caught.value.exit_code == 8
    assert caught.value.problems[0].remedy
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["表.xlsx"]


def test_disk_full_is_said_in_chinese(tmp_path, monkeypatch):
    def fail(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputFault, match="磁盘已满"):
        write_whole(tmp_path / "表.xlsx", b"")


def test_places_that_cannot_hold_a_file(tmp_path):
    (tmp_path / "文件").write_bytes(b"")
    (tmp_path / "夹").mkdir()
    for path, reason in {
        tmp_path / "文件" / "表.xlsx": "不能存放",
        tmp_path / "夹": "不能存放",
        tmp_path / ("长" * 100): "太长",
    }.items():
        with pytest.raises(OutputFault, match=reason):
            write_whole(path, b"1")
    assert names(tmp_path) == ["夹", "文件"]


def test_interrupt_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "表.xlsx", b"1")
    assert not names(tmp_path)
