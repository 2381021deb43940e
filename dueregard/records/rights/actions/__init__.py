"""What the site does for people who ask about their data: requests, erasing, and periods that it keeps by itself."""
