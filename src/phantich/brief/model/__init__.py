"""What a group's brief says: facts, and the structure that orders them."""
