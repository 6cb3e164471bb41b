"""Records that are an office's, not one project's: a module for each kind, listed in ``models.SCHEMAS``."""
