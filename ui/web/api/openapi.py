"""What the server offers to programs, as an OpenAPI document."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from corpus.installing import PACKAGE
from ui.web.api.descriptions import Description
from ui.web.api.tool_server import NAME

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

PATH = "/openapi.json"
PREFIX = "/gradio_api/run/"


def add_openapi(site: "FastAPI", descriptions: Iterable[Description], *, root: str = "") -> None:
    """Serve the document; behind a proxy, functions are found under the path `root`."""
    from starlette.responses import JSONResponse

    document = openapi_of(descriptions, root=root)

    async def tell(_: "Request") -> JSONResponse:
        return JSONResponse(document)

    site.add_route(PATH, tell, methods=["GET"])


def openapi_of(descriptions: Iterable[Description], *, root: str = "") -> dict[str, Any]:
    """Return the document (OpenAPI 3.1): a path for each function."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": NAME,
            "version": version(PACKAGE),
            "description": "Answers about papers; every sentence has a footnote to its passage.",
        },
        "servers": [{"url": root or "/"}],
        "paths": {f"{PREFIX}{one.name}": {"post": _operation(one)} for one in descriptions},
    }


def _operation(one: Description) -> dict[str, Any]:
    """Return what is sent to a function and what it answers: a list of one document."""
    answer = {
        "type": "object",
        "properties": {"data": {"type": "array", "items": {"type": "object"}}},
    }
    return {
        "operationId": one.name,
        "summary": one.text.partition("\n")[0],
        "description": one.text,
        "requestBody": {"content": _json(dict(one.schema)), "required": bool(one.arguments)},
        "responses": {
            "200": {"description": "The document, alone in `data`.", "content": _json(answer)},
            "422": {"description": "An argument is missing.", "content": _json(_told("detail"))},
            "500": {
                "description": "It cannot be answered, and why.",
                "content": _json(_told("error")),
            },
        },
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _told(name: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"}}}
