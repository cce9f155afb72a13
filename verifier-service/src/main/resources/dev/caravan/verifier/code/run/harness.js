// The tests' process: runs the tests with stand-ins for the candidate's names. What it learns of the candidate is plain data.

const assert = require("assert");

const LABEL_LENGTH = 160;
const SHOWN_LENGTH = 80;
const HIDDEN = new Set(["require", "module", "exports", "console", "assert", "undefined"]);

/** The tests fail for a reason of their own, whatever the candidate does. */
class BrokenTests extends Error {}

/** What the candidate's last call gave, to say it where a test fails. */
let last = null;
/** What went wrong in promises that nobody awaits. */
let floating = [];

/** The outcome of each test, in order, and what went wrong in the first that failed. */
class Trials {
  constructor(peer) {
    this.peer = peer;
    this.outcomes = [];
    this.first = null;
  }

  async run(action, label) {
    last = null;
    floating = [];
    const begin = process.hrtime.bigint();
    let problem = null;
    try {
      await action();
    } catch (error) {
      problem = { error };
    }
    for (let seen = null; seen !== turn; ) {
      seen = turn;
      await seen;
    }
    // Rejections that nobody handles are known a turn of the event loop later.
    await new Promise((resolve) => setImmediate(resolve));
    if (problem === null && floating.length > 0) {
      problem = { error: floating[0] };
    }
    this.add(Number(process.hrtime.bigint() - begin) / 1e9, problem, label);
  }

  add(seconds, problem, label) {
    if (problem !== null && problem.error instanceof BrokenTests) {
      throw problem.error;
    }
    // A test that expects any error at all must not pass because the candidate has left.
    const gone = this.peer.gone;
    const passed = problem === null && gone === null;
    this.outcomes.push([passed, seconds]);
    if (!passed && this.first === null) {
      const why = gone ?? told(problem.error);
      this.first = clip(label, LABEL_LENGTH) + (why ? ": " + why : "");
    }
  }
}

/** What to say of a failed test: what the candidate gave, or the error. */
function told(error) {
  if (!util.types.isNativeError(error)) {
    return "it threw " + shown(error);
  }
  if (error.code === "MODULE_NOT_FOUND" && !peer.theirs.has(error)) {
    throw new BrokenTests(error.message.split("\n")[0]);
  }
  if (error instanceof assert.AssertionError) {
    const message = error.generatedMessage ? "" : clip(error.message, LABEL_LENGTH);
    return [message, last === null ? "" : "got " + last].filter((part) => part).join(", ");
  }
  return (peer.theirs.has(error) ? "it threw " : "") + error.name + ": " + clip(error.message, LABEL_LENGTH);
}

function clip(text, length) {
  const line = String(text).slice(0, 4 * length).split(/\s+/).join(" ").trim();
  return line.length <= length ? line : line.slice(0, length) + "...";
}

function shown(value) {
  if (util.types.isProxy(value)) {
    return "an object";
  }
  if (typeof value === "bigint" && (value > 1n << 1000n || -value > 1n << 1000n)) {
    return "a big integer";
  }
  try {
    const options = { depth: 3, maxArrayLength: 20, maxStringLength: SHOWN_LENGTH, breakLength: Infinity, customInspect: false };
    return clip(util.inspect(value, options), SHOWN_LENGTH);
  } catch (error) {
    return "a " + typeof value;
  }
}

/** What the candidate may do with the values that the tests pass to it: call a function, go on with an iterator. */
function serve(peer, frame) {
  const [operation, number] = frame;
  const value = peer.own(number);
  if (operation === "call" && typeof value === "function") {
    return called(peer, (args) => value(...args), frame[2]);
  }
  if (operation === "next" && typeof value === "object") {
    return [peer.encode(value.next())];
  }
  throw new CannotCross(String(operation));
}

/** Objects of the tests are data to the candidate, but for iterators. */
function others(value) {
  return typeof value.next === "function" ? "iterator" : null;
}

/** What stands for a value of the candidate's. The same value has the same stand-in, so that it is equal to itself, and to nothing else. */
const stands = new Map();

function remote(peer, tag, number) {
  if (!Number.isInteger(number) || !["promise", "function", "reference"].includes(tag)) {
    throw new CannotCross("no such value");
  }
  if (!stands.has(number)) {
    const stand =
      tag === "promise" ? promised(peer, number) : new Proxy(tag === "function" ? function () {} : new Reference(), traps(peer, number, tag));
    stands.set(number, stand);
    peer.theirs.set(stand, number);
  }
  return stands.get(number);
}

/** Of no class that the tests know. */
class Reference {}

let turn = Promise.resolve();

function promised(peer, number) {
  return new Promise((resolve, reject) => {
    turn = turn.then(async () => {
      try {
        resolve(remember(peer.decode((await peer.askAndWait("await", number))[0])));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function remember(value) {
  last = shown(value);
  return value;
}

function traps(peer, number, tag) {
  let keys = null;
  const ownKeys = () => (keys = keys ?? peer.ask("keys", number)[0].map(String));
  const get = (key) => peer.decode(peer.ask("get", number, peer.encode(key))[0]);
  const common = {
    get(target, key) {
      if (key === Symbol.toPrimitive) {
        return (hint) => {
          if (hint !== "string") {
            throw new TypeError("an object of the program's has no value as a primitive");
          }
          return String(peer.ask("string", number)[0]);
        };
      }
      if (key === Symbol.hasInstance && tag === "function") {
        return (value) => peer.theirs.has(value) && peer.ask("instance", number, peer.encode(value))[0] === true;
      }
      if (typeof key === "symbol" && key !== Symbol.iterator && key !== Symbol.asyncIterator) {
        return undefined;
      }
      return get(key);
    },
    set(target, key, value) {
      keys = null;
      peer.ask("set", number, String(key), peer.encode(value));
      return true;
    },
    deleteProperty(target, key) {
      keys = null;
      return peer.ask("delete", number, String(key))[0] === true;
    },
    has: (target, key) => typeof key === "string" && peer.ask("has", number, key)[0] === true,
    defineProperty: () => false,
    setPrototypeOf: () => false,
    preventExtensions: () => false,
  };
  if (tag === "function") {
    const encoded = (args) => args.map((arg) => peer.encode(arg));
    const self = (value) => (peer.theirs.has(Object(value)) ? peer.encode(value) : { undefined: 0 });
    common.apply = (target, receiver, args) => {
      last = null;
      return remember(concluded(peer, args, peer.ask("call", number, encoded(args), self(receiver))));
    };
    common.construct = (target, args) => {
      const made = concluded(peer, args, peer.ask("new", number, encoded(args)));
      return typeof made === "object" && made !== null ? made : {};
    };
  } else {
    // Which keys there are is asked once for all: which of them a test looks for, the candidate does not learn.
    common.ownKeys = () => ownKeys();
    common.getOwnPropertyDescriptor = (target, key) =>
      ownKeys().includes(key) ? { value: get(key), writable: true, enumerable: true, configurable: true } : undefined;
  }
  return common;
}

/** The tests' code, compiled before the candidate has any say: what goes wrong here is the tests' own fault. */
class Tests {
  constructor(start) {
    this.entry = start.entry_point;
    this.isCheck = start.test !== null;
    this.texts = this.isCheck ? [start.test] : start.tests;
    this.setup = new vm.Script(start.setup, { filename: "setup" });
    this.helpers = helpers(start.prompt, this.entry);
    this.scripts = this.texts.map((text) => new vm.Script(this.isCheck ? checking(text) : inFunction(text), { filename: "tests" }));
    this.names = new Map();
  }

  async run(peer, trials) {
    try {
      this.bindNames(peer);
      this.helpers.runInThisContext();
      this.setup.runInThisContext();
    } catch (error) {
      trials.add(0, { error }, "before the first test");
      return;
    }
    for (let i = 0; i < this.scripts.length; i++) {
      const action = this.scripts[i].runInThisContext();
      const given = this.isCheck ? [this.entryPoint(peer), () => new BrokenTests("they do not define check(candidate)")] : [];
      await trials.run(() => action(...given), this.isCheck ? "check(" + this.entry + ")" : this.texts[i]);
    }
  }

  entryPoint(peer) {
    const found = this.lookUp(peer, this.entry);
    return found === null
      ? () => {
          throw new ReferenceError(this.entry + " is not defined by the program");
        }
      : found.value;
  }

  /** The tests' free names, as they use them, are the candidate's; what exists here never is, but for the entry point. */
  bindNames(peer) {
    console.assert = (condition, ...message) => {
      if (!condition) {
        throw new assert.AssertionError({ message: message.length > 0 ? util.format(...message) : "", operator: "assert" });
      }
    };
    const module = { exports: {} };
    Object.assign(globalThis, { assert, module, exports: module.exports, require: (name) => this.required(peer, name) });
    if (this.entry !== null) {
      const found = this.lookUp(peer, this.entry);
      if (found !== null) {
        Object.defineProperty(globalThis, this.entry, { value: found.value, writable: true, configurable: true });
      }
    }
    const above = Object.create(Object.getPrototypeOf(globalThis));
    const wanted = (key) => (typeof key === "string" && !(key in above) && !HIDDEN.has(key) ? this.lookUp(peer, key) : null);
    const names = new Proxy(above, {
      has: (target, key) => key in target || wanted(key) !== null,
      get: (target, key, receiver) => {
        const found = wanted(key);
        return found === null ? Reflect.get(target, key, receiver) : found.value;
      },
    });
    Object.setPrototypeOf(globalThis, names);
  }

  /** A relative path is the program. */
  required(peer, name) {
    if (!/^\.{0,2}\//.test(name)) {
      return require(name);
    }
    return new Proxy(function () {}, {
      get: (target, key) => (typeof key === "string" ? this.lookUp(peer, key)?.value : undefined),
      apply: (target, receiver, args) => this.entryPoint(peer)(...args),
      construct: (target, args) => new (this.entryPoint(peer))(...args),
    });
  }

  lookUp(peer, name) {
    if (!this.names.has(name)) {
      let found = null;
      try {
        found = { value: peer.decode(peer.ask("name", name)[0]) };
      } catch (error) {
        if (error instanceof Gone) {
          throw error;
        }
      }
      this.names.set(name, found);
    }
    return this.names.get(name);
  }
}

function inFunction(text) {
  return "(async () => {" + text + "\n})";
}

function checking(text) {
  return (
    "(async (__candidate, __broken) => {" + text + "\n;if (typeof check !== 'function') throw __broken();\nawait check(__candidate);\n})"
  );
}

/** What the prompt has before the function that is to be written. */
function helpers(prompt, entry) {
  const at = entry === null || prompt === "" ? 0 : prompt.search(new RegExp("^.*\\b" + entry.replace(/\$/g, "\\$") + "\\b", "m"));
  try {
    return new vm.Script(prompt.slice(0, Math.max(0, at)), { filename: "prompt" });
  } catch (error) {
    return new vm.Script("");
  }
}

const [, start] = receive();
const token = start.token;
const peer = new Peer(serve, remote, others);

(async () => {
  silence();
  for (const event of ["unhandledRejection", "uncaughtException"]) {
    process.on(event, (error) => floating.push(error));
  }
  let result;
  try {
    const tests = new Tests(start);
    const trials = new Trials(peer);
    await tests.run(peer, trials);
    result = { tests: trials.outcomes, first: trials.first };
  } catch (error) {
    result = { broken: clip(error.message, LABEL_LENGTH) };
  }
  send("D", { token, ...result });
  process.exit();
})();
