"""An invented part, the smallest that adds one thing of each kind. It is no part of the site: a test puts it there."""
