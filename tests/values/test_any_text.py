"""On any text whatever: nothing raises, nothing hangs, and what is kept or shown is safe."""

import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs import values

PIECES = "0123456789.,-/~:()（）、年月日至万亿元叁佰拾零整约¥￥□☑√ \n企业其他@a转前O〇①"
TEXTS = st.one_of(st.text(), st.text(st.characters(categories=None)), st.text(PIECES, max_size=40))

PARSERS = {
    "amount": values.amount,
    "amount_wan": lambda text: values.amount(text, default_unit="万元", label_unit=text),
    "parse_capitals": values.parse_capitals,
    "day": values.day,
    "month": values.month,
    "quarter": values.quarter,
    "year": values.year,
    "period": values.period,
    "deadline_text": values.deadline_text,
    "phones": values.phones,
    "contact": values.contact,
    "email": values.email,
    "credit_code": values.credit_code,
    "options": lambda text: values.options(text, ("企业", "其他"), multiple=True, synonyms={"公司": "企业"}),
    "clean": values.clean,
    "one_line": values.one_line,
    "printable": values.printable,
    "normalise_label": values.normalise_label,
    "label_unit": values.label_unit,
    "is_placeholder": values.is_placeholder,
}


@given(TEXTS)
def test_no_parser_raises(text):
    for parse in PARSERS.values():
        parse(text)


@given(TEXTS)
def test_a_value_or_a_problem_or_nothing_written(text):
    for name in ("amount", "day", "period", "deadline_text", "email", "credit_code"):
        parsed = PARSERS[name](text)
        assert parsed.value is not None or parsed.problem or values.is_placeholder(text), name


@pytest.mark.parametrize(
    "seed", ["1", "1,", "一", "前完成", "(", "□", "\u0301\u0316", "合计", "副总", "a.", "@a.", "\n "]
)
@pytest.mark.parametrize("length", [90, 190, 480, 3900, 50_000])
def test_time_is_linear_in_the_text(seed, length):
    text = seed * (length // len(seed))
    start = time.process_time()
    for parse in PARSERS.values():
        parse(text)
    assert time.process_time() - start < 10


@given(TEXTS)
def test_kept_text_is_normal_and_clean(text):
    kept = values.clean(text)
    assert values.clean(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()
    assert all(line == line.rstrip() for line in kept.split("\n"))
    assert values.one_line(text) == " ".join(kept.split())
    kept.encode("utf-8")


@given(
    st.text(
        st.characters(categories=("Cc", "Cs", "Zl", "Zp", "L", "N"))
        | st.sampled_from("\u200b\u202e\u2066\ufeff\u00ad")
    )
)
def test_shown_text_cannot_steer_a_terminal(text):
    for shown in (values.printable(text), values.clean(text).replace("\n", "")):
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
        assert not any(
            unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "RLI") for c in shown
        )
        assert not set(shown) & set("\u200b\u202e\u2066\ufeff\u00ad")


def test_paragraphs_are_kept():
    assert values.clean("　一\r\n\r\n　　二 \v三\n") == "一\n\n　　二\n三"


def test_every_public_name_is_where_the_table_says():
    for name in values._MODULES:
        assert getattr(values, name).__name__ == name if callable(getattr(values, name)) else name.isupper()
    with pytest.raises(AttributeError, match="nonsense"):
        _ = values.nonsense


def test_printing_money_does_not_load_what_reads_forms():
    program = (
        "import sys, jbgs.values as v; v.money_text; print([m for m in sys.modules if 'jbgs.values.' in m])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['jbgs.values.money']"
