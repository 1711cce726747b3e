"""The command line: arguments in, one object or plain sentences out; never a display."""
