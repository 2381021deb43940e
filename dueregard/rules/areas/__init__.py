"""Areas of councils: which one a code means on a day, how they are drawn as hexagons, how a postcode is read."""
