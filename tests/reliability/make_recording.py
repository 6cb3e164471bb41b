"""``python -m tests.reliability.make_recording``: write ``writer.strace.gz`` again. Needs strace."""

from __future__ import annotations

import gzip
import re
import tempfile
from pathlib import Path

from tests.reliability import writer
from tests.reliability.disk import record


def hexed(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, trace = Path(folder) / "recorded", Path(folder) / "trace"
        root.mkdir()
        record(trace, writer.__file__, root / "home")
        lines = trace.read_text().splitlines()
    inside, numbers, kept = hexed(str(root)), set(), []
    for line in lines:  # the interpreter's own files are no concern of ours
        call = re.match(r"\d+ +(\w+)\((\d*)", line)
        if call is None:
            continue
        if inside in line:
            if opened := re.search(r"openat.* = (\d+)$", line):
                numbers.add(opened[1])
        elif call[2] != "1" and call[2] not in numbers:
            continue
        elif call[1] == "close":
            numbers.discard(call[2])
        kept.append(line.replace(inside, hexed("/recorded")))
    target = Path(__file__).with_name("writer.strace.gz")
    target.write_bytes(gzip.compress("\n".join(kept).encode(), 9, mtime=0))
    print(f"{target.name}: {len(kept)} calls, {target.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
