"""Style sheets under an address that changes with their content, so they may be kept for ever."""

import gzip
import mimetypes
from functools import cache

from litestar import Response, get
from litestar.params import FromPath

from consult.errors import NotFound
from consult.templating import static_hash, template_dir
from consult.web.guards import PUBLIC
from consult.web.pages import takes_gzip
from consult.web.request import Req

_FOLDERS = ("css", "js", "img")


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    """Every servable file by its name: content and media type. Read once, and nothing else."""
    root = template_dir()
    found = (path for folder in _FOLDERS for path in (root / folder).glob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): (
            path.read_bytes(),
            mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        )
        for path in found
    }


@cache
def _squeezed(name: str) -> bytes:
    return gzip.compress(_files()[name][0], mtime=0)


@get("/static/{digest:str}/{folder:str}/{name:str}", access=PUBLIC, name="static:show")
async def static_file(
    request: Req, digest: FromPath[str], folder: FromPath[str], name: FromPath[str]
) -> Response[bytes]:
    """A file by folder and name. An old digest gets today's file, which is then not kept."""
    whole = f"{folder}/{name}"
    found = _files().get(whole)
    if found is None:
        raise NotFound("没有这个文件。")
    data, kind = found
    fresh = digest == static_hash()
    keep = "public, max-age=31536000, immutable" if fresh else "no-store"
    headers = {"cache-control": keep, "vary": "accept-encoding"}
    if takes_gzip(request):
        data = _squeezed(whole)
        headers["content-encoding"] = "gzip"
    return Response(data, media_type=kind, headers=headers)
