"""Kills, power cuts, damage: what must never cost a word, and the machinery that proves it."""
