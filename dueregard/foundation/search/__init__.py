"""The search index: what may be found, by whom, and where. Knows words and permissions, not what they are of.

To make something of another app findable:

1. Write `queries/findable.py` in that app with two functions. `load(keys)` takes ids as text and yields the `Findable`
   (rules/search/findable) of those that exist, with their permissions; it asks for all of them at once, in a fixed
   number of queries. A row may give several: say `of` where its kind is not theirs. `all_keys()` yields every id,
   in lists as long as `load` should get (queries/kinds has `in_lists`).
2. Name the module in the app's `ADDS` under the kind of the rows (`findables`), and the words for it (`kinds`).
3. Call `mark_changed` (actions/mark_changed) in each action that changes a text, a title or who may read it, inside the
   action's own transaction.

The index is derived: `dueregard index audit` compares it with the rows, `dueregard index rebuild` makes it anew.
"""
