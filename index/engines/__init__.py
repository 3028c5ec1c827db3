"""Libraries in a search engine: the same index behind Qdrant, in process or in a cluster."""
