"""The pages around the worksheets: the shelf, what was filled in, what was thrown away."""
