"""What engines with pretrained models share: sounds that are brought, takes, joins, and the finished piece."""
