"""Contracts, what was paid under them, and the subsidies due, paid and returned."""
