"""What the file says of itself: title, language, PDF/A-3 and PDF/UA-1, page labels, data inside."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from html import escape

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reports.merging.sheets import Matter

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
TOOL = "Sandu"
PRODUCER = "Sandu; WeasyPrint; pikepdf"


class About(msgspec.Struct, frozen=True):
    """What a report says of itself. `running` heads its left-hand pages; `made_on` is the date
    printed on it, never a clock's."""

    title: str
    running: str
    author: str
    subject: str
    made_on: dt.date
    language: str = "zh-CN"


class Attachment(msgspec.Struct, frozen=True):
    """A file carried inside the PDF: the data the report was made from."""

    name: str
    media_type: str
    description: str
    data: bytes


def describe(target: pikepdf.Pdf, about: About, colours: bytes) -> None:
    """Write identity, language and colour intent (`colours`: an sRGB ICC profile)."""
    made = about.made_on.isoformat() + "T00:00:00+08:00"
    values = {
        "title": about.title,
        "author": about.author,
        "subject": about.subject,
        "language": about.language,
        "made": made,
        "tool": TOOL,
        "producer": PRODUCER,
    }
    xmp = _XMP.format(**{key: escape(value) for key, value in values.items()})
    stream = target.make_stream(xmp.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root = target.Root
    root.Metadata = stream
    root.Lang = String(about.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode, root.PageLayout = Name.UseOutlines, Name.SinglePage
    stamp = String("D:" + about.made_on.strftime("%Y%m%d") + "000000+08'00'")
    target.docinfo = target.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Subject=String(about.subject),
            Creator=String(TOOL),
            Producer=String(PRODUCER),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
    profile = target.make_stream(colours)
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    root.OutputIntents = Array([target.make_indirect(intent)])


def attach(target: pikepdf.Pdf, files: Sequence[Attachment], made_on: dt.date) -> None:
    """Carry files as data the report is a view of (PDF/A-3, AFRelationship Data)."""
    stamp = String("D:" + made_on.strftime("%Y%m%d") + "000000+08'00'")
    names, specifications = Array(), Array()
    for file in sorted(files, key=lambda one: one.name):
        stream = target.make_stream(file.data)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name("/" + file.media_type)
        digest = hashlib.md5(file.data, usedforsecurity=False).digest()
        stream.Params = Dictionary(Size=len(file.data), ModDate=stamp, CheckSum=String(digest))
        specification = target.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(file.name),
                UF=String(file.name),
                Desc=String(file.description),
                AFRelationship=Name.Data,
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        names.append(String(file.name))
        names.append(specification)
        specifications.append(specification)
    if not files:
        return
    target.Root.Names.EmbeddedFiles = target.make_indirect(Dictionary(Names=names))
    target.Root.AF = specifications


def attachments(document: pikepdf.Pdf) -> dict[str, bytes]:
    """The files a PDF carries, by name."""
    files = document.Root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary())
    pairs = list(files.get("/Names", Array()))
    return {
        str(name): file.EF.F.read_bytes()
        for name, file in zip(pairs[::2], pairs[1::2], strict=True)
    }


def label_pages(target: pikepdf.Pdf, matters: Sequence[Matter]) -> None:
    """Page labels: front matter i, ii …, the body 1, 2 …; what a reader types to go there."""
    body = list(matters).index(Matter.BODY) if Matter.BODY in matters else len(matters)
    numbers: list[object] = [0, Dictionary(S=Name.r)] if body else []
    if body < len(matters):
        numbers += [body, Dictionary(S=Name.D)]
    target.Root.PageLabels = Dictionary(Nums=Array(numbers))
