#!/usr/bin/env python
import sys

from pace.command_line import run

if __name__ == "__main__":
    run(sys.argv)
