"""Every command explains itself in Chinese, and says once what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jbgs import cli
from jbgs.commands import kinds
from jbgs.exporters.text import cells
from tests.cli.conftest import Jbgs

WORD = re.compile(r"(?<![-\w$.])[A-Za-z][a-z]{2,}\b")
OURS = {
    *("jbgs", "Excel", "Word", "city", "county", "passed", "failed", "common", "key", "transfer", "intent"),
    *("all", "investment", "templates", "docx", "demo"),
    *("excel", "word", "text", "award"),
    *("demand", "approval", "bids"),
}
"""Words that are keys, names of programs or examples, not left-overs of Typer."""
INSTALLED = [
    name
    for name, (module, _) in cli.COMMANDS.items()
    if Path(cli.__file__).with_name("commands").joinpath(f"{module}.py").exists()
]


def paths() -> Iterator[tuple[str, ...]]:
    for name in INSTALLED:
        made = cli.command(name)
        yield (name,)
        yield from ((name, verb) for verb in getattr(made, "commands", {}))


PATHS = list(paths())


def command_at(path: tuple[str, ...]) -> Any:
    made = cli.command(path[0])
    for verb in path[1:]:
        made = made.commands[verb]
    return made


@pytest.mark.parametrize("path", [(), *PATHS], ids=" ".join)
def test_help_is_chinese(jbgs: Jbgs, path: tuple[str, ...]) -> None:
    ran = jbgs(*path, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"用法：jbgs {' '.join(path)}".rstrip())
    assert set(WORD.findall(ran.out)) - OURS - {name for one in PATHS for name in one} == set()
    assert jbgs(*path, "-h").out == ran.out


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.parametrize("path", [(), *PATHS], ids=" ".join)
def test_a_page_fits_the_terminal_and_its_columns_line_up(
    jbgs: Jbgs, path: tuple[str, ...], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = jbgs(*path, "--help").out.splitlines()
    assert [one for one in lines if cells(one) > columns and not one.startswith("用法")] == []
    options = lines[lines.index("选项：") + 1 :]
    rows = (
        [re.fullmatch(r"(  -\S.*?  +)\S.*", one) for one in options[: options.index("")]]
        if "" in options
        else []
    )
    assert len({cells(row[1]) for row in rows if row}) <= 1


@pytest.mark.parametrize("name", INSTALLED)
def test_a_page_begins_with_the_line_of_the_roots_page(jbgs: Jbgs, name: str) -> None:
    summary = cli.COMMANDS[name][1]
    assert summary in jbgs("--help").out
    paragraphs = [text for text in jbgs(name, "--help").out.split("\n\n") if not text.startswith("用法")]
    assert paragraphs[0].strip() == summary


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_option_is_explained(path: tuple[str, ...]) -> None:
    made = command_at(path)
    assert made.help
    assert all(getattr(param, "help", None) for param in made.params), path


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_the_common_options_are_those_of_the_contract(path: tuple[str, ...]) -> None:
    made = command_at(path)
    if hasattr(made, "commands"):
        return
    flags = flags_of(made)
    assert {"--home", "--json", "--by"} <= flags
    assert isinstance(made, kinds.Command)
    if isinstance(made, kinds.Writing):
        assert {"--on", "--dry-run"} <= flags


def flags_of(made: Any) -> set[str]:
    return {flag for param in made.params for flag in param.opts}


def test_nothing_is_missing_where_the_contract_names_it() -> None:
    named = {
        "init",
        "info",
        "import",
        "inbox",
        "list",
        "show",
        "history",
        "edit",
        "stage",
        "stages",
        "listing",
    }
    named |= {"intent", "review", "contract", "approve", "evaluate", "subsidy", "policy", "report", "form"}
    named |= {"undo", "log", "check", "backup", "restore", "demo"}
    assert named <= set(cli.COMMANDS)


def test_without_a_command_the_help_comes_and_it_is_wrong_usage(jbgs: Jbgs) -> None:
    for path in ((), ("listing",)):
        ran = jbgs(*path)
        assert (ran.code, ran.out) == (2, "")
        assert "命令：" in ran.err or "收件" in ran.err
