# ends: SIGNAL
import ctypes

ctypes.string_at(0)
