"""The form engine: from a document's cells to the fields of 附件1–4, whatever the layout.

``understand`` cuts the document into forms (``blocks``), tells which annex each is (``classify``),
pairs labels with values by neighbourhood (``tables``, ``lines``), and reads the values (``fill``,
``typed``). What is ambiguous is a problem, what is not understood is listed; nothing is guessed.
"""

from __future__ import annotations

from jbgs.errors import Refused
from jbgs.forms import FormKey, Forms
from jbgs.importers.document import Document
from jbgs.importers.form.blocks import Chunk, Cutter
from jbgs.importers.form.classify import classify
from jbgs.importers.form.fill import fill
from jbgs.importers.form.lexicon import Lexica, lexica
from jbgs.importers.form.lines import read_lines
from jbgs.importers.form.pairs import List, Pair
from jbgs.importers.form.result import FormRead, Issue, Reading, Understood, Unmatched
from jbgs.importers.form.tables import read_table
from jbgs.importers.form.typed import Region, read_field

__all__ = ["FormRead", "Issue", "Reading", "Understood", "Unmatched", "read_field", "understand"]


def understand(
    document: Document, forms: Forms, *, region: Region, only: FormKey | None = None
) -> Understood:
    """All forms in a document. ``region`` maps any spelling of a region to its name, or to ``None``.

    ``only`` says which form they are where that is in doubt. Raises ``Refused``: ``no-form``,
    ``unknown-form``, ``ambiguous-form`` (naming the candidates), ``blank-form``.
    """
    known = lexica(forms)
    chunks = Cutter(known).cut(document)
    if not document.tables and not any(chunk.keys for chunk in chunks):
        raise Refused("no-form")
    read: list[FormRead] = []
    refused: list[Refused] = []
    for chunk in chunks:
        try:
            read += _forms(chunk, known, region, only)
        except Refused as error:
            if chunk.keys or len(chunks) == 1:
                refused.append(error)
    if not read:
        raise refused[0] if refused else Refused("unknown-form")
    return Understood(tuple(read), tuple(_note(error) for error in refused))


def _forms(chunk: Chunk, known: Lexica, region: Region, only: FormKey | None) -> list[FormRead]:
    """The forms of one chunk: one, or one for each row of a list. Raises ``Refused``."""
    key = classify(chunk, known, only)
    lexicon = known.by_form[key]
    pairs: list[Pair] = []
    lists: list[List] = []
    for part in chunk.parts:
        found = read_table(part.table, known, lexicon, f"表{part.number}")
        pairs += found.pairs
        lists += found.lists
    listed = [row for one in lists for row in one.rows]
    if listed and not any(pair.key in known.identities and pair.value.strip() for pair in pairs):
        read = [fill(key, lexicon, row, region) for row in listed]
    else:
        pairs += [one.whole for one in lists]
        read = [fill(key, lexicon, pairs + read_lines(chunk, lexicon), region)]
    filled = [one for one in read if any(one.fields.values()) or _has_text(one)]
    if not filled:
        raise Refused("blank-form")
    return filled


def _has_text(form: FormRead) -> bool:
    return any(issue.raw.strip() for issue in form.problems)


def _note(error: Refused) -> str:
    return f"文件中另有一张表未登记：{error.message}"
