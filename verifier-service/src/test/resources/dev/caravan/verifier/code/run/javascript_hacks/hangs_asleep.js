// Never answers and uses no processor.
const f = x => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
