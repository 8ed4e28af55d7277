"""Many reports: what goes in, who does them, what is kept of each, and how to go on after an end."""
