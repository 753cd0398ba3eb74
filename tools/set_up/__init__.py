"""The set-up behind ``run.py``: standard library only, because nothing else is there yet."""
