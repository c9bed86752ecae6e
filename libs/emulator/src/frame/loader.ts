/**
 * The script of an extension's frame: it adds the bundle's style sheet, imports the bundle, calls `bootstrap` and
 * `mount` as single-spa does, and says on the page what went wrong. A text rather than a function, since test
 * runners rewrite `import()` inside functions.
 */
export const loaderScript = `const root = document.getElementById('root');
const { name, bundle, css } = root.dataset;

const complain = (error) => {
  const box = document.createElement('p');
  box.setAttribute('role', 'alert');
  // The app's own style sheet may be what is missing; Manager behind the frame may be dark.
  box.style.cssText =
    'margin: 0; padding: 1rem; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; ' +
    'color: CanvasText; background: Canvas';
  box.textContent = 'The extension ' + name + ' could not be loaded. ' + (error?.message ?? error);
  root.replaceChildren(box);
};

// A module that is not there is all that a browser tells; the address itself says what to do.
const importBundle = () =>
  import(bundle).catch(async (error) => {
    const answer = await fetch(bundle);
    if (answer.ok) throw error;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    throw new Error(page.body.textContent);
  });

if (css) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = css;
  document.head.append(link);
}

try {
  const extension = await importBundle();
  if (!extension.bootstrap || !extension.mount) throw new Error('It exports no bootstrap and mount.');
  const props = { name, domElement: root };
  await extension.bootstrap(props);
  await extension.mount(props);
  addEventListener('pagehide', () => void extension.unmount?.(props));
} catch (error) {
  complain(error);
}
`;
