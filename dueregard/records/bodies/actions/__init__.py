"""The only writers of the register: one module a verb."""
