"""Words to make a passphrase of: 512 plain things to see, touch or taste.

Each word drawn at random is worth nine bits, so six of them are worth 54. Who draws them is up to
the caller; here they are only read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.resources import resources_root

COUNT: Final = 512
_FILE: Final = "passphrase_words.txt"


def load_words(language: str = LANGUAGE, folder: Path | None = None) -> tuple[str, ...]:
    """The words of ``language``, all different.

    Args:
        language: the name of its folder, such as ``en``.
        folder: the folder that holds the languages; the shipped content where it is left out.

    Raises:
        HarborError: RESOURCE_MISSING, when the list is not there or is not whole.
    """
    try:
        root = folder or resources_root() / "content"
        words = (root / language / _FILE).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=_FILE) from error
    if len(set(words)) != COUNT or len(words) != COUNT:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=_FILE)
    return tuple(words)
