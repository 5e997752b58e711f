"""Print the description of the desk's interface."""

import sys

from fogline.web.describe import describe_interface

sys.stdout.write(describe_interface())
