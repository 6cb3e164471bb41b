"""``python -m jbgs``."""

from jbgs.cli import main

main()
