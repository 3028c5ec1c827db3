"""The engine at an address."""

from index.address import EngineAddress
from index.engines.engine import Engine

SHARD = "engine"
"""The folder in that of a library in process, which the engine has for itself."""


def open_engine(address: EngineAddress) -> Engine:
    """Return the engine of a library; whether it can be used shows when it is."""
    if address.host is None:
        from index.engines.edge import open_edge

        return open_edge(address.folder / SHARD)
    from index.engines.client import open_server

    return open_server(address.host, address.port, address.collection)
