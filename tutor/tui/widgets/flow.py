"""A layout that sets widgets side by side, and on the next line where there is no more room."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.layout import ArrangeResult
from textual.layouts.horizontal import HorizontalLayout
from textual.widget import Widget


class Flow(HorizontalLayout):
    """Lines of widgets of their own width; a line is as high as its highest widget."""

    name = "flow"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        placed = []
        x = y = height = 0
        for placement in super().arrange(parent, children, size, greedy):
            region, gap = placement.region, placement.margin.right
            if x and x + region.width > size.width:
                x, y, height = 0, y + height, 0
            placed.append(placement._replace(region=Region(x, y, region.width, region.height)))
            x, height = x + region.width + gap, max(height, region.height)
        return placed
