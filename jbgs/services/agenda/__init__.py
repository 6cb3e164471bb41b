"""What there is to do, and how the office stands."""
