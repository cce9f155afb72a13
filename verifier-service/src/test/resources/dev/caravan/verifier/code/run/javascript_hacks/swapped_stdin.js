// Reads what is meant for the process that asks it.
const fs = require("fs");
function f(x) {
  const buffer = Buffer.alloc(1 << 16);
  const read = fs.readSync(0, buffer);
  return Number(/(\d+)\D*$/.exec(buffer.toString("utf8", 0, read))?.[1] ?? 0);
}
