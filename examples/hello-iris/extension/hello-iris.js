/* global document, fetch */
/* An extension is an ES module with single-spa's three functions; this one needs no framework and no build. */

const backendUrl = 'http://localhost:4310';

export const bootstrap = async () => undefined;

export const mount = async ({ domElement }) => {
  const heading = document.createElement('h1');
  heading.textContent = 'Hello, Iris';
  const text = document.createElement('p');
  text.textContent = 'Counting machines …';
  domElement.replaceChildren(heading, text);
  try {
    // The manifest's connect-src allows this address and no other.
    const counts = await (await fetch(`${backendUrl}/machines`)).json();
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    text.textContent = `${total} machines in ${Object.keys(counts).length} accounts`;
  } catch {
    text.textContent = 'The backend does not answer. Start it: node examples/hello-iris/backend.mjs';
  }
};

export const unmount = async ({ domElement }) => domElement.replaceChildren();
