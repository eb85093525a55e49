"""What ships as data: fonts, icons, theme tokens, templates, policy, word lists, demo library."""
