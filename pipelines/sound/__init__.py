"""Sound as samples: what every wing does to it."""
