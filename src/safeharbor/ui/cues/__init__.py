"""Cues for the ear beside the picture: soft tones and spoken lines, both off until chosen."""
