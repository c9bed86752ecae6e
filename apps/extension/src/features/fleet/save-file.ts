/** Hands a text to the browser's downloads. Excel takes a file for UTF-8 only where it begins with a byte order mark. */
export const saveFile = (content: Blob, name: string): void => {
  const url = URL.createObjectURL(new Blob(['\uFEFF', content], { type: content.type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
