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
  box.textContent = 'The extension ' + name + ' could not be loaded. ' + (error?.message ?? error);
  root.replaceChildren(box);
};

if (css) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = css;
  document.head.append(link);
}

try {
  const extension = await import(bundle);
  if (!extension.bootstrap || !extension.mount) throw new Error('It exports no bootstrap and mount.');
  const props = { name, domElement: root };
  await extension.bootstrap(props);
  await extension.mount(props);
  addEventListener('pagehide', () => void extension.unmount?.(props));
} catch (error) {
  complain(error);
}
`;
