"""Tests of what is known of incidents that come back."""
