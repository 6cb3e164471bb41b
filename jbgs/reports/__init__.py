"""Records in, a table or a letter out; pure."""
