"""What can be asked, who makes it, and the queue between."""
