"""The operating system: paths, atomic files, locks, preferences, log, the pipe client."""
