"""What the program does, without a terminal: each function is one thing that an office does."""
