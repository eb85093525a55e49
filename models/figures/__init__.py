"""The figures of DESIGN section 5: pure functions of facts, a period and an *as of* instant."""
