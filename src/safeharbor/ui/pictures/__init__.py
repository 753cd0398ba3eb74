"""Pictures of what was answered, painted by the same code on the screen and on paper."""
