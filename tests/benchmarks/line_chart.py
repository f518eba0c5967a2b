"""A chart of lines as SVG with logarithmic axes, for what the benchmarks measure: it needs no package and is small."""

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape


def line_chart(title: str, lines: Mapping[str, Sequence[tuple[float, float]]], *, x_label: str, y_label: str) -> str:
    """Return a chart of lines as SVG, both axes logarithmic."""
    width, height, left, bottom, top, right = 720, 360, 64, 48, 40, 170
    points = [point for line in lines.values() for point in line]
    (x0, x1), (y0, y1) = (
        (min(ends), max(ends)) for ends in zip(*((math.log10(x), math.log10(y)) for x, y in points), strict=True)
    )
    x1, y1 = x1 + (x1 == x0), y1 + (y1 == y0)

    def place(x: float, y: float) -> tuple[float, float]:
        across = left + (math.log10(x) - x0) / (x1 - x0) * (width - left - right)
        up = height - bottom - (math.log10(y) - y0) / (y1 - y0) * (height - bottom - top)
        return round(across, 1), round(up, 1)

    def ticks(low: float, high: float) -> list[float]:
        return [10.0**power for power in range(math.ceil(low), math.floor(high) + 1)]

    text = 'font-family="sans-serif" font-size="12"'
    middle = f'text-anchor="middle" {text}'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{left}" y="20" {text} font-weight="bold">{escape(title)}</text>',
        f'<text x="{(left + width - right) / 2}" y="{height - 8}" {middle}>{escape(x_label)}</text>',
        f'<text transform="translate(14 {height / 2}) rotate(-90)" {middle}>{escape(y_label)}</text>',
    ]
    for x in ticks(x0, x1):
        across, _ = place(x, 10**y0)
        parts.append(f'<path d="M{across} {top}V{height - bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{across}" y="{height - bottom + 16}" {middle}>{x:,.0f}</text>')
    for y in ticks(y0, y1):
        _, up = place(10**x0, y)
        parts.append(f'<path d="M{left} {up}H{width - right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{up + 4}" text-anchor="end" {text}>{y:g}</text>')
    looks = (("#0b5394", "none"), ("#b45f06", "6 3"), ("#38761d", "2 3"))
    for number, ((name, line), (color, dashes)) in enumerate(zip(lines.items(), looks, strict=False)):
        path = " ".join(f"{x},{y}" for x, y in (place(*point) for point in line))
        drawn = f'fill="none" stroke="{color}" stroke-width="2" stroke-dasharray="{dashes}"'
        parts.append(f'<polyline points="{path}" {drawn}/>')
        across, up = width - right + 10, top + 10 + 20 * number
        parts.append(f'<path d="M{across} {up}h20" {drawn}/>')
        parts.append(f'<text x="{across + 26}" y="{up + 4}" {text}>{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
