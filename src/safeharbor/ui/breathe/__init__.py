"""What the breathing screen is cut into, and what it loads only once somebody breathes."""
