"""What a page of HTML has around and between its text: menus, buttons, what is hidden."""

from corpus.formats.markup.tree import Element, attribute

_SILENT = {
    *("script", "style", "nav", "footer", "form", "button", "input", "select", "textarea"),
    *("noscript", "template", "svg", "iframe", "object", "audio", "video", "canvas", "head"),
    *("dialog", "menu", "rp", "rt", "del", "map", "embed", "datalist", "label"),
}
_PARTS = {"div", "ul", "ol", "section", "aside", "span", "p", "table"}
_KINDS = {
    *("toc", "table-of-contents", "tableofcontents", "breadcrumb", "breadcrumbs", "navbox"),
    *("mw-editsection", "noprint", "skip-link", "skiplink", "skip-to-content"),
}
_ROLES = {"navigation", "search", "contentinfo", "banner", "doc-toc"}
_RUNNING_HEADS = {"header", "footer"}


def is_furniture(element: Element) -> bool:
    """Whether an element is no text of the page, or is not shown."""
    if element.tag in _SILENT or element.get("role", "") in _ROLES:
        return True
    if element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return True
    style = "".join(element.get("style", "").lower().split())
    if "display:none" in style or "visibility:hidden" in style:
        return next(element.iter("math"), None) is None
    return element.tag in _PARTS and _says_so(element)


def _says_so(element: Element) -> bool:
    """Whether class, id or title name it so; word processors call running heads titles."""
    said = f"{attribute(element, 'class')} {attribute(element, 'id')}".lower().split()
    return not _KINDS.isdisjoint(said) or element.get("title", "") in _RUNNING_HEADS
