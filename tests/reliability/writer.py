"""The program that is recorded: an office is made, and five commands write, each with an original.

``python writer.py HOME`` prints a line as soon as a command's work is acknowledged.
"""

import sys
from pathlib import Path

from jbgs.store import Store

COMMANDS = 5


def main(home: Path) -> None:
    Store.create(home, {"bureau": "嘉兴市科学技术局"}).close()
    sys.stdout.write("made\n")
    sys.stdout.flush()
    for number in range(COMMANDS):
        with Store.open(home) as store, store.transaction():
            name = store.originals.add(f"来件{number}".encode() * 500)
            store.put("files", name, {"n": number})
            store.put("projects", "P", {"n": number, "text": "文" * 3000})
            store.put("events", f"e{number}", {"batch": "b", "record": "projects/P", "sha256": name})
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
