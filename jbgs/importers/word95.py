"""Word 6.0/95 files, by LibreOffice: only where somebody asks for it, never by itself.

What is promised: LibreOffice gets a copy of the file in a new folder with a profile of its own, where
macros are off and links are not updated; it runs in a process group of its own, which is killed as a
whole when it is done or its time is up; what it made is then read with all the checks of a .docx.
Where the system lets an ordinary user make a network namespace (``unshare``, Linux) it has no network
at all. Elsewhere it is told to use a proxy at a closed port, which it obeys but is not forced to.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from jbgs.errors import Refused
from jbgs.importers.document import Document

TIMEOUT = 60.0
"""Seconds for one file."""

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_NO_NETWORK = ("unshare", "--net", "--map-root-user")
_CLOSED_PORT = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(data: bytes, *, timeout: float = TIMEOUT) -> Document:
    """The document in a Word 6.0/95 file.

    Raises ``Refused``: ``unsupported`` where there is no LibreOffice, ``damaged`` where it makes nothing
    of the file in time, and whatever reading its .docx raises.
    """
    from jbgs import importers

    document = importers.read(_converted(data, _soffice(), timeout))
    return Document("doc", document.blocks, ("由 LibreOffice 代为读取，请核对", *document.notes))


def _soffice() -> str:
    found = next(filter(None, map(shutil.which, (*_NAMES, *_USUAL_PLACES))), None)
    if found is None:
        raise Refused("unsupported", "是 Word 6.0/95 文档，而本机找不到 LibreOffice（soffice）")
    return found


def _converted(data: bytes, soffice: str, timeout: float) -> bytes:
    """The file as .docx. LibreOffice ends with 0 when it fails, so only what it wrote counts."""
    from jbgs import importers

    with TemporaryDirectory(prefix="jbgs-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / "form.doc").write_bytes(data)
        _make_profile(folder / "profile")
        command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *_OPTIONS]
        command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(folder / "form.doc")]
        in_time = _run(command, folder, timeout)
        try:
            return importers.load(folder / "out" / "form.docx")
        except Refused as error:
            why = "LibreOffice 未能读出这个文件" if in_time else f"LibreOffice 在 {timeout:.0f} 秒内未能读出"
            raise Refused("damaged", f"是 Word 6.0/95 文档，{why}") from error


def _make_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        "utf-8",
    )


def _run(command: Sequence[str], folder: Path, timeout: float) -> bool:
    """Run LibreOffice and end it with all that it started; whether it ended by itself in time."""
    process = subprocess.Popen(
        [*(_NO_NETWORK if _may_part() else ()), *command],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        taskkill = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(taskkill, check=False, capture_output=True)
    process.wait()


def _environment(folder: Path) -> Mapping[str, str]:
    closed = {name: _CLOSED_PORT for lower in _PROXIES for name in (lower, lower.upper())}
    return {**os.environ, **closed, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}


@cache
def _may_part() -> bool:
    """Whether this user may give a process a network of its own, which leads nowhere."""
    if shutil.which(_NO_NETWORK[0]) is None:
        return False
    tried = subprocess.run([*_NO_NETWORK, "true"], check=False, capture_output=True)
    return tried.returncode == 0
