"""Turns what people wrote in WordPress into our blocks: HTML in, plain values out. No Django."""
