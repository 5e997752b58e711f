"""Bring alerts to people: by e-mail, to a webhook, or by any service that apprise knows."""
