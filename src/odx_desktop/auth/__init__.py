"""Ways into a source: what a request needs so that it goes out as the person."""
