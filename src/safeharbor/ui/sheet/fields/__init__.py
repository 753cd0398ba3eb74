"""What an answer is given with: one widget for each type of field."""
