# ends: held
import multiprocessing

try:
    process = multiprocessing.get_context("fork").Process(target=print, args=("forks",))
    process.start()
    print("starts a process")
except OSError:
    print("held")
