"""The pages of the calendars: the public calculator and the administrator's page."""
