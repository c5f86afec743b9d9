function withResolvers<T>() {
  const parts: {
    resolve?: (value: T | PromiseLike<T>) => void;
    reject?: (reason: unknown) => void;
  } = {};
  const promise = new Promise<T>((resolve, reject) => {
    parts.resolve = resolve;
    parts.reject = reject;
  });
  return { promise, ...parts };
}

/**
 * matrix-js-sdk uses `Promise.withResolvers`, which browsers have and Node.js has from 22 on; the
 * tests run on 20 as well.
 */
if (!("withResolvers" in Promise)) {
  Object.defineProperty(Promise, "withResolvers", {
    configurable: true,
    writable: true,
    value: withResolvers,
  });
}
