"""A command on one project done on several: by codes, the filters, or an Excel list; all or none, or each.

A command function is written for one project (its argument ``code``) or for several at once (``codes``).
With one code it runs as it is. Otherwise it is run for each item inside one batch, so that the whole is
stored and undone together, and what it has to show is collected into a result by item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from jbgs.commands import base
from jbgs.commands.base import common, office
from jbgs.commands.kinds import COMMON, FILTERS, Command, Writing, options, words
from jbgs.errors import JbgsError, NotAllowed, PartlyDone, Problem, WrongUsage, kind_of

if TYPE_CHECKING:
    from jbgs.services.office import Office
    from jbgs.services.sheets import Title

BULK = {
    "from": ("--from", "按 Excel 清单办理，每行一项", "文件"),
    "template": ("--template", "生成供 --from 使用的 Excel 清单模板", "文件"),
    "each": ("--each", "逐项办理：不符合的跳过并列出，其余照办", None),
    "count": ("--count", "按筛选条件办理时，确认的项数", "项数"),
}
_BY_CODES = "几个项目：写几个编号，或用筛选条件（--track、--region 等，见 jbgs list --help）。"
_CONFIRM = "用筛选条件的，先加 --dry-run 看，再加 --count 项数 确认。"
_BY_LIST = "也可以按 Excel 清单：--template 文件 生成模板，填好后 --from 文件 办理。"
_MODES = "有一项不符合就都不办；加 --each 则逐项办理，不符合的列出。"
DAY = "on"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: for which codes, with which of the command's values, and where that was asked for."""

    codes: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    day: str = ""
    where: str = ""


class _Several(Command):
    """What reading and writing commands on several projects share."""

    writes = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = next(param for param in self.params if param.name in ("code", "codes"))
        alone = sum(param.param_type_name == "argument" for param in self.params) == 1
        self.open_ended = alone or self.code.nargs == -1
        if self.open_ended:
            self.code.nargs = -1
        self.epilog = self._explained()
        mine = {param.name for param in self.params}
        self.own = [
            p for p in self.params if p.name not in COMMON and p.name != "help" and p is not self.code
        ]
        rows = {name: row for name, row in (FILTERS | BULK).items() if name not in mine and self._takes(name)}
        self.filters = tuple(name for name in rows if name in FILTERS)
        for made in options(rows):
            made.hidden = True
            self.params.append(made)

    def _explained(self) -> str:
        """What the help page says of several projects."""
        by_codes = [_BY_CODES, _CONFIRM] if self.writes else [_BY_CODES]
        by_list = [_BY_LIST, _MODES] if self.writes else []
        return "".join([*(by_codes if self.open_ended else []), *by_list])

    def _takes(self, name: str) -> bool:
        if name in FILTERS:
            return self.open_ended
        return self.writes or name == "from"

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """What must be given stands in the list, where there is one; a code is asked for later."""
        by_list = any(word.partition("=")[0] in ("--from", "--template") for word in args)
        lifted = [p for p in self.params if p.required and (by_list or (p is self.code and self.open_ended))]
        for param in lifted:
            param.required = False
        try:
            return super().parse_args(ctx, args)
        finally:
            for param in lifted:
                param.required = True

    def invoke(self, ctx: Any) -> Any:
        """Run it once as it is, or for each item."""
        given = ctx.params.get(self.code.name)
        codes = tuple(given) if isinstance(given, tuple | list) else ((given,) if given else ())
        if template := common(ctx, "template"):
            return self._write_template(ctx, Path(template), codes)
        if not common(ctx, "from") and not self._filtered(ctx) and codes:
            if self.code.name == "codes" and not common(ctx, "each"):
                return super().invoke(ctx)
            if len(codes) == 1:
                ctx.params[self.code.name] = codes[0] if self.code.name == "code" else codes
                return super().invoke(ctx)
        return self._run(ctx, codes)

    def _filtered(self, ctx: Any) -> bool:
        return any(common(ctx, name) for name in self.filters)

    # -- which items -------------------------------------------------------------------------------------

    def _items(self, ctx: Any, opened: Office, codes: tuple[str, ...]) -> list[Item]:
        by_list = common(ctx, "from")
        if (len(codes) > 0) + bool(by_list) + self._filtered(ctx) > 1:
            raise WrongUsage("编号、筛选条件、--from 只能用一种", remedy="请只写一种")
        if by_list:
            return list(self._listed(ctx, Path(by_list)))
        if self._filtered(ctx):
            codes = self._found(ctx, opened)
        if not codes:
            raise WrongUsage(f"缺少参数 {self.code.metavar}", remedy="写明编号，或用筛选条件、--from 清单")
        if self.code.name == "codes" and not common(ctx, "each"):
            return [Item(codes)]
        return [Item((code,)) for code in dict.fromkeys(codes)]

    def _found(self, ctx: Any, opened: Office) -> tuple[str, ...]:
        """The projects that the filters mean; a command that writes asks for their number first."""
        from jbgs.commands.filters import wanted
        from jbgs.errors import NotFound
        from jbgs.services import looking

        found = tuple(project["code"] for project in looking.select(opened, wanted(ctx, opened)))
        if not found:
            raise NotFound("没有符合条件的项目", remedy="用 jbgs list 加同样的条件查看")
        if self.writes and not common(ctx, "dry_run") and common(ctx, "count") != str(len(found)):
            given = common(ctx, "count")
            what = f"符合条件的有 {len(found)} 个项目" + (f"，不是 {given} 个" if given else "")
            raise WrongUsage(what, remedy=f"先加 --dry-run 查看，确认后加上 --count {len(found)}")
        return found

    def _listed(self, ctx: Any, path: Path) -> Iterator[Item]:
        """A row of the list each: its values go before those of the command line."""
        from jbgs.services.sheets import read_list

        by_name = {param.name: param for param in self.own}
        faults: list[Problem] = []
        items: list[Item] = []
        for line in read_list(path, self.titles()):
            values = {key: text for key, text in line.values.items() if key in by_name}
            made = Item((line.values["code"],), {}, line.values.get(DAY, ""), line.where)
            for name, text in values.items():
                try:
                    made.values[name] = _typed(ctx, by_name[name], text)
                except (WrongUsage, typer.BadParameter) as error:
                    faults.append(Problem(str(error), where=f"{path} {line.where}"))
            faults += [
                Problem(f"没有填写“{column_title(param)}”", where=f"{path} {line.where}")
                for param in self.own
                if param.required and param.name not in made.values and not ctx.params.get(param.name)
            ]
            items.append(made)
        if faults:
            raise WrongUsage(*faults)
        yield from items

    def titles(self) -> list[Title]:
        """The columns of this command's list."""
        from jbgs.services.sheets import Title

        made = [Title("code", "项目编号", ("编号",), required=True), Title("title", "项目名称（供核对）")]
        made += [Title(str(p.name), column_title(p), (p.opts[0].lstrip("-"),)) for p in self.own]
        if self.writes:
            made.append(Title(DAY, "日期", ("办理日期", "--on")))
        return made

    # -- doing -------------------------------------------------------------------------------------------

    def _run(self, ctx: Any, codes: tuple[str, ...]) -> None:
        shown: list[tuple[Item, Any, Any]] = []
        failed: list[tuple[Item, JbgsError]] = []
        settings = ctx.ensure_object(dict)
        with office(ctx) as opened:
            items = self._items(ctx, opened, codes)
            settings["office"] = opened
            with opened.together(ctx.command_path.partition(" ")[2]) if self.writes else nullcontext():
                for item in items:
                    self._one(ctx, opened, item, shown, failed)
                if failed and not common(ctx, "each"):
                    raise _together(failed)
            self._show(ctx, items, shown, failed)
        if failed:
            raise PartlyDone(*_problems(failed)) if shown else _together(failed)

    def _one(self, ctx: Any, opened: Office, item: Item, shown: list[Any], failed: list[Any]) -> None:
        """Run the command for one item; what it shows is kept for the end."""
        settings, base_day, given = ctx.obj, opened.on, dict(ctx.params)
        kept: list[tuple[Any, Any]] = []
        settings["shown"] = kept
        ctx.params.update(item.values)
        ctx.params[str(self.code.name)] = item.codes if self.code.name == "codes" else item.codes[0]
        try:
            opened.on = _day(item, opened)
            super().invoke(ctx)
            shown += [(item, data, draw) for data, draw in kept]
        except JbgsError as error:
            failed.append((item, error))
        finally:
            opened.on = base_day
            ctx.params = given
            settings.pop("shown")

    def _show(self, ctx: Any, items: Sequence[Item], shown: Sequence[Any], failed: Sequence[Any]) -> None:
        if not shown and failed:
            return
        if self.code.name == "codes" and not common(ctx, "each") and not common(ctx, "from"):
            base.emit(ctx, shown[0][1], shown[0][2])
            return
        results = [_result(item, data) for item, data, _ in shown]
        refused = [_result(item, None, [str(p) for p in error.problems]) for item, error in failed]
        data = {"results": [*results, *refused], "done": len(results), "refused": len(refused)}

        def draw() -> None:
            from jbgs.exporters import terminal

            for _, _, one in shown:
                one()
            terminal.say(f"{base.dry(ctx)}共 {len(items)} 项：完成 {len(results)}，未办 {len(refused)}")

        base.emit(ctx, data, draw)

    def _write_template(self, ctx: Any, path: Path, codes: tuple[str, ...]) -> None:
        """An Excel list with this command's columns, and the projects that are meant already in it."""
        from jbgs.exporters import files, terminal, xlsx
        from jbgs.reports import lists

        with office(ctx) as opened:
            meant = self._meant(ctx, opened, codes)
        columns = [(t.key, t.title) for t in self.titles()]
        table = lists.to_fill_in(f"{ctx.command_path} 清单", columns, meant)
        if not common(ctx, "dry_run"):
            files.write_whole(path, xlsx.workbook([table]))
        said = f"{base.dry(ctx)}已生成：{path}"
        base.emit(ctx, {"files": [str(path)]}, lambda: terminal.say(said))

    def _meant(self, ctx: Any, opened: Office, codes: tuple[str, ...]) -> list[tuple[str, str]]:
        from jbgs.commands.filters import wanted
        from jbgs.services import looking

        if codes:
            found = [opened.project(code) for code in codes]
        else:
            found = list(looking.select(opened, wanted(ctx, opened))) if self._filtered(ctx) else []
        return [(project["code"], project["fields"].get("title", "")) for project in found]


class Several(_Several):
    """A command that reports something on each of several projects."""


class Each(_Several, Writing):
    """A command that writes something on each of several projects."""

    writes = True
    adds = Writing.adds


def column_title(param: Any) -> str:
    """A column's title: how the option's help begins, or what its value is called where keys come first."""
    begins = re.split("[，（；、：]", param.help or "")[0].strip()
    return str(param.metavar or param.name) if begins[:1].isascii() else begins


def _typed(ctx: Any, param: Any, text: str) -> Any:
    """A cell's text as the option's value; several values of one option stand in lines or between ；."""
    if getattr(param, "is_flag", False):
        return text.strip() not in ("否", "无", "0", "FALSE", "no")
    if param.multiple or param.nargs == -1:
        return tuple(words(param, one) for one in re.split(r"[；;\n]+", text) if one.strip())
    return words(param, param.type_cast_value(ctx, text))


def _day(item: Item, opened: Office) -> Any:
    """The day of a row, else the command's."""
    if not item.day:
        return opened.on
    made = base.parse_day(item.day, "日期")
    if made > opened.today:
        raise WrongUsage(f"日期 {made} 在今天（{opened.today}）之后", remedy="只能记录已经发生的事")
    return made


def _result(item: Item, data: Any, problems: list[str] | None = None) -> dict[str, Any]:
    full = data.get("code") if isinstance(data, dict) else None
    head = {"codes": list(item.codes)} if len(item.codes) > 1 else {"code": full or item.codes[0]}
    said: dict[str, Any] = {"where": item.where} if item.where else {}
    if problems is not None:
        return {**head, **said, "done": False, "problems": problems}
    return {**head, **said, "done": True, "result": data}


def _problems(failed: Sequence[tuple[Item, JbgsError]]) -> list[Problem]:
    """Every problem, with the row or the code that it belongs to."""
    placed = []
    for item, error in failed:
        for one in error.problems:
            where = one.where or item.codes[0]
            placed.append(replace(one, where=f"{item.where} {where}".strip()))
    return placed


def _together(failed: Sequence[tuple[Item, JbgsError]]) -> JbgsError:
    """One error for all items: of their kind, or a refusal where they differ."""
    return kind_of((error for _, error in failed), NotAllowed)(*_problems(failed))
