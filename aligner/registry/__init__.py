"""Models on disk: cards, store, download, conversion. Here "model" always means weights."""
