"""Which flowable stands where on which page."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from exporters.pdf.flowables import ENDLESS, is_kept, least_height

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Placed:
    """A flowable and the distance of its upper edge from the text's upper edge."""

    flowable: Flowable
    top: float


Page = tuple[Placed, ...]


class PageBreak(Flowable):
    """Ends the page; at the top of one it does nothing."""


def paginated(flowables: Sequence[Flowable], width: float, height: float) -> tuple[Page, ...]:
    """Flowables on pages whose text is `width` by `height`.

    A flowable that is kept with the next one is never the last on its page. What does not fit is
    divided where it can be, and else begins the next page.
    """
    queue = deque(flowables)
    pages: list[list[Placed]] = [[]]
    below = after = 0.0
    while queue:
        flowable = queue.popleft()
        page = pages[-1]
        if isinstance(flowable, PageBreak):
            if page:
                pages.append([])
                below = after = 0.0
            continue
        top = below + max(after, flowable.getSpaceBefore()) if page else 0.0
        room = height - top
        tall = flowable.wrap(width, max(room, 0))[1]
        # What no page could hold together is not kept together.
        if page and room + _SLACK < _needed(flowable, queue, tall, width) <= height:
            pages.append([])
            queue.appendleft(flowable)
            continue
        if tall <= room + _SLACK:
            page.append(Placed(flowable, top))
            below, after = top + tall, flowable.getSpaceAfter()
            continue
        halves = flowable.split(width, room)
        if len(halves) == 2:
            halves[0].wrap(width, ENDLESS)
            page.append(Placed(halves[0], top))
            queue.appendleft(halves[1])
        elif page:
            queue.appendleft(flowable)
        else:
            # Taller than a page and indivisible: it is cut off rather than lost or looped on.
            page.append(Placed(flowable, top))
        pages.append([])
    return tuple(tuple(page) for page in pages if page)


def _needed(
    flowable: Flowable, following: Sequence[Flowable] | deque[Flowable], tall: float, width: float
) -> float:
    """The height that must be left for `flowable` to begin here."""
    if not is_kept(flowable):
        return min(tall, least_height(flowable, width))
    needed, after = tall, flowable.getSpaceAfter()
    for one in following:
        needed += max(after, one.getSpaceBefore())
        if not is_kept(one):
            return needed + least_height(one, width)
        needed, after = needed + one.wrap(width, ENDLESS)[1], one.getSpaceAfter()
    return needed
