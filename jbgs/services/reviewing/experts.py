"""The register of experts: entered, imported from an Excel list, corrected, no longer called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from jbgs import workflow
from jbgs.errors import NotAllowed, NotFound, Problem, WrongUsage
from jbgs.registers.experts import ExpertCard, PanelField
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.receiving.known import same
from jbgs.services.sheets import Line, Title, read_list
from jbgs.values import compact, credit_code, email, one_line, phones

LETTERS = "ZJ"
TITLES = (
    Title("name", "姓名", ("专家姓名",), required=True),
    Title("unit", "单位", ("工作单位", "所在单位"), required=True),
    Title("field", "领域", ("专家领域", "类别"), required=True),
    Title("title", "职称", ("职务职称", "职称职务")),
    Title("credit_code", "统一社会信用代码", ("单位信用代码", "信用代码")),
    Title("phone", "电话", ("联系电话", "办公电话")),
    Title("mobile", "手机", ("手机号码",)),
    Title("email", "邮箱", ("电子邮箱",)),
    Title("notes", "备注"),
)
"""The columns of the Excel list, and what an expert's card has beside its id."""
LABELS = {one.key: one.title for one in TITLES}
_WORDS: dict[str, PanelField] = {
    "投资": "finance",
    "财务": "finance",
    "金融": "finance",
    "投资财务": "finance",
}

Status = Literal["imported", "revised", "unchanged"]
STATUSES: dict[Status, str] = {"imported": "新增", "revised": "已更新", "unchanged": "无变化"}


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of one row of a list."""

    card: ExpertCard
    status: Status
    where: str


def panel_field(text: str) -> PanelField | None:
    """A field by its key or its Chinese word: 技术, 管理, 投资, 财务, 投资（财务）."""
    wanted = same(text).removesuffix("专家").removesuffix("领域").removesuffix("类")
    for key, label in workflow.PANEL_FIELDS.items():
        if wanted in (key, same(label)):
            return cast("PanelField", key)
    return _WORDS.get(wanted)


def parse_field(text: str) -> PanelField:
    """As ``panel_field``, for a word that a user typed."""
    if found := panel_field(text):
        return found
    known = "、".join(f"{label}（{key}）" for key, label in workflow.PANEL_FIELDS.items())
    raise WrongUsage(f"没有“{text}”这个专家领域", remedy=f"可用：{known}")


def find(office: Office, text: str) -> ExpertCard:
    """The expert whom an id, or a name that only one has, means."""
    key = compact(text).upper()
    if (card := office.store.get("experts", key)) is not None:
        return cast("ExpertCard", card)
    found = [one for one in everyone(office) if text.strip() and same(one["name"]) == same(text)]
    if len(found) == 1:
        return found[0]
    if found:
        named = "、".join(f"{one['id']}（{one['unit']}）" for one in found)
        raise NotFound(f"有 {len(found)} 位专家“{text}”：{named}", remedy="请写专家编号")
    raise NotFound(f"没有专家“{text}”", remedy="用 jbgs expert list 查看，或用 jbgs expert add 登记")


def everyone(office: Office) -> Iterator[ExpertCard]:
    """All experts, in the order they were entered."""
    return cast("Iterator[ExpertCard]", office.store.scan("experts"))


def select(
    office: Office, *, field: str = "", unit: str = "", text: str = "", retired: bool = False
) -> list[ExpertCard]:
    """The experts of a field, with a text in their unit's name or anywhere; retired ones only if asked."""
    wanted = parse_field(field) if field else None
    return [
        one
        for one in everyone(office)
        if (retired or "retired" not in one)
        and (wanted is None or one["field"] == wanted)
        and same(unit) in same(one["unit"])
        and (not text or any(text in str(value) for value in one.values()))
    ]


def add(office: Office, values: Mapping[str, str]) -> ExpertCard:
    """Enter an expert; refused where he is there already (same name and unit)."""
    made, faults = checked(values)
    if faults:
        raise WrongUsage(*faults)
    with office.batch("expert add") as batch:
        if twin := _twins(batch).get(_who(made)):
            what = f"{twin['unit']}的{twin['name']}已登记为 {twin['id']}"
            raise NotAllowed(Problem(what, remedy=f"修改用 jbgs expert edit {twin['id']}"))
        return _entered(batch, made)


def edit(office: Office, text: str, values: Mapping[str, str], *, reason: str) -> ExpertCard:
    """Correct an expert's card; an empty value clears what he need not have. Rounds keep what they had."""
    if not values:
        raise WrongUsage("没有要修改的内容", remedy="如 --unit 新单位、--phone 号码")
    with office.batch("expert edit", note=reason) as batch:
        card = find(office, text)
        made, faults = checked({**card, **values})
        twin = _twins(batch).get(_who(made)) if not faults else None
        if twin and twin["id"] != card["id"]:
            faults.append(Problem(f"{twin['unit']}的{twin['name']}已登记为 {twin['id']}", where=card["id"]))
        if faults:
            raise WrongUsage(*faults)
        kept = {name: value for name, value in card.items() if name not in LABELS}
        batch.put("experts", card["id"], {**kept, **made}, "expert", note=reason)
        return _card(batch, card["id"])


def retire(office: Office, text: str, *, reason: str, back: bool = False) -> ExpertCard:
    """Call an expert no more from ``office.on`` on, or (``back``) again; he stays in the register."""
    with office.batch("expert retire", note=reason) as batch:
        card = find(office, text)
        if back != ("retired" in card):
            what = "没有停用" if back else f"已于 {card.get('retired')} 停用"
            raise NotAllowed(Problem(f"{card['name']}{what}", where=card["id"]))
        changed = {**card, "retired": None if back else office.on.isoformat()}
        batch.put("experts", card["id"], changed, "expert", note=reason)
        return _card(batch, card["id"])


def import_list(office: Office, path: Path) -> list[Entered]:
    """Enter the rows of an Excel list, all or none; the same name and unit is the same expert.

    What a row leaves empty stays as it was.
    """
    lines = read_list(path, TITLES)
    with office.batch("expert import", note=path.name) as batch:
        twins = _twins(batch)
        rows = [(line, *checked({**twins.get(_who(line.values), {}), **line.values})) for line in lines]
        faults = [
            Problem(one.what, f"{path} {line.where}", one.remedy)
            for line, _, found in rows
            for one in (*found, *_repeated(line, lines))
        ]
        if faults:
            raise WrongUsage(*faults)
        return [_row_entered(batch, line, made, twins) for line, made, _ in rows]


def _row_entered(
    batch: Batch, line: Line, made: Mapping[str, str], twins: dict[tuple[str, str], ExpertCard]
) -> Entered:
    before = twins.get(_who(made))
    if before is None:
        twins[_who(made)] = card = _entered(batch, made)
        return Entered(card, "imported", line.where)
    changed = batch.put("experts", before["id"], {**before, **made}, "expert")
    return Entered(_card(batch, before["id"]), "revised" if changed else "unchanged", line.where)


def _repeated(line: Line, lines: Sequence[Line]) -> Iterator[Problem]:
    """The same expert in an earlier row with something else: which of the two holds is not guessed."""
    for other in lines:
        if other.number >= line.number:
            return
        if _who(other.values) == _who(line.values) and other.values != line.values:
            yield Problem(f"与{other.where}是同一专家而内容不同", remedy="请只留一行")
            return


def checked(values: Mapping[str, Any]) -> tuple[dict[str, str], list[Problem]]:
    """A card's values as they are kept, and what is wrong with them."""
    made = {key: one_line(str(values.get(key, ""))) for key in LABELS}
    faults = [Problem(f"没有填写“{one.title}”") for one in TITLES if one.required and not made[one.key]]
    field = panel_field(made["field"])
    if made["field"] and field is None:
        known = "、".join(workflow.PANEL_FIELDS.values())
        faults.append(Problem(f"没有“{made['field']}”这个专家领域", remedy=f"可用：{known}"))
    made["field"] = field or made["field"]
    numbers = phones(f"{made['phone']}、{made['mobile']}")
    if numbers.problem or numbers.rest:
        faults.append(Problem(numbers.problem or f"“{numbers.rest}”不是电话号码"))
    made |= {"phone": numbers.phone, "mobile": numbers.mobile}
    for key, read in (("credit_code", credit_code), ("email", email)):
        if made[key]:
            parsed = read(made[key])
            made[key] = parsed.value or ""
            faults += [Problem(parsed.problem)] if parsed.problem else []
    return {key: value for key, value in made.items() if value}, faults


def _who(values: Mapping[str, Any]) -> tuple[str, str]:
    return same(values.get("name")), same(values.get("unit"))


def _twins(batch: Batch) -> dict[tuple[str, str], ExpertCard]:
    cards = cast("Iterable[ExpertCard]", batch.find("experts"))
    return {_who(card): card for card in cards}


def _entered(batch: Batch, made: Mapping[str, str]) -> ExpertCard:
    numbers = [int(card["id"].partition("-")[2]) for card in batch.find("experts")]
    key = f"{LETTERS}-{max(numbers, default=0) + 1:03d}"
    batch.put("experts", key, {"id": key, **made}, "expert")
    return _card(batch, key)


def _card(batch: Batch, key: str) -> ExpertCard:
    return cast("ExpertCard", batch.get("experts", key))
