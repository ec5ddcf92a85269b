"""The whole site as readers meet it: its files, its links, and its pages in Chromium."""
