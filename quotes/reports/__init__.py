"""Pages for people, made with Jinja2."""
