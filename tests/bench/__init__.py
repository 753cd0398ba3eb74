"""Figures as ratios to the barest thing that could do the same, taken in the same run."""
