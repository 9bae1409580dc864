"""Whether a point can be where an event is: near a town of the name that is told."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TypeAlias

from eventcal.reading.gazetteer import fold, gazetteer

Point: TypeAlias = tuple[float, float]
"""Latitude, longitude in degrees."""

FAR_KM = 150
"""Beyond which no hall is that of a town; on real pages all points lie within 10 km of the town that is told."""
DIAMETER_KM = 12_742  # of the earth


def is_far(point: Point, city: str, country: str | None) -> bool:
    """Whether a point is far from every town of that name, in that country where it is told; False where none is known.

    A small town that no gazetteer knows may share its name with a known one of its country, and then its point is far too: no
    point is better than one in the wrong sea, which is where latitude and longitude lead that are exchanged.
    """
    named = gazetteer().country(country) if country is not None else None
    towns = [town.geo for town in gazetteer().cities(fold(city)) if named is None or town.code == named.code]
    return bool(towns) and all(km_between(point, town) > FAR_KM for town in towns)


def km_between(one: Point, other: Point) -> float:
    """Kilometres along the earth, a sphere.

    >>> round(km_between((60.39, 5.32), (59.91, 10.75)))
    305
    """
    (south, west), (north, east) = ((radians(degrees) for degrees in point) for point in (one, other))
    part = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return DIAMETER_KM * asin(min(1.0, sqrt(part)))
