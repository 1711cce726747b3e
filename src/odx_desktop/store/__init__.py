"""The two encrypted files of a profile, their key, and the threads that own them."""
