"""Is the site alive."""

from litestar import MediaType, Response, get

from consult.services.records import schema
from consult.web.guards import PUBLIC


@get("/healthz", access=PUBLIC, name="health:show", media_type=MediaType.TEXT)
async def health() -> Response[str]:
    """200 when the database answers and is up to date, 503 when migrations wait; no secrets."""
    waiting = await schema.pending()
    if waiting:
        return Response(f"{waiting} migrations to run: consult migrate\n", status_code=503)
    return Response("ok\n")
