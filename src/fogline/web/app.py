"""Make the application: every route under `/api`, the page, errors, and the headers that keep the page safe."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from fogline.casebook import Casebook
from fogline.web import live, local
from fogline.web.answers import add_error_answers
from fogline.web.desk import Desk
from fogline.web.identity import Gate
from fogline.web.page import Headers, page_app
from fogline.web.routes import book, claims, exports, incidents, known, outlook, reports, review, team

__all__ = ["LOOPBACK", "create_app"]

ROUTERS = (
    book.router, claims.router, incidents.router, reports.router, known.router, outlook.router, review.router,
    exports.router, team.router, live.router,
)  # fmt: skip

LOOPBACK = ("127.0.0.1", "localhost")
"""Names under which a desk on this machine is asked for: another one is a page that had its name changed to ours."""

ABOUT = """The desk of a casebook: claims and incidents, sides and histories, questions and forecasts, and the decisions
of people. Lists have `total`, `rows` and `next`; errors have `error` and `hint`."""


def create_app(casebook: Casebook, gate: Gate, *, hosts: Sequence[str] = LOOPBACK) -> FastAPI:
    """Return the application that serves a casebook to whom `gate` lets in.

    Args:
        casebook: what is served.
        gate: who tells people apart.
        hosts: names under which it is asked for; a request under another one is refused.
    """
    desk = Desk(casebook, gate)

    @asynccontextmanager
    async def kept_up(_: FastAPI) -> AsyncIterator[None]:
        with desk.upkeep, app.state.live:
            yield

    app = FastAPI(
        lifespan=kept_up,
        title="fogline desk",
        description=ABOUT,
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        separate_input_output_schemas=False,
    )
    app.state.desk = desk
    app.state.live = live.Live(desk)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(Headers)
    add_error_answers(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api")
    app.include_router(local.router)
    app.mount("/", page_app())
    return app
