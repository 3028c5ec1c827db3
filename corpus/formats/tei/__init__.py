"""TEI, the XML of edited texts and of GROBID."""
