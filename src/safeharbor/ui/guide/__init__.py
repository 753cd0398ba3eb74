"""The player of a step of a guide: its cards, its questions, and a way out of it at any time."""
