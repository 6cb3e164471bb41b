"""The policy as dated data with clauses: rates, caps, recipients, regions and their payers.

The reader builds plain frozen records, not pydantic models, because every command needs the
regions and pydantic alone costs more than all of Typer (docs/architecture.md, Speed).
"""

from jbgs.policy.reader import load, parse
from jbgs.policy.rules import OUTSIDE, Payer, Policy, Rate, Region, Setting, TrackInfo

__all__ = ["OUTSIDE", "Payer", "Policy", "Rate", "Region", "Setting", "TrackInfo", "load", "parse"]
