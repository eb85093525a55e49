"""Where a postmortem is written: outline, form, inspector."""
