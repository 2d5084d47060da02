"""One reader a document format: file to text and article."""
