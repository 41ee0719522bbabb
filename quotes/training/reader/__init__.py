"""Learns the network of the learned reader from annotated articles."""
