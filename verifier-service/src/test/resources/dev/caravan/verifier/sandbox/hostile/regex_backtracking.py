# ends: CPU
import re

re.match(r"(a*)*b", "a" * 5000)
