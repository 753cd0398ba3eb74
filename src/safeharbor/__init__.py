"""SafeHarbor: a private, offline wellbeing program for the desktop."""

__version__ = "0.1.0"

APP_ID = "org.safeharbor.SafeHarbor"
"""What the installed menu entry is named by; a test compares it with the packaging."""

RELEASES_PAGE = ""
"""Where new versions are listed: Releases under [project.urls] in pyproject.toml, "" until then.

It stands here because a frozen program has no metadata; a test compares the two.
"""
