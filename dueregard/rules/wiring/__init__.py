"""What each app adds to the site, and how all of it is put together: constants and rules, no code of an app."""
