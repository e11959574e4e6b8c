"""Parse XML from a stranger: no document type, no entities, no network, bounded depth."""

import re
from typing import Any, Final

from lxml import etree

from drafts.formats.file_reading import Unreadable

_DOCTYPE: Final = re.compile(rb"<\s{0,9}!\s{0,9}(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse(data: bytes) -> Any:
    """The root element. Raises Unreadable.

    A document type is refused before any parser sees it (XXE, billion laughs): neither Word nor
    Akoma Ntoso has one. libxml2 bounds the depth (256) and the length of one text (10 MB).
    """
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        raise _typed()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable(_reason(str(error))) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _typed()
    return root


def _typed() -> Unreadable:
    return Unreadable(
        "里面的 XML 带有文档类型声明（DOCTYPE），不予打开。请删去声明，另存后再上传。"
    )


def _reason(error: str) -> str:
    if "xcessive depth" in error:
        return "里面的 XML 嵌套太深，不予打开。请另存后再上传。"
    return "里面的 XML 不完整或者有错。请在原来的软件里打开，另存后再上传。"


def local(node: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
