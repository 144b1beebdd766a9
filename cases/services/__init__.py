"""Writes about who may know of a child, and what needs no clock."""
