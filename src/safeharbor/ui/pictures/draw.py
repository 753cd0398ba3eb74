"""Every kind of picture by what it is made of."""

from __future__ import annotations

from safeharbor.domain.pictures import (
    Gaps,
    Ladder,
    Month,
    OverTime,
    PictureData,
    Rings,
    Shares,
)
from safeharbor.ui.pictures.gap import gap_picture
from safeharbor.ui.pictures.ink import Ink, Painting
from safeharbor.ui.pictures.ladder import ladder_picture
from safeharbor.ui.pictures.month import month_picture
from safeharbor.ui.pictures.over_time import over_time_picture
from safeharbor.ui.pictures.rings import rings_picture
from safeharbor.ui.pictures.shares import shares_picture


def draw(data: PictureData, ink: Ink, width: float) -> Painting:
    """The picture of ``data``, ``width`` wide."""
    match data:
        case Gaps():
            return gap_picture(data, ink, width)
        case Ladder():
            return ladder_picture(data, ink, width)
        case Month():
            return month_picture(data, ink, width)
        case OverTime():
            return over_time_picture(data, ink, width)
        case Rings():
            return rings_picture(data, ink, width)
        case Shares():
            return shares_picture(data, ink, width)
