# ends: exit 4
import os


class Last:
    def __del__(self):
        os._exit(4)


last = Last()
del last
