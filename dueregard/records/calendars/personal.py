"""What the calendars keep about people: nothing."""

ABOUT_NOBODY = {
    "calendars.HolidayFile": "bank holidays",
    "calendars.DayOverride": "single days and why they count otherwise",
    "calendars.SchoolClosure": "terms of schools",
}
