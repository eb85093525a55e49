"""What needs attention today, and how last month went."""
