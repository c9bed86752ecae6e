import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createControlApi } from './api/control-api.ts';
import { createEventStream } from './api/event-stream.ts';
import { App } from './app.tsx';
import { createHostLog } from './host/host-log.ts';
import './styles/index.css';

const container = document.getElementById('manager');
if (!container) throw new Error('index.html has no element for the page');

const services = {
  api: createControlApi({ fetch: window.fetch.bind(window) }),
  hostLog: createHostLog(),
  events: createEventStream({ openEventSource: (url) => new EventSource(url) }),
};
createRoot(container).render(
  <StrictMode>
    <App services={services} />
  </StrictMode>,
);
