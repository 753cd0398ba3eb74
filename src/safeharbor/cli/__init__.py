"""The terminal: subcommands without Qt."""
