"""The typed values of a form and of the command line: pure, and no number is ever guessed.

Every name below is loaded from its module when it is first asked for, so that a command which only
prints money does not compile the patterns that read forms.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jbgs.values.amounts import UNITS as UNITS
    from jbgs.values.amounts import amount as amount
    from jbgs.values.codes import credit_code as credit_code
    from jbgs.values.codes import email as email
    from jbgs.values.codes import is_credit_code as is_credit_code
    from jbgs.values.codes import legal_form as legal_form
    from jbgs.values.dates import Period as Period
    from jbgs.values.dates import day as day
    from jbgs.values.dates import deadline_text as deadline_text
    from jbgs.values.dates import month as month
    from jbgs.values.dates import period as period
    from jbgs.values.dates import quarter as quarter
    from jbgs.values.dates import year as year
    from jbgs.values.label import is_empty_answer as is_empty_answer
    from jbgs.values.label import is_placeholder as is_placeholder
    from jbgs.values.label import label_unit as label_unit
    from jbgs.values.label import normalise_label as normalise_label
    from jbgs.values.label import stated_unit as stated_unit
    from jbgs.values.likely import KINDS as KINDS
    from jbgs.values.likely import is_organisation as is_organisation
    from jbgs.values.likely import is_person as is_person
    from jbgs.values.likely import kind_of as kind_of
    from jbgs.values.masking import masked as masked
    from jbgs.values.money import money_text as money_text
    from jbgs.values.money import round_fen as round_fen
    from jbgs.values.money import wan as wan
    from jbgs.values.money import yuan as yuan
    from jbgs.values.money import yuan_text as yuan_text
    from jbgs.values.names import same as same
    from jbgs.values.numerals import capitals as capitals
    from jbgs.values.numerals import parse_capitals as parse_capitals
    from jbgs.values.parsed import Parsed as Parsed
    from jbgs.values.people import Contact as Contact
    from jbgs.values.people import contact as contact
    from jbgs.values.telephone import Phones as Phones
    from jbgs.values.telephone import phones as phones
    from jbgs.values.text import clean as clean
    from jbgs.values.text import compact as compact
    from jbgs.values.text import one_line as one_line
    from jbgs.values.text import printable as printable
    from jbgs.values.ticks import has_marks as has_marks
    from jbgs.values.ticks import options as options
    from jbgs.values.ticks import options_in as options_in

_NAMES = {
    "amounts": ("UNITS", "amount"),
    "codes": ("credit_code", "email", "is_credit_code", "legal_form"),
    "dates": ("Period", "day", "deadline_text", "month", "period", "quarter", "year"),
    "label": ("is_empty_answer", "is_placeholder", "label_unit", "normalise_label", "stated_unit"),
    "masking": ("masked",),
    "likely": ("KINDS", "is_organisation", "is_person", "kind_of"),
    "money": ("money_text", "round_fen", "wan", "yuan", "yuan_text"),
    "names": ("same",),
    "numerals": ("capitals", "parse_capitals"),
    "parsed": ("Parsed",),
    "people": ("Contact", "contact"),
    "telephone": ("Phones", "phones"),
    "text": ("clean", "compact", "one_line", "printable"),
    "ticks": ("has_marks", "options", "options_in"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
