"""What is measured, each by one command: `python3 build.py bench NAME`."""
