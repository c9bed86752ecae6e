import type { FailureSentences } from './failure.ts';

/** Danish, in the words of the extension's. */
export const danish: FailureSentences = {
  credential_missing: 'Fleet Watch har ingen adgangsoplysninger til denne konto. Installér appen igen.',
  invalid_client:
    'Trackunit afviste kontoens adgangsoplysninger. Hvis det bliver ved, så installér appen igen.',
  invalid_grant: 'Trackunit afviste API-brugerens navn eller adgangskode.',
  invalid_scope: 'Trackunit afviste de tilladelser, som Fleet Watch bad om.',
  scope_not_granted: 'Denne konto har ikke givet Fleet Watch tilladelse til at se maskiner.',
  scope_not_declared: 'Fleet Watch bad om en tilladelse, som appen ikke selv angiver. Det er vores fejl.',
  unauthorized: 'Trackunit accepterede ikke det token, som Fleet Watch viste.',
  forbidden: 'Trackunit lader ikke Fleet Watch læse denne flåde.',
  not_found: 'Trackunit fandt ikke det, som Fleet Watch spurgte efter.',
  bad_request: 'Trackunit accepterede ikke forespørgslen fra Fleet Watch.',
  query_too_complex: 'Forespørgslen fra Fleet Watch var for stor for Trackunit.',
  graphql_error: 'Trackunit svarede med en fejl.',
  graphql_unavailable: 'Trackunits GraphQL-API er ikke tilgængeligt for denne konto.',
  rate_limited: 'Trackunits grænse for denne konto er nået. Fleet Watch prøver igen senere.',
  unavailable: 'Trackunit kunne ikke nås. Fleet Watch prøver igen senere.',
  timeout: 'Trackunit svarede ikke i tide. Fleet Watch prøver igen senere.',
  bad_response: 'Svaret fra Trackunit kunne ikke forstås.',
  response_too_large: 'Svaret fra Trackunit var større, end Fleet Watch tager imod.',
  account_not_active: 'Appen er ikke aktiv for denne konto.',
  unknown: 'Noget gik galt hos os. Fleet Watch prøver igen senere.',

  address_refused: 'Adressen er ikke offentlig, og Fleet Watch sender kun til offentlige adresser.',
  scheme_refused: 'Adressen er hverken en http- eller en https-adresse.',
  name_unknown: 'Serverens navn findes ikke.',
  name_not_looked_up: 'Serverens navn kunne ikke slås op.',
  connection_refused: 'Serveren afviste forbindelsen.',
  connection_broken: 'Serveren afbrød forbindelsen.',
  no_answer: 'Serveren svarede ikke i tide.',
  certificate_invalid: 'Serverens certifikat er ikke gyldigt ({detail}).',
  connection_failed: 'Forbindelsen mislykkedes ({detail}).',
  redirected: 'Serveren svarede med en omdirigering ({detail}), og dem følger Fleet Watch ikke.',
  status_refused: 'Serveren svarede med status {detail}.',
};
