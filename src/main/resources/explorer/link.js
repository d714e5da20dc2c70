// The state as the fragment of a link: deflated JSON as base64url. Browsers do not send it anywhere.

/** Longer links are cut by too many programs. */
export const LONGEST = 32_000;

/** Turns a value into a fragment. */
export async function encode(value) {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(value)));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Turns a fragment back; rejects what is none. */
export async function decode(fragment) {
  const text = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = await through(new DecompressionStream('deflate-raw'), Uint8Array.from(text, (c) => c.charCodeAt(0)));
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function through(stream, bytes) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
