# ends: SIGNAL
import os

os.abort()
