"""The parts of the place of the guides: the shelf, the page of a guide, and what was written."""
