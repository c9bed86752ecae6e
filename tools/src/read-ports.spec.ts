import { expect, test } from 'vitest';
import { readPorts } from './read-ports.ts';

test('each part has a port of its own, which a setting moves; an empty setting is an unset one', () => {
  expect(readPorts({ PORT: '' })).toEqual({ port: 4300, managerPort: 4400, appsPort: 4401 });
  expect(readPorts({ EMULATOR_PORT: '5000' })).toEqual({ port: 4300, managerPort: 5000, appsPort: 4401 });
});

test.each(['0', '70000', 'many', '-1', '4.3'])(
  '%s is no port, and the message says where it stands',
  (text) => {
    expect(() => readPorts({ EMULATOR_APPS_PORT: text })).toThrow(
      `EMULATOR_APPS_PORT is '${text}', which is no port number from 1 to 65535.`,
    );
  },
);

test('two parts on one port are told before one of them answers for the other', () => {
  expect(() => readPorts({ PORT: '4400' })).toThrow(/PORT \(4400\), EMULATOR_PORT \(4400\).*differ/);
});
