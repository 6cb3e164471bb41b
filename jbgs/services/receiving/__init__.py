"""From files to records: read, understood, registered, corrected, asked about."""
