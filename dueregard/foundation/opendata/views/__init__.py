"""Answers for programs, and the pages that explain them."""
