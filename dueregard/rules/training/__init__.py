"""Records of training: where in slides or sound a sentence is, what may be shown of it, how sessions compare."""
