"""Scores against hand-made gold."""
