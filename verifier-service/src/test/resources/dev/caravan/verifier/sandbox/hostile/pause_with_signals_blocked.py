# ends: TIME
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
signal.sigwait({signal.SIGUSR1})
