"""How a filled worksheet goes onto paper: laid out once, then printed, saved or looked at."""
