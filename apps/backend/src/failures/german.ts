import type { FailureSentences } from './failure.ts';

/** German, in the words of the extension's. */
export const german: FailureSentences = {
  credential_missing: 'Fleet Watch hat keine Zugangsdaten für dieses Konto. Installieren Sie die App neu.',
  invalid_client:
    'Trackunit hat die Zugangsdaten dieses Kontos abgelehnt. Wenn das so bleibt, installieren Sie die App neu.',
  invalid_grant: 'Trackunit hat den Namen oder das Passwort des API-Benutzers abgelehnt.',
  invalid_scope: 'Trackunit hat die von Fleet Watch erbetenen Berechtigungen abgelehnt.',
  scope_not_granted: 'Dieses Konto hat Fleet Watch die Berechtigung, Maschinen zu sehen, nicht erteilt.',
  scope_not_declared:
    'Fleet Watch hat um eine Berechtigung gebeten, die die App selbst nicht nennt. Das ist unser Fehler.',
  unauthorized: 'Trackunit hat das Token von Fleet Watch nicht angenommen.',
  forbidden: 'Trackunit lässt Fleet Watch diese Flotte nicht lesen.',
  not_found: 'Trackunit hat nicht gefunden, wonach Fleet Watch gefragt hat.',
  bad_request: 'Trackunit hat die Anfrage von Fleet Watch nicht angenommen.',
  query_too_complex: 'Die Anfrage von Fleet Watch war Trackunit zu groß.',
  graphql_error: 'Trackunit hat mit einem Fehler geantwortet.',
  graphql_unavailable: 'Die GraphQL-Schnittstelle von Trackunit steht diesem Konto nicht zur Verfügung.',
  rate_limited:
    'Das Limit von Trackunit für dieses Konto ist erreicht. Fleet Watch versucht es später erneut.',
  unavailable: 'Trackunit war nicht erreichbar. Fleet Watch versucht es später erneut.',
  timeout: 'Trackunit hat nicht rechtzeitig geantwortet. Fleet Watch versucht es später erneut.',
  bad_response: 'Die Antwort von Trackunit war nicht zu verstehen.',
  response_too_large: 'Die Antwort von Trackunit war zu groß für Fleet Watch.',
  account_not_active: 'Die App ist für dieses Konto nicht aktiv.',
  unknown: 'Bei uns ist etwas schiefgegangen. Fleet Watch versucht es später erneut.',

  address_refused: 'Die Adresse ist nicht öffentlich, und Fleet Watch sendet nur an öffentliche Adressen.',
  scheme_refused: 'Die Adresse ist weder eine http- noch eine https-Adresse.',
  name_unknown: 'Es gibt keinen Server mit diesem Namen.',
  name_not_looked_up: 'Der Name des Servers ließ sich nicht nachschlagen.',
  connection_refused: 'Der Server hat die Verbindung abgelehnt.',
  connection_broken: 'Der Server hat die Verbindung abgebrochen.',
  no_answer: 'Der Server hat nicht rechtzeitig geantwortet.',
  certificate_invalid: 'Das Zertifikat des Servers ist nicht gültig ({detail}).',
  connection_failed: 'Die Verbindung ist fehlgeschlagen ({detail}).',
  redirected: 'Der Server hat mit einer Weiterleitung geantwortet ({detail}); Fleet Watch folgt keiner.',
  status_refused: 'Der Server hat mit dem Status {detail} geantwortet.',
};
