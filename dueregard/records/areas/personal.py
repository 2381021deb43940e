"""What the map keeps about people: nothing."""

ABOUT_NOBODY = {
    "areas.Area": "names of council areas",
    "areas.AreaLoad": "which table was loaded",
    "areas.BoundaryFile": "which file of shapes was loaded",
    "areas.PostcodeFile": "which file of postcodes was loaded",
    "areas.Shape": "shapes of council areas",
}
