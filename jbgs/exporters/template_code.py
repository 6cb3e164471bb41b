"""The code in a Word template, read before any of it runs.

Allowed are the facts that are offered, loops over their lists, and conditions. Whatever else Jinja
knows (calls, arithmetic, assignments, inclusions, filters that take escaping off) is refused by not
being named here, so a template can neither reach out nor run long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from jinja2 import Environment, TemplateSyntaxError, nodes

from jbgs.errors import Problem
from jbgs.reports.draft import Field

_DEEPEST = 1  # no list has lists inside it
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Const)
_LOGIC = (nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand)
_FILTERS = ("length", "count")
_LOOP = {name: Field("") for name in ("index", "first", "last", "length")}
_TAG = re.compile(r"<[^>]+>")
_UNPAIRED = "模板写法有误：括号、引号或 for 与 endfor、if 与 endif 没有配对，或几个 {%p %} 写在了同一段"
_HOW = "在 Word 中改正；可用的项见 jbgs report template --fields"

Scope = Mapping[str, Field]


def faults_in(source: str, offered: Scope, where: str) -> Iterator[Problem]:
    """What a piece of a template asks for that it is not offered; ``where`` names the template."""
    try:
        parsed = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as error:
        line = _TAG.sub("", source.splitlines()[error.lineno - 1])[:60] if source else ""
        yield Problem(f"{_UNPAIRED}（在“{line}”附近）", where=where, remedy=_HOW)
        return
    for what in dict.fromkeys(_Reader(offered).faults(parsed, offered, 0)):
        yield Problem(what, where=where, remedy=_HOW)


class _Reader:
    """Walks the code with what each name stands for."""

    def __init__(self, offered: Scope) -> None:
        self.offered = offered

    def faults(self, node: nodes.Node, scope: Scope, depth: int) -> Iterator[str]:
        if isinstance(node, nodes.For):
            yield from self._loop(node, scope, depth)
        elif isinstance(node, nodes.Name | nodes.Getattr):
            found = self._meant(node, scope)
            if isinstance(found, str):
                yield found
            elif found.kind == "list":
                name = _spelled(node)
                yield f"“{name}”是清单，须写作 {{%p for 一项 in {name} %}} …… {{%p endfor %}}"
        elif isinstance(node, nodes.Filter) and node.name in _FILTERS and not (node.args or node.kwargs):
            found = self._meant(node.node, scope)
            if isinstance(found, str):
                yield found
        elif isinstance(node, nodes.If):
            # A list may stand as a condition: whether there is anything in it.
            if not self._is_list(node.test, scope):
                yield from self.faults(node.test, scope, depth)
            for inner in (*node.body, *node.elif_, *node.else_):
                yield from self.faults(inner, scope, depth)
        elif isinstance(node, _PLAIN + _LOGIC):
            for inner in node.iter_child_nodes():
                yield from self.faults(inner, scope, depth)
        else:
            yield f"模板中不能用“{_kind(node)}”"

    def _loop(self, node: nodes.For, scope: Scope, depth: int) -> Iterator[str]:
        found = self._meant(node.iter, scope)
        if isinstance(found, str):
            yield found
            return
        if found.kind != "list" or not isinstance(node.target, nodes.Name):
            yield f"“{_spelled(node.iter)}”不是清单，不能用 for"
            return
        if depth == _DEEPEST or node.recursive:
            yield "for 套得太深"
            return
        item = Field("", "list", found.items)
        inside = {**scope, node.target.name: item, "loop": Field("", "list", _LOOP)}
        if node.test is not None:
            yield from self.faults(node.test, inside, depth + 1)
        for inner in node.body:
            yield from self.faults(inner, inside, depth + 1)
        for inner in node.else_:
            yield from self.faults(inner, scope, depth)

    def _meant(self, node: nodes.Node | None, scope: Scope) -> Field | str:
        """What a name stands for, or what is wrong with it."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name) or _unknown(node.name, scope)
        if isinstance(node, nodes.Getattr):
            holder = self._meant(node.node, scope)
            if isinstance(holder, str):
                return holder
            return holder.items.get(node.attr) or _unknown(node.attr, holder.items)
        return f"模板中不能用“{_kind(node)}”"

    def _is_list(self, node: nodes.Node, scope: Scope) -> bool:
        found = self._meant(node, scope) if isinstance(node, nodes.Name) else ""
        return isinstance(found, Field) and found.kind == "list"


def _unknown(name: str, known: Scope) -> str:
    near = get_close_matches(name, known, 1, 0.4)
    return f"没有“{name}”这一项" + (f"，是不是“{near[0]}”？" if near else "")


def _spelled(node: nodes.Node) -> str:
    return (
        f"{_spelled(node.node)}.{node.attr}"
        if isinstance(node, nodes.Getattr)
        else getattr(node, "name", "?")
    )


def _kind(node: nodes.Node | None) -> str:
    return type(node).__name__.lower()
