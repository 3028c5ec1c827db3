"""What the bodies of all XML have in common: elements are written into a flow, block by block."""

from abc import ABC, abstractmethod

from corpus.formats.markup.flow import Flow
from corpus.formats.markup.tree import Element, contents


class Body(ABC):
    """Writes elements into a flow; a format says what its blocks and its inline elements are."""

    _flow: Flow

    @abstractmethod
    def _block(self, element: Element, level: int) -> None: ...

    @abstractmethod
    def _inline(self, element: Element, *, is_raised: bool = False) -> None: ...

    def heading(self, title: str, level: int) -> None:
        """Write a heading that the file has no element for."""
        self._flow.write(title)
        self._flow.close(level)

    def blocks(self, element: Element, level: int, *, without: Element | None = None) -> None:
        """Write what is inside an element, but for one part; inner sections are of the level."""
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content)
            elif content is not without:
                self._block(content, level)
        self._flow.close()

    def _inlines(self, element: Element, *, is_raised: bool = False) -> None:
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content, is_raised=is_raised)
            else:
                self._inline(content, is_raised=is_raised)
