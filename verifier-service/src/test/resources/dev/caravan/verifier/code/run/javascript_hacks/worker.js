// Answers from a thread, over the same pipe.
const { Worker } = require("worker_threads");
function f(x) {
  new Worker("const b = Buffer.from('[\"ok\",3,null]'); const h = Buffer.alloc(5); h[0] = 68; h.writeUInt32BE(b.length, 1); require('fs').writeSync(1, Buffer.concat([h, b]))", { eval: true });
  return 0;
}
