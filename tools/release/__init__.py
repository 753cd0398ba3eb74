"""Pure parts of packaging: scripts in ``packaging/`` and the workflows call them."""
