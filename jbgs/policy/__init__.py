"""The policy as dated data with clauses: rates, caps, recipients, regions and their payers.

The reader builds plain frozen records, not pydantic models, because every command needs the
regions and pydantic alone costs more than all of Typer (docs/architecture.md, Speed).
"""

from jbgs.policy.reader import load, parse
from jbgs.policy.rules import OUTSIDE, Payer, Policy, Rate, Region, Setting, TrackInfo

OWN = "policy.toml"
"""The file in an office's home folder with its own rows."""

__all__ = ["OUTSIDE", "OWN", "Payer", "Policy", "Rate", "Region", "Setting", "TrackInfo", "load", "parse"]
