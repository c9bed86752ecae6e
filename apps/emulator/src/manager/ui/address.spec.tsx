import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Address } from './address.tsx';

afterEach(cleanup);

test('an address may break behind each slash of its path, and is copied as it is', () => {
  const url = 'http://localhost:4300/apps/appinstall';
  const { container } = render(<Address url={url} />);
  expect(container.textContent).toBe(url);
  expect(container.querySelector('code')?.innerHTML).toBe('http://localhost:4300/<wbr>apps/<wbr>appinstall');
});
