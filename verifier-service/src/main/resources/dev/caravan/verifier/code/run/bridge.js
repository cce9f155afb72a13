"use strict";
// What the candidate's process and the tests' process share: frames of plain data over a pair of pipes, in strict turns. A value crosses as
// JSON of what it holds; functions, promises and other objects stay where they are and cross as a number that stands for them.

const fs = require("fs");
const util = require("util");
const vm = require("vm");
const { Readable, Writable } = require("stream");

const FRAME_LIMIT = 16 << 20;
const NODES = 4 << 20;
const ERRORS = new Map(
  [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].map((kind) => [kind.name, kind]),
);
const TYPED = new Map(
  [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
    BigInt64Array, BigUint64Array,
  ].map((kind) => [kind.name, kind]),
);
const SYMBOLS = new Map([
  ["iterator", Symbol.iterator],
  ["asyncIterator", Symbol.asyncIterator],
]);
const BUILTINS = new Map(
  [
    Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Map, Set, WeakMap, WeakSet, Date, RegExp, Promise, parseInt, parseFloat,
    isNaN, isFinite, ArrayBuffer, ...ERRORS.values(), ...TYPED.values(),
  ].map((value) => [value.name, value]),
);
const BUILTIN_NAMES = new Map([...BUILTINS].map(([name, value]) => [value, name]));
// An object of data with one of these would be asked for its value again and again, and might not say the same twice.
const CONVERSIONS = new Set(["valueOf", "toString", "toJSON", "toLocaleString", "then"]);

/** A value that has no form as plain data and may not be handed out by number either. */
class CannotCross extends TypeError {}

/** The other process has ended, or does not keep to the protocol. */
class Gone extends Error {}

const idle = new Int32Array(new SharedArrayBuffer(4));
const { readSync, writeSync } = fs;

function patiently(action) {
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (error.code !== "EAGAIN") {
        throw new Gone("the pipe is closed");
      }
      Atomics.wait(idle, 0, 0, 1);
    }
  }
}

function readExactly(length) {
  const data = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const read = patiently(() => readSync(0, data, at, length - at, null));
    if (read === 0) {
      throw new Gone("the pipe has ended");
    }
    at += read;
  }
  return data;
}

/** The next frame's kind and its JSON value. */
function receive() {
  const head = readExactly(5);
  return [String.fromCharCode(head[0]), JSON.parse(readExactly(head.readUInt32BE(1)).toString("utf8"))];
}

function send(kind, value) {
  const body = Buffer.from(JSON.stringify(value), "utf8");
  if (body.length > FRAME_LIMIT) {
    throw new CannotCross("a value of more than " + (FRAME_LIMIT >> 20) + " MiB");
  }
  const head = Buffer.alloc(5);
  head[0] = kind.charCodeAt(0);
  head.writeUInt32BE(body.length, 1);
  const frame = Buffer.concat([head, body]);
  for (let at = 0; at < frame.length; ) {
    at += patiently(() => writeSync(1, frame, at, frame.length - at));
  }
}

/** What is printed must not get between the frames. */
function silence() {
  const nowhere = () => new Writable({ write: (chunk, encoding, done) => done() });
  const quiet = { stdout: nowhere(), stderr: nowhere(), stdin: Readable.from([]) };
  for (const name of Object.keys(quiet)) {
    Object.defineProperty(process, name, { value: quiet[name], configurable: true, enumerable: true, writable: true });
  }
  globalThis.console = new console.Console(quiet.stdout, quiet.stderr);
}

/**
 * One end: asks the other end, and answers what it asks meanwhile. `serve` does what is asked, `remote` makes what stands for a value of
 * the other end, `others` says what becomes of an object that is no data.
 */
class Peer {
  constructor(serve, remote, others) {
    this.serve = serve;
    this.remote = remote;
    this.others = others;
    this.gone = null;
    this.ours = [];
    this.numbers = new Map();
    this.theirs = new WeakMap();
    this.open = false;
    this.waiting = [];
  }

  /** Sends a request, answers what comes back in between, and returns the reply or throws its error. */
  ask(...request) {
    send("R", request);
    for (;;) {
      const frame = this.next();
      if (frame[0] === "ok") {
        return frame.slice(1);
      }
      if (frame[0] === "raise") {
        throw this.decode(frame[1]);
      }
      this.reply(() => this.serve(this, frame));
    }
  }

  /** The same where a request may have to wait for a promise of ours: the event loop goes on meanwhile. */
  async askAndWait(...request) {
    send("R", request);
    for (;;) {
      const frame = this.next();
      if (frame[0] === "ok") {
        return frame.slice(1);
      }
      if (frame[0] === "raise") {
        throw this.decode(frame[1]);
      }
      await this.answer(frame);
    }
  }

  next() {
    let kind, frame;
    try {
      [kind, frame] = receive();
    } catch (error) {
      [kind, frame] = ["G", "it sent something that is no answer"];
    }
    if (kind !== "R" || !Array.isArray(frame)) {
      this.leave(kind === "G" ? String(frame) : "it sent something that is no answer");
    }
    return frame;
  }

  leave(why) {
    this.gone = this.gone ?? why;
    throw new Gone(this.gone);
  }

  async answer(frame) {
    if (frame[0] !== "await") {
      this.reply(() => this.serve(this, frame));
      return;
    }
    let settled;
    this.open = true;
    this.waiting.splice(0).forEach((ask) => ask());
    try {
      const value = await this.own(frame[1]);
      settled = () => [this.encode(value)];
    } catch (error) {
      settled = () => {
        throw error;
      };
    }
    this.open = false;
    this.reply(settled);
  }

  /** Asks what only an end that waits can answer: now if it does, otherwise when it does. */
  whenOpen(ask) {
    if (this.open) {
      queueMicrotask(ask);
    } else {
      this.waiting.push(ask);
    }
  }

  reply(action) {
    let frame;
    try {
      frame = ["ok", ...action()];
      send("R", frame);
      return;
    } catch (error) {
      if (error instanceof Gone) {
        throw error;
      }
      frame = ["raise", this.encodeThrown(error)];
    }
    send("R", frame);
  }

  own(number) {
    if (!(number in this.ours)) {
      throw new CannotCross("no such value");
    }
    return this.ours[number];
  }

  number(value) {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.ours.push(value) - 1;
      this.numbers.set(value, number);
    }
    return number;
  }

  encodeThrown(error) {
    try {
      return this.encode(error);
    } catch (problem) {
      return { error: ["Error", "Error", "an error that cannot be told", null] };
    }
  }

  encode(value) {
    return encode(this, value, { left: NODES, path: new Set() });
  }

  /** Hostile text becomes data here, or the other end is gone. */
  decode(value) {
    try {
      return decode(this, value);
    } catch (error) {
      return this.leave("it sent something that is no answer");
    }
  }
}

function encode(peer, value, room) {
  if (--room.left < 0) {
    throw new CannotCross("a value of too many parts");
  }
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { number: Object.is(value, -0) ? "-0" : String(value) };
    case "undefined":
      return { undefined: 0 };
    case "bigint":
      return { bigint: value < 0n ? "-0x" + (-value).toString(16) : "0x" + value.toString(16) };
    case "symbol":
      for (const [name, symbol] of SYMBOLS) {
        if (symbol === value) {
          return { symbol: name };
        }
      }
      throw new CannotCross("a symbol");
  }
  if (value === null) {
    return null;
  }
  if (peer.theirs.has(value)) {
    return { yours: peer.theirs.get(value) };
  }
  if (BUILTIN_NAMES.has(value)) {
    return { builtin: BUILTIN_NAMES.get(value) };
  }
  if (typeof value === "function") {
    return { function: peer.number(value) };
  }
  if (util.types.isPromise(value)) {
    return { promise: peer.number(value) };
  }
  if (room.path.has(value)) {
    throw new CannotCross("a value that contains itself");
  }
  room.path.add(value);
  const encoded = encodeObject(peer, value, room);
  room.path.delete(value);
  return encoded;
}

function encodeObject(peer, value, room) {
  const prototype = Object.getPrototypeOf(value);
  if (Array.isArray(value) && prototype === Array.prototype) {
    return Array.from(value, (element, i) => (i in value ? encode(peer, element, room) : { hole: 0 }));
  }
  if (prototype === Object.prototype || prototype === null) {
    const keys = Object.keys(value);
    // An object with methods is not data; what it holds may change.
    if (!keys.some((key) => typeof value[key] === "function") || peer.others(value) === null) {
      return { [prototype === null ? "bare" : "object"]: keys.map((key) => [key, encode(peer, value[key], room)]) };
    }
  }
  if (prototype === Map.prototype) {
    return { map: [...value].map(([key, held]) => [encode(peer, key, room), encode(peer, held, room)]) };
  }
  if (prototype === Set.prototype) {
    return { set: [...value].map((element) => encode(peer, element, room)) };
  }
  if (prototype === Date.prototype) {
    return { date: value.getTime() };
  }
  if (prototype === RegExp.prototype) {
    return { regexp: [value.source, value.flags] };
  }
  if (util.types.isNativeError(value)) {
    return { error: [nearest(value), String(value.name), String(value.message), peer.number(value)] };
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const name = Buffer.isBuffer(value) ? "Buffer" : value.constructor.name;
    if (name === "Buffer" || TYPED.get(name)?.prototype === prototype) {
      return { typed: [name, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")] };
    }
  }
  const tag = peer.others(value);
  if (tag === null) {
    return { object: Object.keys(value).map((key) => [key, encode(peer, value[key], room)]) };
  }
  return { [tag]: peer.number(value) };
}

function nearest(error) {
  for (let prototype = error; prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    for (const [name, kind] of ERRORS) {
      if (kind.prototype === prototype) {
        return name;
      }
    }
  }
  return "Error";
}

function decode(peer, value) {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    const array = new Array(value.length);
    value.forEach((element, i) => {
      if (!isHole(element)) {
        array[i] = decode(peer, element);
      }
    });
    return array;
  }
  const [[tag, body]] = Object.entries(value);
  switch (tag) {
    case "number":
      return Number(body);
    case "undefined":
      return undefined;
    case "bigint":
      return body[0] === "-" ? -BigInt(body.slice(1)) : BigInt(body);
    case "symbol":
      return SYMBOLS.get(body);
    case "object":
    case "bare":
      return decodeObject(peer, tag === "bare" ? Object.create(null) : {}, body);
    case "map":
      return new Map(body.map(([key, held]) => [decode(peer, key), decode(peer, held)]));
    case "set":
      return new Set(body.map((element) => decode(peer, element)));
    case "date":
      return new Date(body ?? NaN);
    case "regexp":
      return new RegExp(String(body[0]), String(body[1]));
    case "typed":
      return decodeTyped(...body);
    case "builtin":
      return known(BUILTINS, body);
    case "error":
      return decodeError(peer, ...body);
    case "yours":
      return peer.own(body);
    default:
      return peer.remote(peer, tag, body);
  }
}

function isHole(value) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "hole");
}

function known(table, name) {
  if (!table.has(name)) {
    throw new CannotCross("unknown name");
  }
  return table.get(name);
}

function decodeObject(peer, object, entries) {
  for (const [key, encoded] of entries) {
    const value = decode(peer, encoded);
    if (CONVERSIONS.has(key) && typeof value === "function") {
      throw new CannotCross("data that converts itself");
    }
    Object.defineProperty(object, String(key), { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
}

function decodeTyped(name, text) {
  const bytes = Buffer.from(text, "base64");
  if (name === "Buffer") {
    return bytes;
  }
  const kind = known(TYPED, name);
  return new kind(new Uint8Array(bytes).buffer);
}

function decodeError(peer, builtin, name, message, number) {
  const error = new (known(ERRORS, builtin))(String(message));
  if (error.name !== name) {
    Object.defineProperty(error, "name", { value: String(name), writable: true, configurable: true });
  }
  if (number !== null) {
    peer.theirs.set(error, number);
  }
  return error;
}

/** Serves a call: the result, and the arguments where the function has changed them. */
function called(peer, action, encoded) {
  const args = encoded.map((arg) => peer.decode(arg));
  const result = peer.encode(action(args));
  let after;
  try {
    after = args.map((arg) => peer.encode(arg));
  } catch (error) {
    return [result, null];
  }
  return [result, JSON.stringify(after) === JSON.stringify(encoded) ? null : after];
}

/** Takes the reply to a call, with what it has changed in the arguments. */
function concluded(peer, args, [result, changed]) {
  if (changed !== null) {
    args.forEach((arg, i) => update(arg, peer.decode(changed[i])));
  }
  return peer.decode(result);
}

/** Makes a mutable value equal to a new one, in place as far down as both have the same shape. */
function update(old, fresh) {
  const shape = shapeOf(old);
  if (shape === null || shape !== shapeOf(fresh)) {
    return false;
  }
  const merged = (before, after) => (update(before, after) ? before : after);
  if (shape === "array") {
    const before = old.slice();
    old.length = 0;
    fresh.forEach((value, i) => (old[i] = merged(before[i], value)));
    old.length = fresh.length;
  } else if (shape === "object") {
    for (const key of Object.keys(old)) {
      if (!Object.hasOwn(fresh, key)) {
        delete old[key];
      }
    }
    for (const key of Object.keys(fresh)) {
      const value = Object.hasOwn(old, key) ? merged(old[key], fresh[key]) : fresh[key];
      Object.defineProperty(old, key, { value, writable: true, enumerable: true, configurable: true });
    }
  } else if (shape === "map") {
    const before = new Map(old);
    old.clear();
    fresh.forEach((value, key) => old.set(key, merged(before.get(key), value)));
  } else if (shape === "set") {
    old.clear();
    fresh.forEach((value) => old.add(value));
  } else if (shape === "date") {
    old.setTime(fresh.getTime());
  } else {
    if (old.length !== fresh.length) {
      return false;
    }
    old.set(fresh);
  }
  return true;
}

function shapeOf(value) {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  if (Array.isArray(value)) {
    return "array";
  }
  if (util.types.isMap(value)) {
    return "map";
  }
  if (util.types.isSet(value)) {
    return "set";
  }
  if (util.types.isDate(value)) {
    return "date";
  }
  if (util.types.isTypedArray(value)) {
    return "typed";
  }
  return util.types.isProxy(value) || util.types.isNativeError(value) || util.types.isPromise(value) ? null : "object";
}
