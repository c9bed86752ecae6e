import { onTestFinished, vi } from 'vitest';

/** Until the test ends, copying works in neither way, as in a frame without permission for it. */
export const forbidCopying = (): void => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText');
  writeText.mockRejectedValue(new DOMException('', 'NotAllowedError'));
  document.execCommand = () => false;
  onTestFinished(() => {
    writeText.mockRestore();
    Reflect.deleteProperty(document, 'execCommand');
  });
};
