"""One vault of each released format, kept for ever."""
