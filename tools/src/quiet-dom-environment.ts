import { builtinEnvironments, type Environment } from 'vitest/runtime';

const dom = builtinEnvironments['happy-dom'];

/**
 * The document of component tests. It takes the console it finds when it is made, and writes there, past the test
 * runner, each request of a page that fails; many tests are about such requests. Finding none it writes where nobody
 * reads. What a page or a test writes itself is printed as ever.
 */
const quietDom: Environment = {
  ...dom,
  name: 'quiet-dom',
  async setup(global, options) {
    const found = Object.getOwnPropertyDescriptor(global, 'console');
    Object.defineProperty(global, 'console', { value: undefined, configurable: true });
    try {
      return await dom.setup(global, options);
    } finally {
      if (found !== undefined) Object.defineProperty(global, 'console', found);
    }
  },
};

export default quietDom;
