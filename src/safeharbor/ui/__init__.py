"""The window: Qt lives here and in launch.py only."""
