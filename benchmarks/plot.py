"""Draws cost against size as SVG: both axes logarithmic, a line for each engine. Nothing is measured here."""

from collections.abc import Mapping
from math import log10
from statistics import geometric_mean
from typing import Any

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 720, 400, 70, 34, 50, 170
COLOURS = (
    "#0b5351",
    "#c1440e",
    "#7a5195",
    "#5b8a00",
    "#444444",
    "#1f77b4",
    "#b8860b",
    "#999999",
    "#8c564b",
    "#d81b8c",
    "#2ca02c",
    "#00a5c8",
)


def plot(figures: Mapping[int, Mapping[str, Any]]) -> str:
    """An SVG of the geometric mean over the classes of the median microseconds of a question, by engine and size."""
    sizes = sorted(figures)
    names = list(dict.fromkeys(name for size in sizes for name in figures[size]["p50"]))
    lines = {
        name: [
            (size, geometric_mean(figures[size]["p50"][name].values()))
            for size in sizes
            if name in figures[size]["p50"]
        ]
        for name in names
    }
    costs = [cost for line in lines.values() for _, cost in line]
    low, high = int(log10(min(costs))), int(log10(max(costs))) + 1
    first, last = log10(sizes[0]), max(log10(sizes[-1]), log10(sizes[0]) + 1)

    def at(size: float, cost: float) -> tuple[float, float]:
        across = LEFT + (log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)
        down = TOP + (high - log10(cost)) / (high - low) * (HEIGHT - TOP - BOTTOM)
        return round(across, 1), round(down, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(low, high + 1):
        x, y = at(sizes[0], 10**power)
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10**power:,} µs</text>')
    for size in sizes:
        x, y = at(size, 10**low)
        parts.append(f'<text x="{x}" y="{y + 20}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{LEFT}" y="14">microseconds of a question: geometric mean of the classes each has</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">documents</text>')
    ends = sorted((at(*line[-1])[1], name) for name, line in lines.items())
    label = -20.0
    for y, name in ends:
        label = max(y, label + 14)  # labels of lines that end near each other are set one below the other
        colour = COLOURS[names.index(name) % len(COLOURS)]
        points = " ".join(f"{x},{down}" for x, down in (at(*one) for one in lines[name]))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x}" cy="{down}" r="3" fill="{colour}"/>' for x, down in (at(*one) for one in lines[name])
        ]
        parts.append(f'<text x="{at(*lines[name][-1])[0] + 8}" y="{label + 4}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])
