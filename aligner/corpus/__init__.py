"""From folders of documents to a clean parallel corpus."""
