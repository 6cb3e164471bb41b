"""One small module per noun: arguments in, a service called, the result drawn."""
