"""The home folder kept whole: checked, backed up, upgraded, personal data given up."""
