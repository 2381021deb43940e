"""What the calendars say today, and the pages that show it."""

from dueregard.records.calendars.queries.in_force import (
    HolidayChange,
    closures_of,
    current_holidays,
    holiday_changes,
    holidays_of,
    holidays_or_shipped,
)

__all__ = ["HolidayChange", "closures_of", "current_holidays", "holiday_changes", "holidays_of", "holidays_or_shipped"]
