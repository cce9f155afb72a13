// Answers with values of kinds that there are not.
const fs = require("fs");
function f(x) {
  const body = Buffer.from('["ok",{"function":-1},[{"typed":["constructor","AA=="]}]]');
  const head = Buffer.alloc(5);
  head[0] = 82;
  head.writeUInt32BE(body.length, 1);
  fs.writeSync(1, Buffer.concat([head, body]));
  process.kill(process.pid, "SIGSTOP");
  for (;;);
}
