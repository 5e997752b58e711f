"""Read languages that have no parser, by the words of their `languages/<code>.toml` alone."""

from fogline.reading.lexical.reader import LexicalReader, LexicalReaders

__all__ = ["LexicalReader", "LexicalReaders"]
