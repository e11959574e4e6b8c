"""`consult serve`: the site."""

from contextlib import suppress
from socket import socket

import click

from cli.application import require_tables
from cli.argument import Whole
from cli.command import command
from cli.crew import crew
from cli.text import _, say


@command(
    "serve",
    help=_("运行网站。前面应有负责 HTTPS 的反向代理；Ctrl-C 停止。"),
    example="consult serve\nconsult serve --host 0.0.0.0 --port 8080",
)
@click.option("--host", metavar=_("地址").upper(), help=_("监听地址，默认 127.0.0.1"))
@click.option("--port", type=Whole(1, 65535), metavar="N", help=_("监听端口，默认 8000"))
def serve(host: str | None, port: int | None) -> None:
    """Run the web application until it is told to stop."""
    import uvicorn

    from consult.config import load, with_secret
    from consult.web import log
    from consult.web.app import create_app

    settings = with_secret(load())
    require_tables(settings.database_url)
    host, port = host or settings.host, port or settings.port
    click.echo(say("网站在 http://{host}:{port} ，Ctrl-C 停止。", host=host, port=port), err=True)
    log.to_stderr()
    app = create_app(settings)

    class Server(uvicorn.Server):
        """Ends the streams before it waits for every connection to be over."""

        async def shutdown(self, sockets: list[socket] | None = None) -> None:
            await app.state.site.watch.close()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # the site writes its own, without the codes of receipts
        proxy_headers=False,  # whom to believe is the application's own setting
        server_header=False,
    )
    with suppress(KeyboardInterrupt), crew(settings.workers):  # the first is how one stops it
        Server(config).run()
