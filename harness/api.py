"""The HTTP API and the player's page. Imports fastapi."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Response
from fastapi.staticfiles import StaticFiles

from harness.control import is_token
from harness.edge import MediaEdge
from harness.settings import Settings


class _Page(StaticFiles):
    """The built page: its name is asked for anew each time, its assets carry a hash and are kept."""

    def file_response(self, full_path: Any, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(full_path, *args, **kwargs)
        keep = "assets" in Path(full_path).parts
        response.headers["cache-control"] = "max-age=31536000, immutable" if keep else "no-cache"
        return response


def api(settings: Settings, edge: MediaEdge) -> FastAPI:
    """`/api/health`, `/api/stream/KEY`, `/origin-hooks/TOKEN/EVENT`, `/player/` and `/players/NAME/`."""
    app = FastAPI(openapi_url=None)

    @app.get("/api/health")
    async def health() -> dict[str, str]:
        return {"status": "ok", "edge": settings.edge}

    @app.get("/api/stream/{key}")
    async def stream(key: str) -> dict[str, Any]:
        return {"key": key, "live": await edge.is_live(key)}

    @app.post("/origin-hooks/{token}/{event}")
    async def heard(token: str, event: str, data: dict[str, Any]) -> dict[str, int]:
        if not is_token(token, settings.hooks_token):
            raise HTTPException(403, "only the origin knows the way here")
        return {"code": 0 if edge.hear(event, data) else 1}

    if Path(settings.player).is_dir():
        app.mount("/player", _Page(directory=settings.player, html=True))
    if settings.players and Path(settings.players).is_dir():
        app.mount("/players", _Page(directory=settings.players, html=True))
    return app
