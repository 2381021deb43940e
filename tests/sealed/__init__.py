"""The sealed inbox in the browser, and the vectors that every side of its protocol is held to."""
