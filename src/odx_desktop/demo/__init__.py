"""The demo organisation: a far end of real HTTP servers, met by the product over HTTP only."""
