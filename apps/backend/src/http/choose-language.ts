import type { Request, Response } from 'express';
import { languages, type Language } from '../failures/language.ts';

/**
 * The language to answer in: of ours the one that the caller's `Accept-Language` likes best, else English. The answer
 * says which it is, and that another caller may get another one. To be called when it is known that the answer has a
 * sentence of ours in it: an error that comes instead is English.
 */
export const chooseLanguage = (request: Request, response: Response): Language => {
  const accepted = request.acceptsLanguages(...languages);
  const language = languages.find((known) => known === accepted) ?? languages[0];
  response.vary('Accept-Language');
  response.setHeader('Content-Language', language);
  return language;
};
