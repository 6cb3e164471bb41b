"""Papers that leave the office: reports, what was sent, templates, 公示."""
