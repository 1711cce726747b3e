"""The blocks of an opened item, each built only when the item has something for it."""
