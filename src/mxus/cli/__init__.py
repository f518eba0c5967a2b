"""The command line: what a person runs and looks at."""
