"""Forms on the screen: their questions one under the other, and what is held while one is open."""
