"""Use cases without Qt: each takes its parts in the constructor and returns futures."""
