"""What the vault tests share beside their fixtures."""

from __future__ import annotations

import datetime as dt

from safeharbor.vault.kdf import Argon2Params

TODAY = dt.date(2026, 11, 21)
PASSPHRASE = "a quiet harbour at dawn"
# The least that a reader accepts.
CHEAP = Argon2Params(m_kib=64 * 1024, t=2, p=4)
