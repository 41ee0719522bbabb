"""How the project's models and lexicons are made; nothing else imports this."""
