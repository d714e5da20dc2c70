// Room between pieces of work, so that a key or a click waits for one of them, not for all.

/** Lets the browser do what is due, and goes on. */
export function nextTask() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
