"""WordprocessingML by the element (ECMA-376, part 1, 17)."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def made(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element of Word's namespace with its attributes, a trailing _ of whose names is dropped,
    and children in order."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name.rstrip('_')}"), str(value))
    element.extend(children)
    return element


def text(words: str, properties: BaseOxmlElement | None = None) -> BaseOxmlElement:
    """A run of words; tabs and line breaks are Word's own."""
    run = OxmlElement("w:r")
    run.text = words
    if properties is not None:
        run.insert(0, properties)
    return run
