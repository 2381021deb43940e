"""What each app adds to the site, and how that comes together: constants and the rules for them, no code of an app."""
