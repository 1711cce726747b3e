"""What a face may ask and order; the only door between the faces and everything behind."""
