"""Several sums in one cell, each with its words: ``500万元，其中拟支付揭榜方200万元``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jbgs.forms import Field
from jbgs.importers.form.lexicon import Lexicon
from jbgs.values import compact

_SUM = re.compile(r"¥?\d+(?:[,.]\d+)*(?:[百千]?[万亿]元?|千?元)?", re.ASCII)
_BREAK = re.compile(r"[,;:。、.()\[\]/]+")
_UNIT = re.compile(r"[万亿]?元\Z")
_LEADING = re.compile(r"(?:其中|其|拟|计划|预计|将|用于|需|可)+")
_PLAIN = re.compile(r"(?:人民币|rmb|¥|共计|合计|共|为|整|万元|元|其中)*", re.IGNORECASE)
_LONGEST = 200


class Share(NamedTuple):
    """A sum as it is written, its words, and the field that they name, if they name one of ours."""

    field: str
    words: str
    text: str


def shares(text: str, spec: Field, lexicon: Lexicon) -> tuple[Share, ...]:
    """The sums in an amount's cell, if their words say whose each is; else nothing.

    One without words is the field's own and comes first. A sentence with its blanks left open
    (拟投入＿＿万元，其中支付揭榜方＿＿万元) has the field's own share without a text.
    """
    written = compact(text).replace("_", "")
    if len(written) > _LONGEST or not spec.beside or _SUM.fullmatch(written):
        return ()
    found = list(_found(written, lexicon))
    if None in found:
        return ()
    told = [share for share in found if share is not None]
    ours = [share.field or spec.name for share in told if share.field or not share.words]
    mine = {spec.name, *spec.beside.values()}
    begins_well = bool(told) and (not told[0].words or told[0].field in mine)
    if not begins_well or len(ours) > len(set(ours)) or not mine.issuperset(ours):
        return ()
    if any(not share.words for share in told[1:]) or not any(share.words for share in told):
        return ()
    return tuple(Share(share.field if share.words else spec.name, share.words, share.text) for share in told)


def _found(written: str, lexicon: Lexicon) -> Iterator[Share | None]:
    """Each sum with the words before it; None where a text says more than words and sums."""
    end = 0
    for match in _SUM.finditer(written):
        *others, last = _BREAK.split(written[end : match.start()].rstrip(":(为是"))
        yield from _blanks(others, lexicon)
        yield _share("" if _PLAIN.fullmatch(last) else last, match[0], lexicon)
        end = match.end()
    yield from _blanks(_BREAK.split(written[end:]), lexicon)


def _share(words: str, text: str, lexicon: Lexicon) -> Share | None:
    if not words:
        return Share("", "", text)
    keys = (lexicon.key(one) for one in (words, _LEADING.sub("", words, count=1)))
    fields = next((lexicon.meaning(key).fields for key in keys if key), None)
    return None if fields is None else Share(next(iter(fields), ""), words, text)


def _blanks(parts: Iterable[str], lexicon: Lexicon) -> Iterator[Share | None]:
    """The words in a sentence behind which no sum was filled in: ＿＿万元."""
    for part in parts:
        if not _PLAIN.fullmatch(part):
            words = _UNIT.sub("", part)
            yield _share(words, "", lexicon) if words != part else None
