"""The parts of the Calm page: the shelf, the set-up of a practice, patterns of one's own."""
