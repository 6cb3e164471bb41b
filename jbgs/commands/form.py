"""``jbgs form``: blank forms to hand out, and how a filled one was understood."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, home, office
from jbgs.commands.kinds import Command, Drafting, group, noun

app = group()

Which = Annotated[
    str, typer.Option("--track", help="哪一种：common、key、transfer、intent 或 all", metavar="类型")
]

Soffice = Annotated[bool, typer.Option("--soffice", help="Word 6.0/95 文档用本机的 LibreOffice 读取")]


@app.command(cls=Drafting, help="生成空白的附件1至附件4（Word）；数据目录的 templates 中有本单位的版本时用它")
def blank(
    ctx: typer.Context,
    track: Which = "all",
    output: Annotated[Path, typer.Option("-o", "--output", help="生成到哪个目录", metavar="目录")] = Path(),
) -> None:
    """Write blank forms; needs no store."""
    from jbgs import forms
    from jbgs.exporters import terminal
    from jbgs.services.receiving import forms as service

    chosen = service.named(track, forms.load(), _policy(ctx))
    paths = service.write_blanks(chosen, output, home(ctx), dry_run=bool(dry(ctx)))

    def draw() -> None:
        for path in paths:
            terminal.say(f"{dry(ctx)}已生成：{path}")

    emit(ctx, {"files": [str(path) for path in paths]}, draw)


@app.command(cls=Command, help="一份表是怎样识别的：每个栏目读作什么、在哪里、有什么问题；不登记")
def fields(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="填好的表", metavar="文件")],
    track: Which = "all",
    soffice: Soffice = False,
) -> None:
    """Show how a file is understood; needs no store, and leaves no trace in it."""
    from jbgs.exporters import terminal
    from jbgs.reports import fields as tables
    from jbgs.services.receiving import forms as service
    from jbgs.services.receiving import synonyms
    from jbgs.services.receiving.reading import How

    declared = synonyms.forms(home(ctx))
    chosen = service.named(track, declared, _policy(ctx))
    seen = service.look(file, How(home(ctx), chosen[0].key if len(chosen) == 1 else None, soffice))

    def draw() -> None:
        for form in seen.forms:
            labels = {spec.name: spec.label for spec in declared[form.form].fields.values()}
            terminal.show(tables.readings(form, labels))
            if form.unmatched:
                terminal.show(tables.unmatched(form))
        for note in seen.notes:
            terminal.tell(f"提示：{note}")

    emit(ctx, seen.as_json(), draw)


@app.command(cls=Drafting, help="来件上的一个栏目名称，以后都当作某个字段来读；不写 --form 时用于所有的表")
def alias(
    ctx: typer.Context,
    label: Annotated[str, typer.Argument(help="来件上的栏目名称，如 攻坚内容", metavar="栏目")],
    field: Annotated[str, typer.Argument(help="字段名，或本单位空白表上的栏目名称", metavar="字段")],
    form: Annotated[
        str, typer.Option("--form", help="只用于哪一种：common、key、transfer、intent", metavar="类型")
    ] = "all",
) -> None:
    """Give a field another name, in the office's own file; later imports know it."""
    from jbgs import forms
    from jbgs.exporters import terminal
    from jbgs.services.receiving import forms as service
    from jbgs.services.receiving import synonyms

    with office(ctx) as opened:
        chosen = service.named(form, forms.load(), opened.policy)
        one = chosen[0].key if len(chosen) == 1 else ""
        added = synonyms.add(opened.home, label, field, one, dry_run=opened.dry_run)
        path = opened.home / synonyms.FILE
        said = f"已记入 {path}，以后导入时使用" if added else "早已是这个意思，无须记入"
        data = {"label": label, "field": field, "form": one or None, "added": added, "file": str(path)}
        emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}“{label}”{said}"))


def _policy(ctx: typer.Context) -> Any:
    from jbgs import policy
    from jbgs.services.office import OWN_POLICY

    return policy.load(home(ctx) / OWN_POLICY)


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("form", app)
