"""Loading and checking the content files under resources/."""
