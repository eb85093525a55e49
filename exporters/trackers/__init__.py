"""Jira, GitHub and incoming webhooks: action items out to where people work, and back."""
