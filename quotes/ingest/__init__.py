"""Files and pages become Articles."""
